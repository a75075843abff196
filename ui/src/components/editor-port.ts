import type { ChangeSet, EditorState } from "@codemirror/state";
import { createState, historyOf, hostTransaction, PostEditor, resumeState, toChanges } from "../editor";
import type { EditorPort } from "../state/ports";

export interface AttachedCallbacks {
  /** The writer, or a field of the form, changed the text of that post. */
  changed(doc: number, changes: ChangeSet): void;
  caretMoved(offset: number): void;
  blurred(): void;
  scrolled(): void;
  touched(): void;
  resized(): void;
}

/** The editor as the state sees it: one view, and an editing state for each open post. */
export interface AttachedEditor extends EditorPort {
  setSpellcheck(on: boolean): void;
  destroy(): void;
}

export function attachEditor(parent: HTMLElement, callbacks: AttachedCallbacks): AttachedEditor {
  /** The states of posts that are not in front; the one in front is the view's. */
  const states = new Map<number, EditorState>();
  let front: number | null = null;
  const editor = new PostEditor(parent, {
    ...callbacks,
    changed: (changes) => {
      if (front !== null) callbacks.changed(front, changes);
    },
  });

  /** With all that was typed, also what only the page has yet. */
  const stateOf = (doc: number): EditorState => {
    if (doc === front) editor.settle();
    const state = doc === front ? editor.state : states.get(doc);
    if (!state) throw new Error(`post ${String(doc)} has no editing state`);
    return state;
  };

  return {
    open(doc, text, { resumed, ...options }) {
      states.set(doc, resumed ? resumeState(text, options, resumed) : createState(text, options));
    },
    close(doc) {
      states.delete(doc);
      if (doc !== front) return;
      editor.settle();
      front = null;
    },
    show(doc) {
      if (front !== null) states.set(front, stateOf(front));
      const next = doc === null ? null : stateOf(doc);
      front = doc;
      editor.show(next);
    },
    text: (doc) => stateOf(doc).doc,
    history: (doc) => historyOf(stateOf(doc)),
    caret: (doc) => stateOf(doc).selection.main.head,
    setCaret(doc, offset, options) {
      if (doc === front) editor.setCaret(offset, options);
      else states.set(doc, stateOf(doc).update({ selection: { anchor: offset } }).state);
    },
    apply(doc, changes, options) {
      if (doc === front) {
        editor.apply(changes, options);
        return;
      }
      const transaction = stateOf(doc).update(hostTransaction(stateOf(doc), changes, options));
      states.set(doc, transaction.state);
      if (!options.fromHost) callbacks.changed(doc, transaction.changes);
    },
    setHeaderEnd(doc, to) {
      // In a state that waits, the header follows its text; the view is told when it has the post.
      if (doc === front) editor.setHeaderEnd(to);
    },
    wire: toChanges,
    scroll: editor.scroll,
    focus: () => editor.focus(),
    openSearch: () => editor.openSearch(),
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    setSpellcheck: (on) => editor.setSpellcheck(on),
    destroy: () => editor.destroy(),
  };
}
