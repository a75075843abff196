import { describe, expect, it } from "vitest";
import { Alignment } from "./alignment";
import { FakeScroll } from "./fake-editor";

function panes() {
  let caret = 0;
  const editor = new FakeScroll(() => caret);
  const asked: [line: number, y: number][] = [];
  const carets: number[] = [];
  const order: string[] = [];
  let aloneCount = 0;
  let isSeen = true;
  const preview = {
    reset: () => undefined,
    begin: () => undefined,
    complete: () => undefined,
    patch: () => undefined,
    html: () => undefined,
    isFocused: () => false,
    print: () => undefined,
    find: () => undefined,
    findBeside: () => undefined,
    box: () => ({ top: 60, bottom: isSeen ? 560 : 60 }),
    align: (line: number, y: number) => {
      order.push("align");
      asked.push([line, y]);
    },
    beside: () => undefined,
    alone: () => void aloneCount++,
    caret: (line: number) => {
      order.push("caret");
      carets.push(line);
    },
  };
  const alignment = new Alignment();
  alignment.attach({ editor, preview });
  const scrollTo = (line: number): void => {
    editor.scrolled = line * 20;
    alignment.editorScrolled();
  };
  const putCaret = (line: number): void => {
    caret = line;
    alignment.caretMoved();
  };
  const hideEditor = (): void => void (editor.box = () => ({ top: 0, bottom: 0, below: 0, end: 0 }));
  return {
    alignment,
    editor,
    asked,
    carets,
    scrollTo,
    putCaret,
    hideEditor,
    hide: () => (isSeen = false),
    alone: () => aloneCount,
    order,
  };
}

describe("the panes", () => {
  it("have the caret's line at one height while it is seen", () => {
    const { asked, carets, putCaret, scrollTo } = panes();
    putCaret(5);
    scrollTo(2);
    expect(asked).toEqual([
      [5, 200],
      [5, 160],
    ]);
    expect(carets).toEqual([5, 5]);
  });

  it("have the same line at the top when the caret is far, and at the bottom at the end", () => {
    const { asked, scrollTo, putCaret } = panes();
    scrollTo(500);
    expect(asked.at(-1)).toEqual([500, 100]);
    scrollTo(980);
    expect(asked.at(-1)).toEqual([1_000, 500]);
    putCaret(900);
    scrollTo(10);
    expect(asked.at(-1)).toEqual([10, 100]);
  });

  it("never jump on the way", () => {
    const { asked, editor, alignment, putCaret } = panes();
    putCaret(500);
    for (editor.scrolled = 0; editor.scrolled <= 19_600; editor.scrolled += 5) alignment.editorScrolled();
    const heights = asked.slice(1).map(([, y]) => y);
    const steps = heights.slice(1).map((y, i) => Math.abs(y - heights[i]!));
    expect(Math.max(...steps)).toBeLessThanOrEqual(5);
  });

  it("wait for the blocks of a text that has changed", () => {
    const { alignment, asked, putCaret } = panes();
    alignment.textChanged();
    putCaret(5);
    expect(asked).toEqual([]);
    alignment.patched();
    expect(asked).toEqual([[5, 200]]);
  });

  it("follow the one that was used last", () => {
    const { alignment, editor, asked, putCaret } = panes();
    alignment.previewScrolled(300.5, 130);
    expect(editor.heightOf(300.5)).toBe(130);
    alignment.editorScrolled();
    alignment.resized();
    expect(asked).toEqual([]);
    alignment.editorTouched();
    alignment.editorScrolled();
    expect(asked).toHaveLength(1);
    alignment.previewScrolled(0, 100);
    putCaret(2);
    expect(asked).toHaveLength(2);
  });

  it("are told where the caret is after it is clear who leads", () => {
    const { alignment, order, putCaret } = panes();
    alignment.previewScrolled(300, 130);
    alignment.editorTouched();
    putCaret(5);
    expect(order).toEqual(["align", "caret"]);
  });

  it("show a line in the preview where the editor is hidden, and leave it alone where it leads", () => {
    const { alignment, asked, hideEditor } = panes();
    alignment.show(40);
    expect(asked).toEqual([]);
    hideEditor();
    alignment.show(40);
    expect(asked).toEqual([[40, 76]]);
  });

  it("show the line of a post that is to come once it is there, but not in another post", () => {
    const { alignment, asked, hideEditor } = panes();
    hideEditor();
    alignment.opened();
    alignment.show(40);
    expect(asked).toEqual([]);
    alignment.patched();
    alignment.patched();
    expect(asked).toEqual([[40, 76]]);
    alignment.opened();
    alignment.show(50);
    alignment.opened();
    alignment.patched();
    expect(asked).toHaveLength(1);
  });

  it("are apart while the page is over the editor, and together again after it", () => {
    const { alignment, editor, asked, scrollTo, alone } = panes();
    scrollTo(500);
    alignment.cover(true);
    scrollTo(600);
    alignment.previewScrolled(300, 130);
    expect([asked.length, alone(), editor.scrolled]).toEqual([1, 1, 12_000]);
    alignment.editorTouched();
    alignment.cover(false);
    expect(asked.at(-1)).toEqual([600, 100]);
  });

  it("ask nothing of a pane that is hidden", () => {
    const { alignment, editor, asked, carets, putCaret, hide, alone } = panes();
    hide();
    putCaret(3);
    alignment.previewScrolled(50, 100);
    expect([asked, carets, editor.scrolled]).toEqual([[], [], 0]);
    alignment.resized();
    expect(alone()).toBe(1);
  });
});
