import { EditorState } from "@codemirror/state";
import type { Extension, StateCommand } from "@codemirror/state";
import { postLanguage } from "./language";

/**
 * Notation for tests: one `|` is the caret, two are the ends of a selection (the head is the second).
 */
export function parseCursor(marked: string, extensions: Extension = postLanguage()): EditorState {
  const [before = "", selected = "", after] = marked.split("|");
  const anchor = before.length;
  const head = after === undefined ? anchor : anchor + selected.length;
  return EditorState.create({
    doc: before + selected + (after ?? ""),
    selection: { anchor, head },
    extensions,
  });
}

export function showCursor(state: EditorState): string {
  const { from, to, empty } = state.selection.main;
  const bar = empty ? "" : "|";
  return `${state.sliceDoc(0, from)}|${state.sliceDoc(from, to)}${bar}${state.sliceDoc(to)}`;
}

/** The state after the command; the same state when the command did not apply. */
export function run(state: EditorState, command: StateCommand): EditorState {
  let result = state;
  command({ state, dispatch: (transaction) => (result = transaction.state) });
  return result;
}
