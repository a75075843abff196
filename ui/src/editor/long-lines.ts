import type { EditorView } from "@codemirror/view";

/** Of CodeMirror's view, which it does not document: the unseen parts of very long lines. */
interface WithGaps {
  viewState: { lineGaps: readonly unknown[] };
}

/**
 * Call it when the view has another state. CodeMirror leaves most of a very long line out of the page, and
 * draws a box for it: as high as the rest, where lines wrap. For a state that is set the box is as wide
 * instead (`ViewState`'s constructor, @codemirror/view 6.43); the line is measured as if it were short then,
 * and all of it is put into the page, half a minute for 5 MB in WebKit.
 */
export function standGaps(view: EditorView): void {
  const { viewState } = view as unknown as WithGaps;
  if (viewState.lineGaps.length === 0) return;
  viewState.lineGaps = [];
  view.dispatch({});
}
