import { Text } from "@codemirror/state";
import type { ChangeSet } from "@codemirror/state";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { taken, typeInto } from "./fake-typing";
import { createState, PostEditor } from "./index";

const nothing = (): void => undefined;
let editor: PostEditor;
let reported: ChangeSet[];

beforeEach(() => {
  reported = [];
  editor = new PostEditor(document.body.appendChild(document.createElement("div")), {
    changed: (changes) => reported.push(changes),
    caretMoved: nothing,
    blurred: nothing,
    scrolled: nothing,
    touched: nothing,
    resized: nothing,
  });
});
afterEach(() => editor.destroy());

function show(text: string, caret: number): void {
  editor.show(createState(text, { readOnly: false, headerTo: 0, caret }));
  editor.focus();
}

const text = (): string => editor.state.doc.toString();

describe("a typed letter", () => {
  it("is taken in after the turn in which it was typed, with the caret behind it", async () => {
    show("one two", 3);
    await typeInto(editor.view, "x");
    expect(text()).toBe("one two");
    await taken();
    expect(text()).toBe("onex two");
    expect(editor.state.selection.main.head).toBe(4);
    expect(editor.undo()).toBe(true);
    expect(text()).toBe("one two");
  });

  it("is there before what comes in between, which is carried over it", async () => {
    show("one two", 3);
    await typeInto(editor.view, "x");
    editor.apply([{ from: 4, to: 7, insert: "three" }], { userEvent: "input.form" });
    expect(text()).toBe("onex three");
    expect(editor.state.selection.main.head).toBe(4);
    expect(reported.reduce((doc, changes) => changes.apply(doc), Text.of(["one two"])).toString()).toBe(
      text(),
    );
    editor.undo();
    expect(text()).toBe("onex two");
  });

  it("stays with its post when another is shown at once", async () => {
    show("one two", 3);
    await typeInto(editor.view, "x");
    const left = editor.state;
    show("other", 0);
    await taken();
    expect(text()).toBe("other");
    expect(reported).toHaveLength(1);
    expect(left.doc.toString()).toBe("one two");
  });

  it("is taken in when the editor is asked where something is on the screen, and when it goes", async () => {
    show("one two", 3);
    await typeInto(editor.view, "x");
    editor.view.measure();
    expect(text()).toBe("one two");
    editor.view.measure(false);
    expect(text()).toBe("onex two");
    await typeInto(editor.view, "y");
    editor.view.destroy();
    expect(text()).toBe("onexy two");
  });

  it("is not dropped when CodeMirror draws anew by itself, as ten milliseconds after a focus", async () => {
    show("one two", 3);
    await typeInto(editor.view, "x");
    editor.view.update([]);
    expect(text()).toBe("onex two");
    await taken();
    expect(text()).toBe("onex two");
  });

  it("is never lost or doubled, whatever happens in between", async () => {
    for (let seed = 1; seed <= 40; seed++) {
      let state = seed;
      const next = (below: number): number => {
        state = (state * 48_271) % 2_147_483_647;
        return state % below;
      };
      reported = [];
      show("some words of\ntwo lines", 2);
      const start = editor.state.doc;
      const marks: string[] = [];
      for (let step = 0; step < 30; step++) {
        const mark = String.fromCharCode(0x4e00 + step);
        const place = next(editor.state.doc.length + 1);
        switch (next(8)) {
          case 0:
            editor.apply([{ from: place, to: place, insert: mark }]);
            marks.push(mark);
            break;
          case 1:
            editor.setCaret(place);
            break;
          case 2:
            editor.view.measure(place % 2 === 0);
            break;
          case 3:
            await taken();
            break;
          case 4:
            editor.view.update([]);
            break;
          default:
            await typeInto(editor.view, mark);
            marks.push(mark);
        }
      }
      await taken();
      const found = [...text()].filter((letter) => letter >= "\u4e00").sort();
      expect(found, `seed ${seed.toString()}`).toEqual(marks);
      expect(reported.reduce((doc, changes) => changes.apply(doc), start).eq(editor.state.doc)).toBe(true);
    }
  });
});
