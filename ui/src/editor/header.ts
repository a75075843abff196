import { EditorSelection, EditorState, StateEffect, StateField } from "@codemirror/state";
import type { Extension, StateCommand, Text, Transaction } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";
import { FoldButton, SummaryWidget } from "./header-widgets";

/** Tells where the host finds the header's end, in UTF-16 units; 0 when there is none. */
export const headerEnd = StateEffect.define<number>();

/**
 * The header of a post shown as one line. It opens for whatever enters it: the caret, a click, a
 * search match; it never changes the text, and only the writer folds it again.
 */
export function foldedHeader(to: number): Extension {
  return [field.init((state) => start(state, to)), protectFold];
}

/** Opens or folds the header. A caret inside a header that folds moves to the start of the body. */
export const toggleHeader: StateCommand = ({ state, dispatch }) => {
  const header = state.field(field);
  if (header.to === 0) return false;
  if (header.folded) {
    dispatch(state.update({ effects: fold.of(false) }));
    return true;
  }
  // A header without a body has no place outside it to put the caret.
  if (lastLineEnd(state.doc, header.to) === header.to) return false;
  const outside = state.selection.main.from >= header.to;
  dispatch(
    state.update({
      effects: fold.of(true),
      selection: outside ? state.selection : EditorSelection.cursor(header.to),
    }),
  );
  return true;
};

/** Opens the header; does nothing when it is open. */
export const unfoldHeader: StateCommand = ({ state, dispatch }) => {
  if (!isHeaderFolded(state)) return false;
  dispatch(state.update({ effects: fold.of(false) }));
  return true;
};

export function isHeaderFolded(state: EditorState): boolean {
  return state.field(field).folded;
}

/** Where the header ends in this state, as far as the editor knows: what the host said, moved by edits since. */
export function headerEndOf(state: EditorState): number {
  return state.field(field).to;
}

interface Header {
  to: number;
  folded: boolean;
  decorations: DecorationSet;
}

const fold = StateEffect.define<boolean>();

const field: StateField<Header> = StateField.define<Header>({
  create: (state) => start(state, 0),
  update,
  provide: (self) => EditorView.decorations.from(self, (header) => header.decorations),
});

function start(state: EditorState, end: number): Header {
  const to = Math.min(end, state.doc.length);
  const folded = to > 0 && !isEntered(state, to);
  return { to, folded, decorations: decorate(state.doc, to, folded) };
}

function update(header: Header, transaction: Transaction): Header {
  const { changes, newDoc: doc } = transaction;
  // Text typed at the very start of the body belongs to the body.
  let to = header.to === 0 ? 0 : changes.mapPos(header.to, -1);
  let folded = header.folded;
  for (const effect of transaction.effects) {
    if (effect.is(headerEnd)) to = Math.min(effect.value, doc.length);
    if (effect.is(fold)) folded = effect.value;
  }
  // A header that has just come to be stays open: the writer is writing it.
  if (header.to === 0 || to === 0) folded = false;
  const moved = transaction.docChanged || transaction.selection !== undefined || to !== header.to;
  if (folded && moved && isEntered(transaction.state, to)) folded = false;

  const touched = changes.touchesRange(0, header.to) !== false;
  if (to === header.to && folded === header.folded && !touched) {
    return transaction.docChanged ? { ...header, decorations: header.decorations.map(changes) } : header;
  }
  return { to, folded, decorations: decorate(doc, to, folded) };
}

function isEntered({ doc, selection }: EditorState, to: number): boolean {
  const end = lastLineEnd(doc, to);
  return selection.ranges.some((range) => range.from <= end);
}

/** The end of the header's last line, which is one before `to` unless the file ends there. */
function lastLineEnd(doc: Text, to: number): number {
  return doc.lineAt(Math.max(0, to - 1)).to;
}

function decorate(doc: Text, to: number, folded: boolean): DecorationSet {
  if (to === 0) return Decoration.none;
  const end = lastLineEnd(doc, to);
  if (folded) {
    const widget = new SummaryWidget(doc.sliceString(0, end), toggleHeader);
    return Decoration.set(Decoration.replace({ widget }).range(0, end));
  }
  const button = Decoration.widget({ widget: new FoldButton(toggleHeader), side: 1 });
  return end === to ? Decoration.none : Decoration.set(button.range(doc.line(1).to));
}

/**
 * Deleting backwards from the start of the body would join it to a fence that is not visible:
 * it opens the header instead. Filtered here because keys are not the only way to delete.
 */
const protectFold = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || !transaction.isUserEvent("delete")) return transaction;
  const { startState } = transaction;
  const { folded, to } = startState.field(field);
  const { main } = startState.selection;
  const reaches =
    folded && main.empty && main.head === to && transaction.changes.touchesRange(0, to - 1) !== false;
  return reaches ? { effects: fold.of(false) } : transaction;
});
