import { StateEffect, StateField } from "@codemirror/state";
import type { ChangeSet, EditorState, Extension, Text } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import type { Command, DecorationSet } from "@codemirror/view";
import type { Span } from "../ipc/bindings";

/** Marks the lines that another program wrote; offsets of the document after the transaction. */
export const markForeign = StateEffect.define<readonly Span[]>();

const unmark = StateEffect.define();

const line = Decoration.line({ class: "cm-foreign" });
/** Lines went away above this one. */
const gap = Decoration.line({ class: "cm-foreign cm-foreign-gap" });
/** The writer has been here. */
const seen = Decoration.line({ class: "cm-foreign-seen" });

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, { changes, docChanged, effects, startState, newDoc }) {
    let set = docChanged && value.size > 0 ? edited(value, changes, startState.doc, newDoc) : value;
    for (const effect of effects) {
      if (effect.is(markForeign)) set = marksOf(effect.value, newDoc);
      if (effect.is(unmark)) set = Decoration.none;
    }
    return set;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The marks of lines from outside, which fade where the writer edits and go with `unmarkForeign`. */
export const foreignLines: Extension = [
  marks,
  EditorView.baseTheme({
    ".cm-foreign": {
      backgroundColor: "var(--accent-soft)",
      boxShadow: "inset 3px 0 0 var(--accent)",
      paddingInlineStart: "8px !important",
    },
    ".cm-foreign-gap": { backgroundColor: "transparent", boxShadow: "inset 0 2px 0 var(--accent)" },
    ".cm-foreign-seen": { animation: "cm-foreign-fade 600ms ease-out" },
    "@keyframes cm-foreign-fade": {
      from: { backgroundColor: "var(--accent-soft)", boxShadow: "inset 3px 0 0 var(--accent)" },
    },
    "@media (prefers-reduced-motion: reduce)": { ".cm-foreign-seen": { animation: "none" } },
  }),
];

/** Takes the marks away; false when there are none. */
export const unmarkForeign: Command = (view) => {
  if (!hasForeignLines(view.state)) return false;
  view.dispatch({ effects: unmark.of(null) });
  return true;
};

export function hasForeignLines(state: EditorState): boolean {
  return (state.field(marks, false)?.size ?? 0) > 0;
}

function marksOf(spans: readonly Span[], doc: Text): DecorationSet {
  const found = new Map<number, Decoration>();
  for (const { from, to } of spans) {
    if (to <= from) {
      const { from: start } = doc.lineAt(Math.min(from, doc.length));
      if (!found.has(start)) found.set(start, gap);
      continue;
    }
    const last = doc.lineAt(Math.min(to, doc.length)).number;
    for (let number = doc.lineAt(from).number; number <= last; number++) {
      const { from: start } = doc.line(number);
      if (start < to) found.set(start, line);
    }
  }
  const sorted = [...found].sort(([a], [b]) => a - b);
  return Decoration.set(sorted.map(([start, mark]) => mark.range(start)));
}

/** The marks after an edit: the lines that it touched fade. */
function edited(value: DecorationSet, changes: ChangeSet, before: Text, after: Text): DecorationSet {
  const ranges: { start: number; mark: Decoration }[] = [];
  const starts = new Set<number>();
  value.between(0, before.length, (at, _to, mark) => {
    const { from, to } = before.lineAt(at);
    const touched = changes.touchesRange(from, to) !== false;
    const { from: start } = after.lineAt(changes.mapPos(from, 1));
    if (starts.has(start) || (touched && mark === seen)) return;
    starts.add(start);
    ranges.push({ start, mark: touched ? seen : mark });
  });
  return Decoration.set(
    ranges.map(({ start, mark }) => mark.range(start)),
    true,
  );
}
