import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags as t } from "@lezer/highlight";
import { SYNTAX } from "./syntax";

/** Widest line of prose; the rest of the pane is margin that can still be clicked. */
const MEASURE = "72ch";

const face = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--surface)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-editor, var(--font-mono))",
    lineHeight: "1.65",
    overflow: "auto",
  },
  ".cm-content": {
    // `ch` is of the content's own font, so the measure follows the font size.
    padding: `28px max(28px, calc(50% - ${MEASURE} / 2)) 30vh`,
    caretColor: "var(--accent)",
  },
  ".cm-line": { padding: "0" },
  ".cm-content ::selection, .cm-line::selection, .cm-line ::selection": {
    backgroundColor: "var(--selection)",
  },
  ".cm-dropCursor": { borderLeft: "2px solid var(--accent)" },
  ".cm-searchMatch": { backgroundColor: "var(--accent-soft)", borderRadius: "2px" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--selection)", outline: "1px solid var(--accent)" },
  ".cm-specialChar": { color: "var(--syntax-meta)" },
});

const header = EditorView.theme({
  ".cm-header-summary, .cm-header-fold": {
    font: "inherit",
    fontFamily: "var(--font-ui)",
    fontSize: "0.8125rem",
    color: "var(--text-muted)",
    border: "none",
    borderRadius: "6px",
    cursor: "pointer",
  },
  ".cm-header-summary": {
    display: "inline-block",
    maxWidth: "100%",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    verticalAlign: "bottom",
    padding: "2px 10px",
    backgroundColor: "var(--surface-raised)",
  },
  ".cm-header-fold": { padding: "0 8px", marginInlineStart: "1ch", backgroundColor: "transparent" },
  ".cm-header-summary:hover, .cm-header-fold:hover": {
    color: "var(--text)",
    backgroundColor: "var(--accent-soft)",
  },
});

const searchPanel = EditorView.theme({
  ".cm-panels": { backgroundColor: "var(--surface-raised)", color: "var(--text)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--border)" },
  ".cm-panel.cm-search": {
    padding: "8px 40px 8px 12px",
    fontFamily: "var(--font-ui)",
    fontSize: "0.8125rem",
  },
  ".cm-panel.cm-search label": { fontSize: "inherit", marginInlineEnd: "10px", whiteSpace: "nowrap" },
  ".cm-panel.cm-search [name=close]": {
    fontSize: "18px",
    padding: "4px 12px",
    color: "var(--text-muted)",
    cursor: "pointer",
  },
  ".cm-panel .cm-textfield": {
    width: "min(20em, 50%)",
    padding: "5px 8px",
    fontSize: "inherit",
    color: "var(--text)",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--border)",
    borderRadius: "6px",
  },
  ".cm-panel .cm-button": {
    padding: "5px 10px",
    fontSize: "inherit",
    color: "var(--text)",
    background: "var(--surface)",
    border: "1px solid var(--border)",
    borderRadius: "6px",
  },
  ".cm-panel input[type=checkbox]": { marginInlineEnd: "4px", verticalAlign: "-2px" },
  ".cm-panel .cm-button:active": { background: "var(--accent-soft)" },
  ".cm-panel :focus-visible": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
});

/** Prose stays black: bold is bold, and only the marks around it step back. */
const prose = HighlightStyle.define([
  { tag: t.heading, fontWeight: "700", color: "var(--syntax-heading)" },
  { tag: t.heading1, fontWeight: "700", fontSize: "1.25em", color: "var(--syntax-heading)" },
  { tag: t.heading2, fontWeight: "700", fontSize: "1.125em", color: "var(--syntax-heading)" },
  { tag: t.strong, fontWeight: "700" },
  { tag: t.emphasis, fontStyle: "italic" },
  { tag: t.strikethrough, textDecoration: "line-through" },
  { tag: t.monospace, fontFamily: "var(--font-mono)" },
  { tag: t.quote, color: "var(--text-muted)" },
  { tag: [t.processingInstruction, t.contentSeparator], color: "var(--text-muted)", fontWeight: "400" },
  { tag: t.invalid, textDecoration: "underline wavy var(--syntax-meta)" },
]);

const code = HighlightStyle.define(
  SYNTAX.filter(({ name }) => name !== "heading").map(({ name, tags }) => ({
    tag: tags,
    color: `var(--syntax-${name})`,
  })),
);

/** Colours come from the page's variables alone, so that light and dark need no second theme. */
export const theme: Extension = [
  face,
  header,
  searchPanel,
  syntaxHighlighting(code),
  syntaxHighlighting(prose),
];
