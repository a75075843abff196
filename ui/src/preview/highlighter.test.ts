import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Token } from "../frame/messages";
import { CodeHighlighter } from "./highlighter";
import { tokenise } from "./tokenise";

const answer = vi.fn<(key: number, tokens: Token[]) => void>();
const compute = vi.fn<(language: string, text: string) => Promise<Token[] | null>>();
const TOKENS: Token[] = [[0, 2, "tok-keyword"]];

beforeEach(() => {
  vi.useFakeTimers();
  answer.mockReset();
  compute.mockReset().mockResolvedValue(TOKENS);
  return () => vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(2_000);

describe("the highlighter", () => {
  it("computes nothing at once", async () => {
    new CodeHighlighter(answer, compute).request(1, "rust", "fn");
    expect(compute).not.toHaveBeenCalled();
    await settle();
    expect(answer.mock.calls).toEqual([[1, TOKENS]]);
  });

  it("computes the same code once", async () => {
    const highlighter = new CodeHighlighter(answer, compute);
    highlighter.request(1, "rust", "fn");
    highlighter.request(2, "rust", "fn");
    await settle();
    highlighter.request(3, "rust", "fn");
    expect(compute).toHaveBeenCalledOnce();
    expect(answer.mock.calls.map(([key]) => key)).toEqual([1, 2, 3]);
  });

  it("says nothing of unknown languages, and remembers that", async () => {
    compute.mockResolvedValue(null);
    const highlighter = new CodeHighlighter(answer, compute);
    highlighter.request(1, "x", "y");
    await settle();
    highlighter.request(2, "x", "y");
    await settle();
    expect(compute).toHaveBeenCalledOnce();
    expect(answer).not.toHaveBeenCalled();
  });

  it("goes on after a grammar that failed to load", async () => {
    compute.mockRejectedValueOnce(new Error("offline"));
    const highlighter = new CodeHighlighter(answer, compute);
    highlighter.request(1, "rust", "fn");
    highlighter.request(2, "rust", "let");
    await settle();
    expect(answer.mock.calls).toEqual([[2, TOKENS]]);
  });

  it("forgets what waits when another post is shown", async () => {
    const highlighter = new CodeHighlighter(answer, compute);
    highlighter.request(1, "rust", "fn");
    highlighter.request(2, "rust", "let");
    highlighter.clear();
    await settle();
    expect(answer.mock.calls.map(([key]) => key)).not.toContain(2);
  });
});

describe("tokens", () => {
  beforeEach(() => void vi.useRealTimers());

  const words = async (language: string, text: string) =>
    (await tokenise(language, text))?.map(([from, to, name]) => `${name}:${text.slice(from, to)}`);

  it("come from the grammar of the language", async () => {
    expect(await words("rust", "let a = 1; // x")).toEqual([
      "tok-keyword:let",
      "tok-number:1",
      "tok-comment:// x",
    ]);
    expect(await words("JSON", '{"a": true}')).toEqual(['tok-meta:"a"', "tok-keyword:true"]);
  });

  it("are found under a name with options after it", async () =>
    expect(await words("js{1,3}", "new A()")).toContain("tok-keyword:new"));

  it("do not exist for a language that is not known", async () => {
    for (const name of ["text", "", "mermaid"]) expect(await tokenise(name, "let")).toBeNull();
  });
});
