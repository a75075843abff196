/**
 * What the state needs of the editor and the preview. The components attach the real ones, tests
 * attach their own; the state knows neither Svelte components nor the DOM.
 */
import type { ChangeSet, Text } from "@codemirror/state";
import type { BlockHtml, Change, PreviewPatch, PreviewWhole, Resumed, Span } from "../ipc/bindings";

/** Holds one editing state for each open post, named by the host's document number. */
export interface EditorPort {
  /** `resumed`: it goes on where it was, with its undo history. */
  open(doc: number, text: string, options: OpenStateOptions): void;
  close(doc: number): void;
  /** Puts the post in front; null shows none. */
  show(doc: number | null): void;
  text(doc: number): Text;
  /** The undo history, in a form of its own that `resumed` brings back. */
  history(doc: number): string;
  /** UTF-16 offset of the caret. */
  caret(doc: number): number;
  /** Shows it too, unless the text is to `stay` where it is: in the middle, or at the `top`. */
  setCaret(doc: number, offset: number, options?: { stay?: boolean; top?: boolean }): void;
  /** Changes `fromHost` are not reported back as the writer's. All are steps of the one undo history. */
  apply(doc: number, changes: Change[], options: ApplyOptions): void;
  setHeaderEnd(doc: number, to: number): void;
  /** The changes in the form in which they travel. */
  wire(changes: ChangeSet): Change[];
  /** Of the post in front. */
  readonly scroll: ScrollPort;
  focus(): void;
  openSearch(): void;
  undo(): boolean;
  redo(): boolean;
}

export interface OpenStateOptions {
  readOnly: boolean;
  caret?: number;
  headerTo: number;
  resumed?: Resumed;
}

export interface ApplyOptions {
  fromHost: boolean;
  userEvent?: string;
  /** Where the caret goes from each offset, when not with the text around it. */
  follow?: (offset: number) => number;
  /** Lines of another program, in the text afterwards: they are marked until the writer has seen them. */
  foreign?: Span[];
}

/** Heights are pixels of the window, lines those of the document from 0, with fractions. */
export interface ScrollPort {
  /** The edges of what is seen, how many pixels can be scrolled below it, and where the text ends. */
  box(): { top: number; bottom: number; below: number; end: number };
  caretLine(): number;
  lineAt(y: number): number;
  heightOf(line: number): number;
  /** Brings a line to a height. */
  scrollTo(line: number, y: number): void;
  /** Calls back, once for many requests, when heights can be read at no cost. */
  whenLaidOut(read: () => void): void;
}

export interface PreviewPort {
  /** Another post, or the same from nothing. */
  reset(whole: PreviewWhole): void;
  /** Another post, of which only the first blocks are known yet. */
  begin(whole: PreviewWhole): void;
  /** All blocks of the post that was begun. */
  complete(whole: PreviewWhole): void;
  patch(patch: PreviewPatch): void;
  /** HTML that it wanted. */
  html(blocks: BlockHtml[]): void;
  /** Whether the keys go to it. */
  isFocused(): boolean;
  /** Looks for text in the whole page; empty text ends the search. */
  find(text: string): void;
  findBeside(by: 1 | -1): void;
  print(): void;
  /** Its edges, in pixels of the window. */
  box(): { top: number; bottom: number };
  /** Keeps a line of the document at a height of the window. */
  align(line: number, y: number): void;
  /** The editor shows text between these heights of the window. */
  beside(top: number, bottom: number): void;
  /** The editor is not seen: nothing has to be at the height of anything. */
  alone(): void;
  /** Marks the block with the caret's line. */
  caret(line: number): void;
}
