import { MergeView } from "@codemirror/merge";
import { EditorState, StateEffect, StateField, type Extension, type Text } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import type { Span } from "../../ipc/bindings";
import { difference } from "../../state/difference";
import type { Resolution, Side } from "../../state/resolution.svelte";

/** Two texts side by side that follow the decisions; neither can be typed in. */
export interface ResolveView {
  /** Shows what is decided, and the current conflict. */
  update(): void;
  destroy(): void;
}

/** `went` is told of a conflict that was clicked. */
export function resolveView(
  parent: HTMLElement,
  resolution: Resolution,
  went: (conflict: number) => void,
): ResolveView {
  const side = ({ text, conflicts }: Side, name: string): { doc: string; extensions: Extension } => ({
    doc: text,
    extensions: [
      EditorState.readOnly.of(true),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": name, "aria-readonly": "true", tabindex: "0" }),
      marks.init((state) => lineMarks(state.doc, conflicts, resolution.current)),
      EditorView.domEventHandlers({
        mousedown(event, view) {
          const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
          const spans = name === MINE ? resolution.mine.conflicts : resolution.theirs.conflicts;
          const hit = spans.findIndex(({ from, to }) => at !== null && from <= at && at < to);
          if (hit >= 0) went(hit);
          return false;
        },
      }),
      look,
    ],
  });
  const view = new MergeView({
    parent,
    a: side(resolution.mine, MINE),
    b: side(resolution.theirs, THEIRS),
    collapseUnchanged: { margin: 3, minSize: 6 },
    gutter: false,
  });
  return {
    update() {
      show(view.a, resolution.mine, resolution.current);
      show(view.b, resolution.theirs, resolution.current);
    },
    destroy: () => view.destroy(),
  };
}

/** What the two sides are called. */
export const MINE = "Mine, with the file's other changes";
export const THEIRS = "The file's, with my other changes";

interface Marks {
  spans: readonly Span[];
  current: number;
}

const setMarks = StateEffect.define<Marks>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, { changes, effects, newDoc }) {
    let set = value.map(changes);
    for (const effect of effects)
      if (effect.is(setMarks)) set = lineMarks(newDoc, effect.value.spans, effect.value.current);
    return set;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function lineMarks(doc: Text, spans: readonly Span[], current: number): DecorationSet {
  const ranges = spans.flatMap(({ from, to }, at) => {
    const mark = Decoration.line({ class: at === current ? "cm-conflict-current" : "cm-conflict" });
    const starts: number[] = [];
    for (let start = from; start < to; start = doc.lineAt(start).to + 1) starts.push(start);
    return starts.map((start) => mark.range(start));
  });
  return Decoration.set(ranges);
}

function show(view: EditorView, { text, conflicts }: Side, current: number): void {
  const change = difference(view.state.doc.toString(), text);
  const at = conflicts[current]?.from ?? 0;
  view.dispatch({
    ...(change ? { changes: change } : {}),
    effects: [
      setMarks.of({ spans: conflicts, current }),
      EditorView.scrollIntoView(Math.min(at, text.length), { y: "center" }),
    ],
  });
}

const look = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--text)" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", fontSize: "12.5px", lineHeight: "1.6" },
  ".cm-changedLine": { backgroundColor: "var(--accent-soft) !important" },
  ".cm-changedText": { background: "var(--selection) !important" },
  ".cm-collapsedLines": { background: "var(--surface-raised)", color: "var(--text-muted)" },
  // Few fonts have the sign that stands there.
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"…"' },
  ".cm-conflict": { boxShadow: "inset 3px 0 0 var(--border)" },
  ".cm-conflict-current": { boxShadow: "inset 3px 0 0 var(--accent)" },
});
