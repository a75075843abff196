import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startApp, type FakeApp } from "./fake-app";
import { outlineDelay } from "./outline.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const text = "---\ntitle: T\n---\n\n## A\n\na\n\n### B\n\nb\n\n## C\n\nc";

async function open(body = text): Promise<FakeApp & { titles: () => string[]; shown: () => string[] }> {
  const started = await startApp({}, { "a.md": body, "b.md": "# Other\n" });
  await started.app.desk.open("a.md");
  started.app.outline.follow(started.post());
  await vi.advanceTimersByTimeAsync(1);
  const titles = (): string[] => (started.app.outline.sections ?? []).map((section) => section.text);
  return { ...started, titles };
}

const asked = ({ backend }: FakeApp): number => backend.calls.filter((call) => call === "outline").length;

describe("the outline", () => {
  it("has the headings of the post, and those of another one at once", async () => {
    const { app, post, titles } = await open();
    expect(titles()).toEqual(["A", "B", "C"]);
    await app.desk.open("b.md");
    app.outline.follow(post());
    expect(app.outline.sections).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(titles()).toEqual(["Other"]);
  });

  it("is asked for once, after a pause in the typing", async () => {
    const opened = await open();
    const { app, editor, post, titles } = opened;
    let stop = (): void => undefined;
    for (const letter of "\n\n## D") {
      editor.type(letter);
      stop();
      stop = app.outline.follow(post());
      await vi.advanceTimersByTimeAsync(outlineDelay - 100);
    }
    expect(asked(opened)).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked(opened)).toBe(2);
    expect(titles()).toEqual(["A", "B", "C", "D"]);
  });

  it("marks the section that the caret is in", async () => {
    const { app } = await open();
    const at = (word: string): number => {
      app.desk.caretMoved(text.indexOf(word));
      return app.outline.current;
    };
    expect([at("title"), at("## A"), at("b\n"), at("## C")]).toEqual([-1, 0, 1, 2]);
  });

  it("goes to a heading, also where the text has changed since", async () => {
    const { app, editor, post } = await open();
    editor.type("Before.\n\n", text.indexOf("## A"));
    await app.outline.go(2);
    expect(editor.text(post().id).sliceString(editor.caret(post().id)).startsWith("## C")).toBe(true);
    expect(editor.focused).toBe(2);
  });

  it("moves a section as one step of undo, and back", async () => {
    const { app, editor, post, titles } = await open();
    const now = (): string => editor.text(post().id).toString();
    editor.setCaret(post().id, text.length);
    expect(await app.outline.step(2, -1)).toBe(0);
    expect(titles()).toEqual(["C", "A", "B"]);
    const moved = "---\ntitle: T\n---\n\n## C\n\nc\n\n## A\n\na\n\n### B\n\nb";
    expect(now()).toBe(moved);
    expect(editor.caret(post().id)).toBe(moved.indexOf("c\n") + 1);
    expect(await app.outline.step(0, 1)).toBe(2);
    expect(now()).toBe(text);
    editor.undo();
    expect(now()).toBe(moved);
    editor.undo();
    expect(now()).toBe(text);
  });

  it("leaves a section where it is when the headings would be others there", async () => {
    const fenced = "## A\n\na\n\n## B\n\n```\nopen\n";
    const { app, editor, post, titles } = await open(fenced);
    expect(await app.outline.move(1, 0)).toBe(1);
    expect(editor.text(post().id).toString()).toBe(fenced);
    expect(app.notices.list.map((notice) => notice.key)).toContain("outline");
    expect(titles()).toEqual(["A", "B"]);
  });

  it("keeps what it has while the host does not answer", async () => {
    const { app, backend, editor, post, titles } = await open();
    backend.failNext("outline", "Io");
    editor.type("x");
    app.outline.follow(post());
    await vi.advanceTimersByTimeAsync(outlineDelay + 1);
    expect(titles()).toEqual(["A", "B", "C"]);
  });
});
