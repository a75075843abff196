import { beforeEach, describe, expect, it } from "vitest";
import { BlockList } from "./blocks";
import { fakeBlock } from "./fake-post";
import { Supply } from "./supply";

let list: BlockList;
let supply: Supply;
let asked: string[][];

beforeEach(() => {
  list = new BlockList();
  asked = [];
  supply = new Supply(list, (message) => {
    if (message.type === "wanted") asked.push(message.ids);
  });
});

const idOf = (n: number): string => fakeBlock(`b${n}`).id;

function show(count: number): void {
  const blocks = Array.from({ length: count }, (_, i) => fakeBlock(`b${i}`, i, null));
  list.apply({ start: 0, removed: list.length, blocks, shift: 0 });
}

/** The host answers the last request, with so many. */
function answer(count = Infinity): void {
  const ids = asked.at(-1) ?? [];
  supply.arrived(ids.slice(0, count).map((id) => ({ id, html: `<p>${id}</p>` })));
}

describe("HTML that was not sent", () => {
  it("is asked for when it comes near, one request at a time, the newest first", () => {
    show(100);
    supply.near(list.entries.slice(0, 2));
    supply.near(list.entries.slice(10, 12));
    supply.near(list.entries.slice(50, 52));
    expect(asked).toEqual([[idOf(0), idOf(1)]]);
    answer();
    expect(asked.slice(1)).toEqual([[idOf(50), idOf(51)]]);
    answer();
    expect(asked).toHaveLength(2);
    expect(list.at(51)?.html).toBe(`<p>${idOf(51)}</p>`);
    expect(list.at(10)?.html).toBeNull();
  });

  it("is asked for again when the host sends a part of it", () => {
    show(5);
    supply.near(list.entries);
    answer(2);
    expect(asked[1]).toEqual([idOf(2), idOf(3), idOf(4)]);
    answer();
    expect(asked).toHaveLength(2);
  });

  it("is not asked for again when the host has no such blocks any more", () => {
    show(2);
    supply.near(list.entries);
    answer(0);
    expect(asked).toHaveLength(1);
  });

  it("comes in steps when all is wanted, and what is near comes between", async () => {
    show(3_000);
    let isThere = false;
    const all = supply.all().then(() => (isThere = true));
    supply.near([list.at(2_900)!]);
    while (list.entries.some(({ html }) => html === null)) {
      expect(isThere).toBe(false);
      answer(100);
      await Promise.resolve();
    }
    await all;
    expect(asked[1]).toEqual([idOf(2_900)]);
    expect(Math.max(...asked.map((ids) => ids.length))).toBeLessThan(1_000);
  });

  it("is all there at once in a short post, which was sent whole", async () => {
    list.apply({ start: 0, removed: 0, blocks: [fakeBlock("a")], shift: 0 });
    await supply.all();
    expect(asked).toEqual([]);
  });

  it("of another post is not waited for", async () => {
    show(3);
    const all = supply.all();
    supply.reset();
    await all;
    show(2);
    supply.near(list.entries);
    expect(asked).toHaveLength(2);
  });

  it("that a patch brings while all is wanted is asked for too", () => {
    show(2);
    void supply.all();
    list.apply({ start: 0, removed: 0, blocks: [fakeBlock("new", 0, null)], shift: 0 });
    supply.changed();
    answer();
    expect(asked[1]).toEqual([fakeBlock("new").id]);
  });
});
