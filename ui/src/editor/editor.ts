import { isolateHistory, redo, undo } from "@codemirror/commands";
import { openSearchPanel } from "@codemirror/search";
import { Annotation, EditorSelection } from "@codemirror/state";
import type {
  ChangeSet,
  EditorState,
  StateEffect,
  Text,
  Transaction,
  TransactionSpec,
} from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Change, Span } from "../ipc/bindings";
import { wholeCharacters } from "./changes";
import { fetchFonts } from "./fonts";
import { markForeign } from "./foreign";
import { headerEnd, headerEndOf, unfoldHeader } from "./header";
import { LetterFirstView } from "./letter-first";
import { standGaps } from "./long-lines";
import { EditorScroll } from "./scroll";
import { createState } from "./setup";

export interface EditorCallbacks {
  /** Every document change of the writer (typing, undo, redo, form edit), never those applied with `fromHost`. */
  changed(changes: ChangeSet, doc: Text): void;
  /** Caret moved; UTF-16 offset of the main selection's head. */
  caretMoved(offset: number): void;
  /** The text lost the focus to something outside the editor. */
  blurred(): void;
  /** The text moved in its pane, whoever did it. */
  scrolled(): void;
  /** The writer uses the wheel, a key or the mouse in the editor. */
  touched(): void;
  /** The pane has another size. */
  resized(): void;
}

export interface ApplyOptions {
  fromHost?: boolean;
  userEvent?: string;
  follow?: (offset: number) => number;
  /** Stretches of the text afterwards that another program wrote. */
  foreign?: readonly Span[];
}

/** CSS pixels above a line that is brought to the top. */
const aboveHeading = 16;

/** The one text view of the window, which shows one post's state after the other. */
export class PostEditor {
  readonly view: LetterFirstView;
  readonly scroll: EditorScroll;
  readonly #callbacks: EditorCallbacks;
  readonly #sizes: ResizeObserver;
  readonly #stopFonts: () => void;
  /** Scroll positions of states that were left; a state changed meanwhile is another, and shows its caret. */
  readonly #scrolled = new WeakMap<EditorState, StateEffect<unknown>>();

  constructor(parent: HTMLElement, callbacks: EditorCallbacks) {
    this.#callbacks = callbacks;
    this.view = new LetterFirstView({
      parent,
      state: emptyState(),
      dispatchTransactions: (transactions, view) => {
        view.update(transactions);
        transactions.forEach((transaction) => this.#report(transaction));
      },
    });
    this.scroll = new EditorScroll(this.view);
    this.view.contentDOM.addEventListener("blur", this.#onBlur);
    this.view.scrollDOM.addEventListener("scroll", () => callbacks.scrolled(), { passive: true });
    for (const type of ["wheel", "pointerdown", "touchstart", "keydown"])
      this.view.dom.addEventListener(type, () => callbacks.touched(), { passive: true, capture: true });
    this.#stopFonts = fetchFonts(this.view.scrollDOM);
    this.#sizes = new ResizeObserver(() => callbacks.resized());
    this.#sizes.observe(this.view.dom);
  }

  get state(): EditorState {
    return this.view.state;
  }

  /** Takes in what was typed and is on the page only, so that `state` has it. */
  settle(): void {
    this.view.settle();
  }

  /** Shows another post, or an empty read-only text for null. `state` is the old one until then. */
  show(state: EditorState | null): void {
    this.settle();
    this.#scrolled.set(this.view.state, this.view.scrollSnapshot());
    const next = state ?? emptyState();
    // Where the post before was scrolled to says nothing of this one.
    this.view.scrollDOM.scrollTop = 0;
    this.view.setState(next);
    standGaps(this.view);
    const { head } = next.selection.main;
    const caret = head > headerEndOf(next) ? EditorView.scrollIntoView(head, { y: "center" }) : [];
    this.view.dispatch({ effects: this.#scrolled.get(next) ?? caret });
  }

  /**
   * Applies changes that the host computed, as one undo step of their own.
   * `fromHost`: the host has them in its text already, so they are not reported to `changed`.
   * `follow`: where the ends of the selection go, when not with the text around them.
   */
  apply(changes: Change[], options: ApplyOptions = {}): void {
    if (changes.length > 0) this.view.dispatch(hostTransaction(this.state, changes, options));
  }

  /** Where the host finds the end of the front matter now; 0 when there is none. */
  setHeaderEnd(to: number): void {
    if (to !== headerEndOf(this.state)) this.view.dispatch({ effects: headerEnd.of(to) });
  }

  unfoldHeader(): void {
    unfoldHeader(this.view);
  }

  /**
   * Puts the caret at a UTF-16 offset, at most the end of the text, and shows it in the middle or at
   * the `top`, unless the text is to `stay`.
   */
  setCaret(offset: number, { stay = false, top = false } = {}): void {
    const anchor = Math.max(0, Math.min(offset, this.state.doc.length));
    const place = top ? ({ y: "start", yMargin: aboveHeading } as const) : ({ y: "center" } as const);
    this.view.dispatch({
      selection: { anchor },
      effects: stay ? [] : EditorView.scrollIntoView(anchor, place),
    });
  }

  /** Turns the spell checker of the system's web view on or off; it is on at first. */
  setSpellcheck(on: boolean): void {
    this.view.dom.setAttribute("spellcheck", String(on));
    // The attributes of the text are computed anew with each update of the view.
    this.view.dispatch({});
  }

  focus(): void {
    this.view.focus();
  }

  openSearch(): void {
    openSearchPanel(this.view);
  }

  undo(): boolean {
    this.settle();
    return undo(this.view);
  }

  redo(): boolean {
    this.settle();
    return redo(this.view);
  }

  destroy(): void {
    this.#stopFonts();
    this.#sizes.disconnect();
    this.view.contentDOM.removeEventListener("blur", this.#onBlur);
    this.view.destroy();
  }

  readonly #onBlur = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (!(to instanceof Node && this.view.dom.contains(to))) this.#callbacks.blurred();
  };

  #report(transaction: Transaction): void {
    const { startState, state, changes, newDoc } = transaction;
    if (transaction.docChanged && transaction.annotation(hostChange) !== true) {
      this.#callbacks.changed(wholeCharacters(changes, startState.doc, newDoc), newDoc);
    }
    const { head } = state.selection.main;
    if (head !== startState.selection.main.head) this.#callbacks.caretMoved(head);
  }
}

const hostChange = Annotation.define<boolean>();

/** The transaction of `PostEditor.apply`, also for a state that no view shows. */
export function hostTransaction(
  state: EditorState,
  changes: Change[],
  options: ApplyOptions,
): TransactionSpec {
  const { fromHost = false, userEvent, follow, foreign = [] } = options;
  return {
    changes,
    annotations: [isolateHistory.of("full"), hostChange.of(fromHost)],
    effects: foreign.length > 0 ? markForeign.of(foreign) : [],
    ...(userEvent === undefined ? {} : { userEvent }),
    ...(follow ? { selection: followed(state.selection, follow) } : {}),
  };
}

function followed(selection: EditorSelection, follow: (offset: number) => number): EditorSelection {
  const ranges = selection.ranges.map(({ anchor, head }) =>
    EditorSelection.range(follow(anchor), follow(head)),
  );
  return EditorSelection.create(ranges, selection.mainIndex);
}

function emptyState(): EditorState {
  return createState("", { readOnly: true, headerTo: 0 });
}
