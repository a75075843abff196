import { formulaOf } from "./formulas";

/** A piece of a block's text: a text node, or a formula, whose TeX is its text. */
export interface Piece {
  /** UTF-16 units of the block's text before it. */
  start: number;
  text: string;
  node: Text | HTMLElement;
}

/**
 * The text of a block as the writer knows it. What stands for a picture or a frame is left out, and a formula is
 * its TeX, once: its letters as set are many more.
 */
export function piecesOf(block: ParentNode & Node): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let next = walker.nextNode(); next !== null; next = walker.nextNode()) {
    if (next.parentElement?.closest(".no-image, .embed, galley-rest, .diagram > :not(pre)")) continue;
    const formula = formulaOf(next);
    if (formula !== null && formula.element === pieces.at(-1)?.node) continue;
    const text = formula?.tex ?? next.nodeValue ?? "";
    pieces.push({ start, text, node: formula?.element ?? (next as Text) });
    start += text.length;
  }
  return pieces;
}

/** The pieces' text in one. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

/** What shows the text from `from` to `to`, in UTF-16 units of the block's text. A formula is shown whole. */
export function rangeOf(pieces: readonly Piece[], from: number, to: number): Range {
  const range = document.createRange();
  const first = pieces.findLast(({ start }) => start <= from);
  const last = pieces.findLast(({ start }) => start < to);
  if (first?.node instanceof Text) range.setStart(first.node, from - first.start);
  else if (first !== undefined) range.setStartBefore(first.node);
  if (last?.node instanceof Text) range.setEnd(last.node, to - last.start);
  else if (last !== undefined) range.setEndAfter(last.node);
  return range;
}
