import type { EditorView } from "@codemirror/view";

/** The test's page tells of a selection within the turn that makes it, a browser in a later one. */
let isTurnOver = false;
window.addEventListener("selectionchange", (event) => isTurnOver || event.stopImmediatePropagation(), true);

/** Writes into the page like the web view: the editor hears of it when this turn is over. */
export async function typeInto(view: EditorView, letters: string): Promise<void> {
  const { node, offset } = caretOnPage(view);
  node.insertData(offset, letters);
  document.getSelection()?.collapse(node, offset + letters.length);
  await Promise.resolve();
  isTurnOver = true;
  document.dispatchEvent(new Event("selectionchange"));
  isTurnOver = false;
}

/** The caret may be behind letters that the editor has not taken in. */
function caretOnPage(view: EditorView): { node: globalThis.Text; offset: number } {
  const { focusNode, focusOffset } = document.getSelection() ?? fail("no selection");
  if (focusNode instanceof globalThis.Text) return { node: focusNode, offset: focusOffset };
  const { node, offset } = view.domAtPos(view.state.selection.main.head);
  return node instanceof globalThis.Text ? { node, offset } : fail("no text at the caret");
}

/** Resolves when the editor has taken in what was typed. */
export const taken = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

function fail(reason: string): never {
  throw new Error(reason);
}
