import type { PreviewBlock, PreviewPatch } from "../ipc/bindings";

/** How a patch changed the list of blocks. */
export interface Splice {
  start: number;
  removed: number;
  /** For each new block the index, before the change, of the removed block that it equals, or -1. Rises. */
  kept: number[];
}

/** The blocks that the frame shows, without their elements. */
export class BlockList {
  #blocks: PreviewBlock[] = [];

  get blocks(): readonly PreviewBlock[] {
    return this.#blocks;
  }

  /**
   * A patch is one contiguous range, so when a footnote changes with the paragraph that names it, all
   * blocks between are sent again: those that are the same are kept.
   */
  apply({ start, removed, blocks, shift }: PreviewPatch): Splice {
    const gone = this.#blocks.slice(start, start + removed);
    this.#blocks.splice(start, removed, ...blocks);
    if (shift !== 0) {
      for (let i = start + blocks.length; i < this.#blocks.length; i++) {
        const block = this.#blocks[i];
        if (block !== undefined) this.#blocks[i] = { ...block, line: block.line + shift };
      }
    }
    return { start, removed: gone.length, kept: matchInOrder(gone, blocks, start) };
  }

  clear(): void {
    this.#blocks = [];
  }
}

function matchInOrder(old: readonly PreviewBlock[], fresh: readonly PreviewBlock[], start: number): number[] {
  const places = new Map<string, number[]>();
  old.forEach(({ id }, i) => {
    const list = places.get(id);
    if (list === undefined) places.set(id, [i]);
    else list.push(i);
  });
  let next = 0;
  return fresh.map(({ id }) => {
    const place = places.get(id)?.find((i) => i >= next);
    if (place === undefined) return -1;
    next = place + 1;
    return start + place;
  });
}
