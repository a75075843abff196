/** Blocks on each side of what is seen at most, however little height they have. */
export const MOST = 500;

/** The blocks that have elements: from one on, and up to another. */
export interface Range {
  from: number;
  to: number;
}

/** The window after a range of blocks was replaced by `count` others. */
export function moved({ from, to }: Range, start: number, end: number, count: number): Range {
  const map = (index: number, inside: number): number => {
    if (index <= start) return index;
    return index >= end ? index + count - (end - start) : inside;
  };
  const range = { from: map(from, start), to: map(to, start + count) };
  // An insertion at the very end of the window, or between its last blocks, is seen.
  if (to === start) range.to = start + Math.min(count, MOST);
  if (range.to - range.from <= 4 * MOST) return range;
  return from <= start
    ? { from: range.from, to: range.from + 4 * MOST }
    : { from: range.to - 4 * MOST, to: range.to };
}

export function union(a: Range, b: Range): Range {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}
