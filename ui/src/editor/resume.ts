import { historyField, isolateHistory } from "@codemirror/commands";
import { EditorState, Transaction, type TransactionSpec } from "@codemirror/state";
import type { Resumed } from "../ipc/bindings";
import { createState, extensionsOf, type StateOptions } from "./setup";

/** Characters of an undo history that are kept; older steps are left out beyond that. */
const longest = 256 * 1024;

const fields = { history: historyField };

interface StoredHistory {
  done: unknown[];
  undone: unknown[];
}

/** The undo history of a state as text, its oldest steps left out where it is long. */
export function historyOf(state: EditorState): string {
  const { history: stored } = state.toJSON(fields) as { history: StoredHistory };
  const sizes = stored.done.map((event) => JSON.stringify(event).length);
  const undone = JSON.stringify(stored.undone).length > longest / 2 ? [] : stored.undone;
  let room = longest - JSON.stringify(undone).length;
  let first = sizes.length;
  while (first > 0 && (sizes[first - 1] ?? 0) <= room) room -= sizes[--first] ?? 0;
  return JSON.stringify({ done: stored.done.slice(first), undone });
}

/**
 * A state that goes on where an earlier one was: with its undo history, what was typed since as steps
 * of it, and what another program changed as one more. A state of `text` alone when they do not fit.
 */
export function resumeState(text: string, options: StateOptions, resumed: Resumed): EditorState {
  try {
    const state = replayed(options, resumed);
    if (state.doc.length === text.length && state.doc.toString() === text) return state;
  } catch {
    // What is remembered is of another version, or does not fit: the text is what counts.
  }
  return createState(text, options);
}

function replayed(options: StateOptions, resumed: Resumed): EditorState {
  let state = start(options, resumed);
  let caret = resumed.caret;
  const make = (spec: TransactionSpec): void => {
    const transaction = state.update(spec);
    state = transaction.state;
    transaction.changes.iterChanges((_from, _to, _start, end) => (caret = end));
  };
  for (const { at, changes } of resumed.steps) {
    make({ changes, annotations: Transaction.time.of(at), userEvent: "input.type" });
  }
  if (resumed.changes.length > 0) {
    make({ changes: resumed.changes, annotations: isolateHistory.of("full") });
  }
  const anchor = Math.min(options.caret ?? caret, state.doc.length);
  return state.update({ selection: { anchor } }).state;
}

function start(options: StateOptions, { start: doc, caret, history }: Resumed): EditorState {
  if (history === null) return createState(doc, { ...options, caret });
  const anchor = Math.min(caret, doc.length);
  const selection = { ranges: [{ anchor, head: anchor }], main: 0 };
  const json = { doc, selection, history: JSON.parse(history) as unknown };
  return EditorState.fromJSON(json, { extensions: extensionsOf(options) }, fields);
}
