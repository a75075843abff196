import type { BlockInfo, EditorView } from "@codemirror/view";

/** Heights are pixels of the window, lines those of the document from 0, with fractions. */
export class EditorScroll {
  readonly #view: EditorView;

  constructor(view: EditorView) {
    this.#view = view;
  }

  /** The edges of what is seen, how many pixels can be scrolled below it, and where the text ends. */
  box(): { top: number; bottom: number; below: number; end: number } {
    const { scrollDOM, documentTop } = this.#view;
    const { top, bottom } = scrollDOM.getBoundingClientRect();
    const below = scrollDOM.scrollHeight - scrollDOM.clientHeight - scrollDOM.scrollTop;
    return { top, bottom, below, end: documentTop + this.#view.lineBlockAt(this.#lastText()).bottom };
  }

  caretLine(): number {
    const { doc, selection } = this.#view.state;
    return doc.lineAt(selection.main.head).number - 1;
  }

  lineAt(y: number): number {
    const { documentTop } = this.#view;
    const block = this.#view.lineBlockAtHeight(y - documentTop);
    const { first, count } = this.#linesOf(block);
    const part = block.height > 0 ? (y - documentTop - block.top) / block.height : 0;
    return first + count * Math.min(1, Math.max(0, part));
  }

  heightOf(line: number): number {
    const { doc } = this.#view.state;
    const at = doc.line(Math.min(doc.lines, Math.max(1, Math.floor(line) + 1))).from;
    const block = this.#view.lineBlockAt(at);
    const { first, count } = this.#linesOf(block);
    const part = Math.min(1, Math.max(0, (line - first) / count));
    return this.#view.documentTop + block.top + block.height * part;
  }

  /** Brings a line to a height: by what is known, and again when what comes into view is measured. */
  scrollTo(line: number, y: number): void {
    const move = (): void => {
      const by = this.heightOf(line) - y;
      if (Math.abs(by) >= 1) this.#view.scrollDOM.scrollTop += by;
    };
    move();
    this.#view.requestMeasure({ key: "line to height", read: () => undefined, write: move });
  }

  /** Calls back, once for many requests, when heights can be read at no cost. */
  whenLaidOut(read: () => void): void {
    this.#view.requestMeasure({ key: "lines laid out", read });
  }

  /** Blank lines at the end are nothing on the page. */
  #lastText(): number {
    const { doc } = this.#view.state;
    let line = doc.line(doc.lines);
    while (line.number > 1 && line.text.trim() === "") line = doc.line(line.number - 1);
    return line.from;
  }

  /** The folded header is one block of many lines. */
  #linesOf(block: BlockInfo): { first: number; count: number } {
    const { doc } = this.#view.state;
    const first = doc.lineAt(block.from).number - 1;
    return { first, count: doc.lineAt(block.to).number - first };
  }
}
