import type { PreviewBlock } from "../ipc/bindings";

/** Where a block is, in pixels from the top of the page. */
export interface Box {
  top: number;
  bottom: number;
}

type Boxes = (index: number) => Box;

/** The line of the document at a height of the page; between the lines of a block by its height. */
export function lineAt(blocks: readonly PreviewBlock[], boxes: Boxes, y: number): number {
  const index = first(blocks.length, (i) => boxes(i).bottom > y);
  const block = blocks[index];
  if (block === undefined) {
    const last = blocks.at(-1);
    return last === undefined ? 0 : last.line + last.lines;
  }
  const { top, bottom } = boxes(index);
  return block.line + block.lines * share(y - top, bottom - top);
}

/** The height at which a line is shown; 0 for what comes before the first block. */
export function heightOf(blocks: readonly PreviewBlock[], boxes: Boxes, line: number): number {
  const index = first(blocks.length, (i) => (blocks[i]?.line ?? 0) > line) - 1;
  const block = blocks[index];
  if (block === undefined || (index === 0 && line <= block.line)) return 0;
  const { top, bottom } = boxes(index);
  return top + (bottom - top) * share(line - block.line, block.lines);
}

/** The first index for which the test holds, when it holds for all after it too; otherwise the count. */
function first(count: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole));
}
