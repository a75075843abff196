import { describe, expect, it } from "vitest";
import { heightOf, lineAt } from "./lines";

/** Three blocks: lines 4-5 at 100 to 140, line 7 at 150 to 250, lines 9-12 at 250 to 290. */
const blocks = [
  { id: "a", html: "", line: 4, lines: 2 },
  { id: "b", html: "", line: 7, lines: 1 },
  { id: "c", html: "", line: 9, lines: 4 },
];
const boxes = (i: number) =>
  [
    { top: 100, bottom: 140 },
    { top: 150, bottom: 250 },
    { top: 250, bottom: 290 },
  ][i]!;

describe("the line at a height", () => {
  it("is the first block's above it", () => expect(lineAt(blocks, boxes, 0)).toBe(4));
  it("lies within a block by its height", () => expect(lineAt(blocks, boxes, 200)).toBe(7.5));
  it("is the next block's in a gap", () => expect(lineAt(blocks, boxes, 145)).toBe(7));
  it("is the end below the last block", () => expect(lineAt(blocks, boxes, 300)).toBe(13));
  it("is 0 without blocks", () => expect(lineAt([], boxes, 50)).toBe(0));
});

describe("the height of a line", () => {
  it("is the top of the page up to the first block", () => {
    expect(heightOf(blocks, boxes, 0)).toBe(0);
    expect(heightOf(blocks, boxes, 4)).toBe(0);
  });
  it("lies within a block by its lines", () => expect(heightOf(blocks, boxes, 11)).toBe(270));
  it("is the end of a block for blank lines after it", () => expect(heightOf(blocks, boxes, 8)).toBe(250));
  it("stops at the end", () => expect(heightOf(blocks, boxes, 99)).toBe(290));
  it("undoes the line at a height", () => {
    for (const y of [160, 200, 260, 280])
      expect(heightOf(blocks, boxes, lineAt(blocks, boxes, y))).toBeCloseTo(y);
  });
});
