import { syntaxTree } from "@codemirror/language";
import { EditorSelection } from "@codemirror/state";
import type { EditorState, SelectionRange, StateCommand } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

/**
 * Makes the selection a link and puts the caret where the rest is to be typed: the address, or the
 * text when an address was selected. Inside a link that is there, its address is selected.
 */
export const insertLink: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const address = addressAt(state, state.selection.main.head);
  if (address !== null) {
    dispatch(state.update({ selection: { anchor: address.from, head: address.to }, scrollIntoView: true }));
    return true;
  }
  const change = state.changeByRange((range) => linkRange(state, range));
  dispatch(state.update(change, { userEvent: "input.format", scrollIntoView: true }));
  return true;
};

const ADDRESS = /^(?:https?:\/\/|mailto:|www\.)\S+$/;

function linkRange(state: EditorState, range: SelectionRange) {
  const target = range.empty ? (state.wordAt(range.head) ?? range) : range;
  const text = state.sliceDoc(target.from, target.to);
  const isAddress = ADDRESS.test(text);
  const insert = isAddress ? `[](${text})` : `[${text}]()`;
  const caret = target.from + (isAddress || text === "" ? 1 : insert.length - 1);
  return {
    changes: { from: target.from, to: target.to, insert },
    range: EditorSelection.cursor(caret),
  };
}

function addressAt(state: EditorState, position: number): SyntaxNode | null {
  let node: SyntaxNode | null = syntaxTree(state).resolveInner(position, -1);
  while (node !== null && node.name !== "Link" && node.name !== "Image") node = node.parent;
  return node?.getChild("URL") ?? null;
}
