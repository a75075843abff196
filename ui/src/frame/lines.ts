import type { Box } from "./viewport";

/** Where the blocks are, in the post and on the page; both rise. */
export interface Places {
  readonly count: number;
  /** The first line of the document, from 0, of a block. */
  line(index: number): number;
  /** How many lines it covers. */
  lines(index: number): number;
  /** In pixels from any one height. */
  box(index: number): Box;
  /** The height of the document's line 0, above the first block. */
  readonly top: number;
}

/**
 * The line of the document at a height. Each block's lines lie between its top and its bottom, the
 * blank lines after it between it and the next one; below the last block there is nothing more.
 */
export function lineAt(places: Places, y: number): number {
  const { before, after } = around(places, (i) => places.box(i).top <= y);
  if (before === null) return after === null ? 0 : share(places.top, after.top, 0, after.line, y);
  if (y < before.bottom) return share(before.top, before.bottom, before.line, before.end, y);
  return after === null ? before.end : share(before.bottom, after.top, before.end, after.line, y);
}

/** The height at which a line is shown. */
export function heightOf(places: Places, line: number): number {
  const { before, after } = around(places, (i) => places.line(i) <= line);
  if (before === null) return after === null ? places.top : share(0, after.line, places.top, after.top, line);
  if (line < before.end) return share(before.line, before.end, before.top, before.bottom, line);
  return after === null ? before.bottom : share(before.end, after.line, before.bottom, after.top, line);
}

interface Place extends Box {
  line: number;
  end: number;
}

/** The last block for which the test holds, which holds for all before it too, and the next one. */
function around(
  places: Places,
  test: (index: number) => boolean,
): { before: Place | null; after: Place | null } {
  let low = 0;
  let high = places.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return { before: place(places, low - 1), after: place(places, low) };
}

function place(places: Places, index: number): Place | null {
  if (index < 0 || index >= places.count) return null;
  const { top, bottom } = places.box(index);
  const line = places.line(index);
  return { top, bottom, line, end: line + places.lines(index) };
}

/** The value between two that lies where `at` lies between `start` and `end`. */
function share(start: number, end: number, from: number, to: number, at: number): number {
  if (end <= start) return from;
  return from + (to - from) * Math.min(1, Math.max(0, (at - start) / (end - start)));
}
