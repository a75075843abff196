/** An `EditorPort` without a view, for tests: editing states with an undo history, and a typist. */
import { history, redo, undo } from "@codemirror/commands";
import { EditorState, type ChangeSet, type Text, type TransactionSpec } from "@codemirror/state";
import type { Change } from "../ipc/bindings";
import type { ApplyOptions, EditorPort, ScrollPort } from "./ports";

export class FakeEditor implements EditorPort {
  front: number | null = null;
  focused = 0;
  readonly scroll = new FakeScroll(() => this.#caretLine());
  #states = new Map<number, EditorState>();
  #changed: (doc: number, changes: ChangeSet) => void;

  constructor(changed: (doc: number, changes: ChangeSet) => void) {
    this.#changed = changed;
  }

  /** Types at an offset of the post in front; a negative offset counts from the end. */
  type(insert: string, at = -1): void {
    const doc = this.front ?? 0;
    const from = at < 0 ? this.text(doc).length + 1 + at : at;
    this.#dispatch(doc, { changes: { from, insert }, selection: { anchor: from + insert.length } }, true);
  }

  open(doc: number, text: string, options: { caret?: number }): void {
    const extensions = [history({ newGroupDelay: 0 })];
    this.#states.set(
      doc,
      EditorState.create({ doc: text, selection: { anchor: options.caret ?? 0 }, extensions }),
    );
  }

  history(doc: number): string {
    return `history of ${this.text(doc).toString()}`;
  }

  close(doc: number): void {
    this.#states.delete(doc);
  }

  show(doc: number | null): void {
    this.front = doc;
  }

  text(doc: number): Text {
    return this.#state(doc).doc;
  }

  caret(doc: number): number {
    return this.#state(doc).selection.main.head;
  }

  setCaret(doc: number, offset: number): void {
    this.#dispatch(doc, { selection: { anchor: offset } }, false);
  }

  apply(doc: number, changes: Change[], { fromHost, follow }: ApplyOptions): void {
    const selection = follow ? { selection: { anchor: follow(this.caret(doc)) } } : {};
    this.#dispatch(doc, { changes, ...selection }, !fromHost);
  }

  setHeaderEnd(): void {
    // Nothing is folded here.
  }

  wire(changes: ChangeSet): Change[] {
    const list: Change[] = [];
    changes.iterChanges(
      (from, to, _fromB, _toB, insert) => list.push({ from, to, insert: insert.toString() }),
      true,
    );
    return list;
  }

  focus(): void {
    this.focused += 1;
  }

  openSearch(): void {
    this.focused += 1;
  }

  undo(): boolean {
    return undo(this.#target());
  }

  redo(): boolean {
    return redo(this.#target());
  }

  #caretLine(): number {
    if (this.front === null) return 0;
    return this.text(this.front).lineAt(this.caret(this.front)).number - 1;
  }

  #target(): Parameters<typeof undo>[0] {
    const doc = this.front ?? 0;
    return {
      state: this.#state(doc),
      dispatch: (transaction) => {
        this.#states.set(doc, transaction.state);
        this.#changed(doc, transaction.changes);
      },
    };
  }

  #dispatch(doc: number, spec: TransactionSpec, report: boolean): void {
    const transaction = this.#state(doc).update(spec);
    this.#states.set(doc, transaction.state);
    if (report && transaction.docChanged) this.#changed(doc, transaction.changes);
  }

  #state(doc: number): EditorState {
    const state = this.#states.get(doc);
    if (!state) throw new Error(`post ${String(doc)} is not open`);
    return state;
  }
}

/** A pane of 20 lines of 20 pixels each, 100 pixels below the window's top, over 1,000 lines. */
export class FakeScroll implements ScrollPort {
  scrolled = 0;
  readonly caretLine: () => number;

  constructor(caretLine: () => number) {
    this.caretLine = caretLine;
  }

  box(): { top: number; bottom: number; below: number; end: number } {
    return { top: 100, bottom: 500, below: 20_000 - 400 - this.scrolled, end: 20_100 - this.scrolled };
  }

  lineAt(y: number): number {
    return (y - 100 + this.scrolled) / 20;
  }

  heightOf(line: number): number {
    return line * 20 - this.scrolled + 100;
  }

  scrollTo(line: number, y: number): void {
    this.scrolled += this.heightOf(line) - y;
  }

  whenLaidOut(read: () => void): void {
    read();
  }
}
