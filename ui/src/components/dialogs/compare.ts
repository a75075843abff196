import { MergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** Shows two texts side by side, their differences marked; neither can be edited. */
export function compare(parent: HTMLElement, mine: string, theirs: string): MergeView {
  const side = (doc: string, name: string): { doc: string; extensions: Extension } => ({
    doc,
    extensions: [
      EditorState.readOnly.of(true),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0" }),
      look,
    ],
  });
  return new MergeView({
    parent,
    a: side(mine, "Mine, in the editor"),
    b: side(theirs, "The file"),
    collapseUnchanged: { margin: 3, minSize: 6 },
    gutter: false,
  });
}

const look = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--text)" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", fontSize: "12.5px", lineHeight: "1.6" },
  ".cm-changedLine": { backgroundColor: "var(--accent-soft) !important" },
  ".cm-changedText": { background: "var(--selection) !important" },
  // The sign beside the count is in few fonts.
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"…"' },
  ".cm-collapsedLines": { background: "var(--surface-raised)", color: "var(--text-muted)" },
});
