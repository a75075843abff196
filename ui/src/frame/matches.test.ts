import { expect, it } from "vitest";
import { BlockList } from "./blocks";
import { fakeBlock } from "./fake-post";
import { Matches } from "./matches";

function listOf(...html: string[]): BlockList {
  const list = new BlockList();
  const blocks = html.map((own, i) => fakeBlock(`b${i}`, i, own));
  list.apply({ start: 0, removed: 0, blocks, shift: 0 });
  return list;
}

async function matchesOf(list: BlockList, text: string): Promise<Matches> {
  const matches = new Matches(list, text);
  await matches.count(() => true);
  return matches;
}

it("are found across markup, whatever the case and the breaks of lines", async () => {
  const list = listOf("<p>One <b>t</b>wo</p>", "<p>ONE\n two one  two</p>", "<p title='one two'>&lt;</p>");
  expect((await matchesOf(list, " one two ")).total).toBe(3);
  expect((await matchesOf(list, "<")).total).toBe(1);
  expect((await matchesOf(list, "(.*")).total).toBe(0);
});

it("are found in TeX and not in what stands for a picture", async () => {
  const list = listOf('<p><span class="math inline">x^2</span> <span class="no-image">gone</span></p>');
  expect((await matchesOf(list, "x^2")).total).toBe(1);
  expect((await matchesOf(list, "gone")).total).toBe(0);
});

it("follow each other around the ends, with their numbers", async () => {
  const list = listOf("<p>a a</p>", "<p>b</p>", "<p>a</p>");
  const matches = await matchesOf(list, "a");
  let place = matches.from(1)!;
  const seen: number[] = [];
  for (let i = 0; i < 4; i++) {
    seen.push(matches.numberOf(place));
    place = matches.beside(place, 1)!;
  }
  expect(seen).toEqual([3, 1, 2, 3]);
  expect(matches.numberOf(matches.beside(matches.from(0)!, -1)!)).toBe(3);
  expect((await matchesOf(list, "z")).from(0)).toBeNull();
});

it("in blocks that stay are not looked for again after a patch", async () => {
  const list = listOf("<p>a</p>", "<p>a</p>");
  const matches = await matchesOf(list, "a");
  const kept = { entry: list.at(1)!, nth: 0 };
  list.apply({ start: 0, removed: 1, blocks: [fakeBlock("new", 0, "<p>b</p>")], shift: 0 });
  expect(await matches.count(() => true)).toBe(true);
  expect([matches.total, matches.has(kept), matches.numberOf(kept)]).toEqual([1, true, 1]);
});
