import { afterEach, describe, expect, it } from "vitest";
import { hasForeignLines, unmarkForeign } from "./foreign";
import { PostEditor } from "./editor";
import { createState } from "./setup";

let editor: PostEditor | undefined;

afterEach(() => editor?.destroy());

/** Shows a text in which these spans came from outside. */
function open(text: string, foreign: { from: number; to: number }[]): PostEditor {
  const ignore = (): void => undefined;
  editor = new PostEditor(document.body, {
    changed: ignore,
    caretMoved: ignore,
    blurred: ignore,
    scrolled: ignore,
    touched: ignore,
    resized: ignore,
  });
  editor.show(createState("", { readOnly: false, headerTo: 0 }));
  editor.apply([{ from: 0, to: 0, insert: text }], { fromHost: true, foreign });
  return editor;
}

function marked(of: PostEditor, name = "cm-foreign"): string[] {
  return [...of.view.dom.querySelectorAll(`.${name}`)].map((line) => line.textContent);
}

describe("lines from outside", () => {
  it("are marked, and so is where lines went away", () => {
    const shown = open("a\nb\nc\nd\n", [
      { from: 2, to: 6 },
      { from: 6, to: 6 },
    ]);
    expect(marked(shown)).toEqual(["b", "c", "d"]);
    expect(marked(shown, "cm-foreign-gap")).toEqual(["d"]);
  });

  it("stay marked where the writer does not write, and fade where he does", () => {
    const shown = open("a\nb\nc\n", [{ from: 2, to: 6 }]);
    shown.view.dispatch({ changes: { from: 0, insert: "x\n" } });
    expect(marked(shown)).toEqual(["b", "c"]);
    shown.view.dispatch({ changes: { from: 5, insert: "!" } });
    expect(marked(shown)).toEqual(["c"]);
    expect(marked(shown, "cm-foreign-seen")).toEqual(["b!"]);
    shown.view.dispatch({ changes: { from: 6, insert: "!" } });
    expect(marked(shown, "cm-foreign-seen")).toEqual([]);
  });

  it("are unmarked by a command, which is there only while there are some", () => {
    const shown = open("a\n", [{ from: 0, to: 2 }]);
    expect(hasForeignLines(shown.state)).toBe(true);
    expect(unmarkForeign(shown.view)).toBe(true);
    expect(marked(shown)).toEqual([]);
    expect(unmarkForeign(shown.view)).toBe(false);
  });

  it("are outlived by a deletion of the whole text", () => {
    const shown = open("a\nb\n", [{ from: 0, to: 4 }]);
    shown.view.dispatch({ changes: { from: 0, to: 4 } });
    expect(shown.state.doc.toString()).toBe("");
  });
});
