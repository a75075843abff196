import { StateEffect, Transaction } from "@codemirror/state";
import type { Annotation, ChangeSet, EditorState, TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { EditorViewConfig } from "@codemirror/view";

/** Of CodeMirror's observer of the page, which it does not document. */
interface Observer {
  observer: MutationObserver;
  queue: MutationRecord[];
  /** The number of a frame in which what was seen is taken in; `flush` does nothing before. Or -1. */
  delayedFlush: number;
  start(): void;
  stop(): void;
  flush(): boolean;
}

/** A frame that no browser has. */
const WAITING = 0;

const { measure } = EditorView.prototype as unknown as {
  measure: (this: EditorView, flush?: boolean) => void;
};

/**
 * A view in which a typed letter is painted before it is taken in. The web view writes the letter into
 * the page by itself. CodeMirror hears of it before the paint, which waits for all that it then does;
 * here it hears of it in a task of its own, a millisecond or so later. What is dispatched in between
 * takes the letter in first and is carried over it, since CodeMirror drops what it has not taken in.
 */
export class LetterFirstView extends EditorView {
  readonly #observer: Observer;
  /** What is taken in while a dispatch waits for it. */
  #typed: ChangeSet | null = null;
  #isMeasuredLater = false;

  constructor(config: EditorViewConfig) {
    super(config);
    this.#observer = (this as unknown as { observer: Observer }).observer;
    this.#observer.stop();
    this.#observer.observer = new MutationObserver((records) => this.#seen(records));
    this.#observer.start();
  }

  /** Takes in what was typed and is on the page only. */
  settle(): void {
    if (!this.#isWaiting) return;
    this.#observer.delayedFlush = -1;
    this.#observer.flush();
    if (!this.#isMeasuredLater) return;
    this.#isMeasuredLater = false;
    measure.call(this);
  }

  override dispatch(transaction: Transaction): void;
  override dispatch(transactions: readonly Transaction[]): void;
  override dispatch(...specs: TransactionSpec[]): void;
  override dispatch(...input: (Transaction | readonly Transaction[] | TransactionSpec)[]): void {
    if (!this.#isWaiting) {
      super.dispatch(...(input as TransactionSpec[]));
      return;
    }
    const meant = transactionsOf(this.state, input);
    this.#typed = this.state.changes();
    this.settle();
    let typed = this.#typed;
    this.#typed = null;
    for (const transaction of meant) {
      super.dispatch(carriedOver(transaction, typed));
      typed = typed.map(transaction.changes, true);
    }
  }

  /** Of CodeMirror, which calls it without transactions to draw anew, and forgets what was typed then. */
  override update(transactions: readonly Transaction[]): void {
    if (transactions.length === 0) this.settle();
    for (const { changes } of transactions) this.#typed &&= this.#typed.compose(changes);
    super.update(transactions);
  }

  override setState(state: EditorState): void {
    this.settle();
    super.setState(state);
  }

  override destroy(): void {
    this.settle();
    super.destroy();
  }

  /**
   * Of CodeMirror, which calls it by that name: at the start of a frame, for which the letter should not
   * wait, or with `flush` false where a place on the screen is asked for.
   */
  measure(flush = true): void {
    if (flush && this.#isWaiting) {
      this.#isMeasuredLater = true;
      return;
    }
    this.settle();
    measure.call(this, flush);
  }

  get #isWaiting(): boolean {
    return this.#observer.delayedFlush === WAITING;
  }

  #seen(records: readonly MutationRecord[]): void {
    this.#observer.queue.push(...records);
    const isTyping = !this.composing && records.every(({ type }) => type === "characterData");
    if (this.#isWaiting && isTyping) return;
    if (isTyping && this.#observer.delayedFlush < 0) {
      this.#observer.delayedFlush = WAITING;
      setTimeout(() => this.settle(), 0);
    } else {
      if (this.#isWaiting) this.#observer.delayedFlush = -1;
      this.#observer.flush();
    }
  }
}

function transactionsOf(
  state: EditorState,
  input: readonly (Transaction | readonly Transaction[] | TransactionSpec)[],
): readonly Transaction[] {
  const [first] = input;
  if (first instanceof Transaction) return [first];
  if (input.length === 1 && Array.isArray(first)) return first as readonly Transaction[];
  return [state.update(...(input as TransactionSpec[]))];
}

/** The same on a text into which `typed` came first. */
function carriedOver(transaction: Transaction, typed: ChangeSet): TransactionSpec {
  const { annotations } = transaction as unknown as { annotations: readonly Annotation<unknown>[] };
  const after = typed.map(transaction.changes, true);
  return {
    changes: transaction.changes.map(typed),
    effects: StateEffect.mapEffects(transaction.effects, after),
    annotations,
    scrollIntoView: transaction.scrollIntoView,
    ...(transaction.selection ? { selection: transaction.selection.map(after) } : {}),
  };
}
