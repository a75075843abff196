import { expect, it } from "vitest";
import { blocksOf } from "./whole";

it("the columns of a post are its blocks, some of them with their HTML", () => {
  const [a, b, c] = ["a", "b", "c"].map((letter) => letter.repeat(16)) as [string, string, string];
  const whole = { ids: a + b + c, places: [4, 1, 8, 2, 3, 20, 0, 0, 9], start: 1, html: ["<p>b</p>"] };
  expect(blocksOf(whole)).toEqual([
    { id: a, html: null, line: 4, lines: 1, bytes: 8 },
    { id: b, html: "<p>b</p>", line: 6, lines: 3, bytes: 20 },
    { id: c, html: null, line: 6, lines: 0, bytes: 9 },
  ]);
  expect(blocksOf({ ids: "", places: [], start: 0, html: [] })).toEqual([]);
});
