import type { Body } from "./body";

/** Marks the block in which the caret of the editor is. */
export class CaretMark {
  readonly #body: Body;
  #line: number | null = null;
  #marked: HTMLElement | null = null;

  constructor(body: Body) {
    this.#body = body;
  }

  /** The caret's line in the document, from 0; null while it is not known. */
  get line(): number | null {
    return this.#line;
  }

  set line(line: number | null) {
    this.#line = line;
    this.update();
  }

  /** Blocks came or went. */
  update(): void {
    const element = this.#line === null ? null : this.#blockAt(this.#line);
    if (element === this.#marked) return;
    this.#marked?.classList.remove("at-caret");
    element?.classList.add("at-caret");
    this.#marked = element;
  }

  #blockAt(line: number): HTMLElement | null {
    const { list } = this.#body;
    const index = list.indexOfLine(line);
    return line < list.lineOf(index) + list.linesOf(index) ? (list.at(index)?.element ?? null) : null;
  }
}
