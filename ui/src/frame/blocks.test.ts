import { describe, expect, it } from "vitest";
import type { PreviewBlock, PreviewPatch } from "../ipc/bindings";
import { BlockList } from "./blocks";
import { fakeBlock } from "./fake-post";

const block = (id: string, line = 0): PreviewBlock => ({ ...fakeBlock(id, line), id });
const patch = (start: number, removed: number, ids: string, shift = 0): PreviewPatch => ({
  start,
  removed,
  blocks: [...ids].map((id) => block(id)),
  shift,
});
const shown = (list: BlockList) => list.entries.map(({ id }, i) => `${id}${list.lineOf(i)}`);

describe("the list of blocks", () => {
  it("replaces a range and moves the lines after it", () => {
    const list = new BlockList();
    list.apply({ start: 0, removed: 0, blocks: [block("a", 1), block("b", 3), block("c", 5)], shift: 0 });
    list.apply({ start: 1, removed: 1, blocks: [block("x", 3), block("y", 5)], shift: 2 });
    expect(shown(list)).toEqual(["a1", "x3", "y5", "c7"]);
    list.apply({ start: 0, removed: 3, blocks: [], shift: -6 });
    expect(shown(list)).toEqual(["c1"]);
    expect([0, 1, 9].map((line) => list.indexOfLine(line))).toEqual([-1, 0, 0]);
  });

  it("keeps removed blocks that come again in the same order", () => {
    const list = new BlockList();
    list.apply(patch(0, 0, "abcda"));
    const before = [...list.entries];
    const { fresh } = list.apply(patch(1, 4, "xbdca"));
    expect(fresh.map((entry) => before.indexOf(entry))).toEqual([-1, 1, 3, -1, 4]);
  });

  it("keeps the heights of what stays", () => {
    const list = new BlockList();
    list.apply(patch(0, 0, "abcd"));
    [10, 20, 30, 40].forEach((height, i) => list.heights.set(i, height));
    list.apply(patch(1, 2, "xc"));
    expect([0, 2, 3].map((i) => list.heights.get(i))).toEqual([10, 30, 40]);
  });

  it("takes a keystroke in a post of 200,000 blocks at no cost", () => {
    const list = new BlockList();
    const blocks = Array.from({ length: 200_000 }, (_, i) => block(`b${i}`, i * 2));
    list.apply({ start: 0, removed: 0, blocks, shift: 0 });
    const start = performance.now();
    for (let i = 0; i < 100; i++)
      list.apply({ start: 1_000, removed: 1, blocks: [block(`x${i}`, 2_000)], shift: 1 });
    expect(performance.now() - start).toBeLessThan(500);
    expect(list.lineOf(199_999)).toBe(399_998 + 100);
  });
});
