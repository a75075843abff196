import { describe, expect, it } from "vitest";
import { generator } from "./fake-layout";
import { heightOf, lineAt } from "./lines";
import type { Places } from "./lines";

/** Three blocks: lines 4-5 at 100 to 140, line 7 at 150 to 250, lines 9-12 at 250 to 290. */
const three = places([
  [4, 2, 100, 140],
  [7, 1, 150, 250],
  [9, 4, 250, 290],
]);

describe("the line at a height", () => {
  it("lies above the first block by the way to it", () => expect(lineAt(three, 50)).toBe(2));
  it("lies within a block by its height", () => expect(lineAt(three, 200)).toBe(7.5));
  it("is a blank line in a gap", () => expect(lineAt(three, 145)).toBe(6.5));
  it("is the end below the last block", () => expect(lineAt(three, 300)).toBe(13));
  it("is 0 without blocks", () => expect(lineAt(places([]), 50)).toBe(0));
});

describe("the height of a line", () => {
  it("is the top of the page for the first one", () => expect(heightOf(three, 0)).toBe(0));
  it("lies within a block by its lines", () => expect(heightOf(three, 11)).toBe(270));
  it("lies between blocks for the blank lines there", () => expect(heightOf(three, 6.5)).toBe(145));
  it("stops at the end", () => expect(heightOf(three, 99)).toBe(290));
  it("is the top of the page without blocks", () => expect(heightOf(places([]), 3)).toBe(0));
});

it("the line at the height of a line is that line, and the other way round", () => {
  const random = generator(5);
  for (let round = 0; round < 200; round++) {
    let [line, top] = [random(10), 1 + random(50)];
    const blocks = Array.from({ length: 1 + random(20) }, () => {
      const [lines, height] = [1 + random(9), 20 + random(400)];
      const made = [line, lines, top, top + height] as const;
      [line, top] = [line + lines + random(3), top + height + 1 + random(40)];
      return made;
    });
    const page = places(blocks);
    for (let i = 0; i < 20; i++) {
      const wanted = Math.min(random(line * 8) / 8, blocks.at(-1)![0]);
      const y = heightOf(page, wanted);
      expect(lineAt(page, y)).toBeCloseTo(wanted, 5);
      expect(heightOf(page, lineAt(page, y))).toBeCloseTo(y, 5);
    }
  }
});

type Row = readonly [line: number, lines: number, top: number, bottom: number];

function places(rows: readonly Row[]): Places {
  return {
    count: rows.length,
    line: (i) => rows[i]![0],
    lines: (i) => rows[i]![1],
    box: (i) => ({ top: rows[i]![2], bottom: rows[i]![3] }),
    top: 0,
  };
}
