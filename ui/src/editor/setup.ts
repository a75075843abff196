import { defaultKeymap, history } from "@codemirror/commands";
import { search } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import type { Extension } from "@codemirror/state";
import { dropCursor, EditorView, highlightSpecialChars, keymap } from "@codemirror/view";
import type { KeyBinding } from "@codemirror/view";
import { lineDirection } from "./direction";
import { foreignLines } from "./foreign";
import { foldedHeader } from "./header";
import { editorKeymap } from "./keymap";
import { postLanguage } from "./language";
import { theme } from "./theme";

export interface StateOptions {
  readOnly: boolean;
  caret?: number;
  /** The UTF-16 end of the front matter block, 0 when there is none. */
  headerTo: number;
}

/**
 * A state of its own for each open post, so undo and caret survive switching. The header is folded
 * unless the caret is in it.
 */
export function createState(text: string, options: StateOptions): EditorState {
  const caret = Math.min(options.caret ?? options.headerTo, text.length);
  return EditorState.create({
    doc: text,
    selection: { anchor: caret },
    extensions: extensionsOf(options),
  });
}

export function extensionsOf(options: StateOptions): Extension {
  return [foldedHeader(options.headerTo), EditorState.readOnly.of(options.readOnly), shared];
}

/** The search panel's labels, written as everywhere in the window. */
const PHRASES = {
  next: "Next",
  previous: "Previous",
  all: "All",
  replace: "Replace",
  "replace all": "Replace all",
  "match case": "Match case",
  regexp: "Regular expression",
  "by word": "Whole words",
};

/**
 * Left out on purpose: `drawSelection` (native selection and caret are what input methods expect),
 * bracket matching and closing (noise in prose), and Tab for indenting (it must leave the editor).
 * `lineSeparator` is not set, so any line break in pasted text, a lone CR too, becomes one line feed.
 */
const shared: Extension = [
  // Before the language and the defaults: Ctrl+I is italic here.
  editorKeymap(),
  postLanguage(),
  history(),
  highlightSpecialChars(),
  dropCursor(),
  foreignLines,
  search({ top: true }),
  EditorState.phrases.of(PHRASES),
  keymap.of(defaultBindings()),
  EditorView.lineWrapping,
  lineDirection,
  EditorView.contentAttributes.of((view) => ({
    "aria-label": "Post text",
    autocapitalize: "sentences",
    spellcheck: view.dom.getAttribute("spellcheck") ?? "true",
  })),
  theme,
];

/** CodeMirror's own keys without Alt+Up and Alt+Down, with which the window walks through the posts. */
function defaultBindings(): readonly KeyBinding[] {
  return defaultKeymap.filter(({ key }) => key !== "Alt-ArrowUp" && key !== "Alt-ArrowDown");
}
