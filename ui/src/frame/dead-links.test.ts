import { beforeEach, describe, expect, it, vi } from "vitest";
import { BlockList } from "./blocks";
import { DeadLinks } from "./dead-links";
import type { FrameMessage } from "./messages";

const sent: FrameMessage[] = [];
let root: HTMLElement;
let list: BlockList;
let links: DeadLinks;

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
  root = document.createElement("article");
  document.body.replaceChildren(root);
  list = new BlockList();
  links = new DeadLinks(
    root,
    () => list.entries,
    (message) => void sent.push(message),
  );
  return () => vi.useRealTimers();
});

/** The first block is shown, the others are not. */
function show(...html: (string | null)[]): void {
  const blocks = html.map((text, i) => ({ id: String(i), html: text, bytes: 20, line: i, lines: 1 }));
  list.apply({ start: 0, removed: list.length, blocks, shift: 0 });
  const block = document.createElement("div");
  block.innerHTML = html[0] ?? "";
  root.replaceChildren(block);
  links.added(block);
}

const rest = (): unknown => vi.advanceTimersByTime(500);
const marked = (): (string | undefined)[] =>
  [...root.querySelectorAll<HTMLElement>("a")].map((link) => link.dataset.missing);

describe("links", () => {
  it("to a part stay unmarked while HTML of the post is not here", () => {
    show('<a href="#far">a</a>', null);
    rest();
    links.told([["#far", "no heading"]]);
    expect(marked()).toEqual([undefined]);
  });

  it("are asked about once, when the post rests", () => {
    show('<a href="a.md">a</a><a href="a.md">again</a><a href="https://b.example/">b</a>');
    expect(sent).toEqual([]);
    rest();
    expect(sent).toEqual([{ type: "links", hrefs: ["a.md", "https://b.example/"] }]);
    links.told([
      ["a.md", "no post a.md was found"],
      ["https://b.example/", null],
    ]);
    expect(marked()).toEqual(["no post a.md was found", "no post a.md was found", undefined]);
    expect(root.querySelector("a")?.title).toBe("a.md\nno post a.md was found");
    expect(sent).toHaveLength(1);
  });

  it("of a block that is written anew keep their mark at once", () => {
    show('<a href="a.md">a</a>');
    links.told([["a.md", "gone"]]);
    show('<a href="a.md" title="Mine">ab</a>');
    expect(marked()).toEqual(["gone"]);
    expect(root.querySelector("a")?.title).toBe("Mine\na.md\ngone");
  });

  it("are asked about again when the folder changed", () => {
    show('<a href="a.md">a</a>');
    links.told([["a.md", "gone"]]);
    links.forget();
    rest();
    expect(sent.at(-1)).toEqual({ type: "links", hrefs: ["a.md"] });
    links.told([["a.md", null]]);
    expect(marked()).toEqual([undefined]);
    expect(root.querySelector("a")?.title).toBe("a.md");
  });

  it("to a part of the post are dead only while no block has it", () => {
    const link = '<a href="#caf%C3%A9">a</a><a href="#there">b</a>';
    show(link, '<h2 id="there">There</h2>');
    rest();
    expect(sent).toEqual([{ type: "links", hrefs: ["#caf%C3%A9"] }]);
    links.told([["#caf%C3%A9", "no heading"]]);
    expect(marked()).toEqual(["no heading", undefined]);
    list.apply({
      start: 1,
      removed: 0,
      blocks: [{ id: "x", html: '<h2 id="café">C</h2>', bytes: 22, line: 1, lines: 1 }],
      shift: 0,
    });
    links.later();
    rest();
    expect(marked()).toEqual([undefined, undefined]);
  });
});
