import type { PreviewPort, ScrollPort } from "./ports";

/** CSS pixels above a line that is shown at the top. */
const aboveLine = 16;

/**
 * Holds the editor and the preview at the same line. One of them leads, the one that the writer used
 * last, and the other follows: what a follower does by itself moves nothing.
 */
export class Alignment {
  #editor: ScrollPort | null = null;
  #preview: PreviewPort | null = null;
  #leader: "editor" | "preview" = "editor";
  /** The preview shows blocks of an older text, whose lines may be others. */
  #isBehind = false;
  #isCovered = false;
  /** The line to be shown once the preview has the blocks. */
  #wanted: number | null = null;

  attach(ports: { editor?: ScrollPort | null; preview?: PreviewPort | null }): void {
    if (ports.editor !== undefined) this.#editor = ports.editor;
    if (ports.preview !== undefined) this.#preview = ports.preview;
  }

  /** What the preview says of lines is of an older text. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Another post is in front; its blocks are to come. */
  opened(): void {
    this.#leader = "editor";
    this.#isBehind = true;
    this.#wanted = null;
  }

  /** The writer turns the wheel, presses a key or the button of the mouse in the editor. */
  editorTouched(): void {
    this.#leader = "editor";
  }

  editorScrolled(): void {
    this.#follow();
  }

  caretMoved(): void {
    this.#leader = "editor";
    this.#follow();
  }

  textChanged(): void {
    this.#isBehind = true;
  }

  /** The preview has the blocks of the text as it is. */
  patched(): void {
    this.#isBehind = false;
    // With the patch, not after it: between them a line would be another line.
    this.#align();
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted !== null) this.show(wanted);
  }

  /** A pane has another size or place. */
  resized(): void {
    if (this.#areSeen()) this.#follow();
    else this.#preview?.alone();
  }

  /** The preview is shown as a page over the editor, or no longer. */
  cover(isCovered: boolean): void {
    this.#isCovered = isCovered;
    this.resized();
  }

  /** The reader scrolled the preview: the line is at that height. */
  previewScrolled(line: number, y: number): void {
    this.#leader = "preview";
    if (this.#areSeen()) this.#editor?.scrollTo(line, y);
  }

  /** The writer put the caret by a click there: the editor comes to it. */
  previewClicked(): void {
    this.#leader = "preview";
    this.#follow();
  }

  /** Shows a line at the top of the preview where that is seen alone, and no editor leads it. */
  show(line: number): void {
    if (this.#isBehind) this.#wanted = line;
    const box = this.#preview?.box();
    if (!box || box.bottom <= box.top || this.#isBehind || this.#areSeen()) return;
    this.#preview?.align(line, box.top + aboveLine);
  }

  #follow(): void {
    this.#editor?.whenLaidOut(() => {
      if (!this.#isBehind) this.#align();
    });
  }

  #align(): void {
    if (!this.#areSeen() || !this.#editor || !this.#preview) return;
    const { top, bottom } = this.#editor.box();
    this.#preview.beside(top, bottom);
    if (this.#leader === "editor") {
      const { line, y } = this.#reference(this.#editor, this.#preview);
      this.#preview.align(line, y);
    }
    // A preview that leads says where the caret is, so it must know first that it does not lead.
    this.#preview.caret(this.#editor.caretLine());
  }

  /**
   * The line that both should show at one height: the caret's while it is seen, otherwise the one at
   * the top, and at the end of the text the one at the bottom. Between these the height changes with
   * the way scrolled, so that nothing jumps. The frame has the same rule (`frame/scroll.ts`).
   */
  #reference(editor: ScrollPort, preview: PreviewPort): { line: number; y: number } {
    const [seen, frame] = [editor.box(), preview.box()];
    const top = Math.max(seen.top, frame.top);
    const bottom = Math.min(seen.bottom, frame.bottom);
    const caret = editor.caretLine();
    const at = editor.heightOf(caret);
    if (at >= top && at <= bottom) return { line: caret, y: at };
    const byCaret = at < top ? top : 2 * bottom - at;
    // Below the last line there is nothing to be in line with.
    const y = Math.min(bottom, seen.end, Math.max(top, byCaret, bottom - seen.below));
    return { line: editor.lineAt(y), y };
  }

  /** A hidden pane has no height, and no say. */
  #areSeen(): boolean {
    if (this.#isCovered) return false;
    return [this.#editor, this.#preview].every((port) => {
      const box = port?.box();
      return box !== undefined && box.bottom > box.top;
    });
  }
}
