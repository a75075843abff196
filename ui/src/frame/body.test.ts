import { describe, expect, it } from "vitest";
import type { PreviewBlock } from "../ipc/bindings";
import { Body } from "./body";
import { FakeLayout, generator } from "./fake-layout";
import { fakeBlock, fakeWhole } from "./fake-post";

const block = fakeBlock;
const long = (count: number): PreviewBlock[] =>
  Array.from({ length: count }, (_, i) => block(`b${i}`, i * 2));
const full = (blocks: PreviewBlock[]) => ({ start: 0, removed: 0, blocks, shift: 0 });

function emptyBody(heightOf: (block: HTMLElement) => number = () => 46) {
  const root = document.createElement("article");
  document.body.replaceChildren(root);
  const layout = new FakeLayout(root, heightOf);
  return { body: new Body(root, [], layout), root, layout };
}

const html = (root: HTMLElement) => [...root.querySelectorAll(".block")].map((element) => element.innerHTML);
const ids = (root: HTMLElement) => [...root.querySelectorAll(".block")].map((element) => element.textContent);

describe("the body", () => {
  it("equals a fresh one after any patches, and keeps the elements of unchanged blocks", () => {
    const random = generator(7);
    for (let round = 0; round < 16; round++) {
      // The height that is estimated for such a block, so that measuring changes nothing.
      const { body, root, layout } = emptyBody();
      let model = long(round % 3 === 0 ? 400 : 5);
      // Of a long post the host sends HTML of some blocks alone.
      const [sentFrom, sentTo] = [random(300), 300 + random(100)];
      if (round % 2 === 0)
        model = model.map((own, i) => (i < sentFrom || i >= sentTo ? { ...own, html: null } : own));
      body.reset(fakeWhole(model));
      for (let step = 0; step < 12; step++) {
        const start = random(model.length + 1);
        const removed =
          random(3) === 0 ? random(model.length - start + 1) : Math.min(2, model.length - start);
        const shift = random(5);
        const first = start === 0 ? 0 : model[start - 1]!.line;
        const blocks = Array.from({ length: random(step === 5 ? 250 : 6) }, (_, i) =>
          block("abcdef".charAt(random(6)), first + i, random(4) === 0 ? null : undefined),
        );
        const untouched = body.shown.filter(({ index }) => index < start || index >= start + removed);
        const elements = untouched.map((entry) => entry.element);

        body.patch({ start, removed, blocks, shift });
        const after = model.slice(start + removed).map((old) => ({ ...old, line: old.line + shift }));
        model = [...model.slice(0, start), ...blocks, ...after];

        untouched.forEach((entry, i) => {
          if (entry.element !== null) expect(entry.element).toBe(elements[i]);
        });
        if (random(4) === 0) fill(body);
        body.measure();
        expectWhole(body, root, layout, model);
        if (model.length > 0 && step % 3 === 0) {
          body.showAround(random(model.length), random(600));
          expectWhole(body, root, layout, model);
        }
      }
      fill(body);
      model = model.map((own) => ({ ...own, html: htmlOf(own.id) }));
      const fresh = emptyBody();
      fresh.body.reset(fakeWhole(model));
      const { from } = body.window;
      const rows = model.length === 0 ? [] : model.slice(from, body.window.to);
      expect(html(root)).toEqual(rows.map((row) => row.html));
      expect(layout.total).toBeCloseTo(fresh.layout.total);
    }
  }, 30_000);

  it("keeps the first blocks of a post, as far as they are the same, when all have come", () => {
    const random = generator(3);
    for (let round = 0; round < 40; round++) {
      const { body, root, layout } = emptyBody();
      const model = long(random(2) === 0 ? 20 : 900);
      const first = model.slice(0, random(model.length + 1));
      const other = random(first.length + 1);
      if (random(2) === 0 && other < first.length) first[other] = block("other", first[other]!.line);
      body.reset(fakeWhole(first));
      body.showAround(random(first.length + 1), random(600));
      const before = new Map(body.shown.map(({ id, element }) => [id, element]));

      body.complete(fakeWhole(model));
      expectWhole(body, root, layout, model);
      const same = first.findIndex(({ id }, i) => id !== model[i]!.id);
      const kept = body.shown.filter(({ index }) => same < 0 || index < same);
      for (const { id, element } of kept) if (before.has(id)) expect(element).toBe(before.get(id));
      expect(ids(root)).not.toContain("other");
    }
  });

  it("shows the blocks around what is seen, whatever the length of the post", () => {
    const { body, root } = emptyBody();
    body.reset(fakeWhole(long(100_000)));
    expect(body.shown.length).toBeLessThan(100);
    for (const index of [70_000, 10, 99_999]) {
      body.showAround(index, 200);
      expect(ids(root)).toContain(`b${index}`);
      expect(body.shown.length).toBeLessThan(120);
    }
  });

  it("is left alone while what is seen has enough around it", () => {
    const { body } = emptyBody();
    body.reset(fakeWhole(long(1_000)));
    body.showAround(500, 0);
    expect(body.showAround(502, 0)).toBe(false);
    expect(body.showAround(540, 0)).toBe(true);
  });

  it("keeps a block that is open, selected or playing when it leaves the window", () => {
    const { body, root } = emptyBody();
    const blocks = long(1_000);
    blocks[3] = { ...block("open"), html: "<details><summary>More</summary>open</details>" };
    blocks[5] = { ...block("selected"), html: "<p>selected</p>" };
    blocks[7] = { ...block("closed"), html: "<details><summary>More</summary>closed</details>" };
    body.reset(fakeWhole(blocks));
    const details = root.querySelector("details")!;
    details.open = true;
    const [selected, text] = [root.children[5]!, root.children[5]!.querySelector("p")!];
    document.getSelection()!.selectAllChildren(text);
    body.showAround(800, 0);
    expect(root.contains(details)).toBe(true);
    expect(root.contains(selected)).toBe(true);
    expect(root.textContent).not.toContain("closed");
    expect(root.querySelectorAll(".spacer")).toHaveLength(4);
    document.getSelection()!.removeAllRanges();
    details.open = false;
    body.showAround(600, 0);
    expect(root.contains(details)).toBe(false);
  });

  it("puts in all blocks step by step when they are wanted", () => {
    const { body, root } = emptyBody();
    body.reset(fakeWhole(long(1_500)));
    body.showAround(700, 0);
    body.whole = true;
    let steps = 0;
    while (body.showMore(200)) expect(steps++).toBeLessThan(20);
    expect(ids(root)).toHaveLength(1_500);
    expect(root.querySelector(".spacer")).toBeNull();
    body.whole = false;
  });

  it("finds the block with an id that is not shown", () => {
    const { body } = emptyBody();
    const blocks = long(500);
    blocks[400] = { ...block("h"), html: '<h2 id="a&amp;b">A</h2>' };
    body.reset(fakeWhole(blocks));
    expect(body.indexOfId("a&b")).toBe(400);
    expect(body.indexOfId("b")).toBe(-1);
  });

  it("leaves room for blocks whose HTML is not here, and tells which", () => {
    const lacking: string[][] = [];
    const root = document.createElement("article");
    const layout = new FakeLayout(root, () => 46);
    const body = new Body(root, [], layout, (entries) =>
      lacking.push(entries.map(({ id }) => id.slice(0, 2))),
    );
    const blocks = [block("b0"), block("b1", 1, null), block("b2", 2, null)];
    body.reset(fakeWhole(blocks));
    expect(ids(root)).toEqual(["b0"]);
    expect(layout.total).toBeCloseTo(3 * 46);
    expect(lacking).toEqual([["b1", "b2"]]);
    body.list.fill(new Map([[blocks[2]!.id, "<p>b2</p>"]]));
    body.filled();
    expect(ids(root)).toEqual(["b0", "b2"]);
    expect(lacking.at(-1)).toEqual(["b1"]);
  });

  it("keeps what is open, also in the block that is being written", () => {
    const { body, root } = emptyBody();
    const details = (text: string): PreviewBlock => ({
      ...block(text),
      html: `<details><summary>More</summary>${text}</details>`,
    });
    body.patch(full([details("a"), details("b")]));
    for (const element of root.querySelectorAll("details")) element.open = true;
    body.patch({ start: 1, removed: 1, blocks: [details("bc")], shift: 0 });
    expect([...root.querySelectorAll("details")].map((element) => element.open)).toEqual([true, true]);
    expect(root.textContent).toContain("bc");
  });

  it("keeps the focus on the box of a task that was ticked by its key", () => {
    const { body, root } = emptyBody();
    const tasks = (mark: string): PreviewBlock => ({
      ...block(mark),
      html: `<ul><li><input type="checkbox"> one</li><li><input type="checkbox"${mark}> two</li></ul>`,
    });
    body.patch(full([block("text"), tasks("")]));
    const boxes = (): HTMLInputElement[] => [...root.querySelectorAll("input")];
    boxes()[1]!.focus();
    body.patch({ start: 0, removed: 2, blocks: [block("more"), tasks(" checked")], shift: 0 });
    expect(boxes()[1]!.checked).toBe(true);
    expect(document.activeElement).toBe(boxes()[1]);
  });

  it("moves a picture that is the same into the new block", () => {
    const { body, root } = emptyBody();
    const figure = (text: string): PreviewBlock => ({
      ...block(text),
      html: `<p><img src="a.png"> ${text}</p>`,
    });
    body.patch(full([figure("one")]));
    const image = root.querySelector("img");
    body.patch({ start: 0, removed: 1, blocks: [figure("two")], shift: 0 });
    expect(root.querySelector("img")).toBe(image);
    expect(root.textContent).toContain("two");
  });
});

const htmlOf = (id: string): string => `<p>${id.replace(/-+$/, "")}</p>`;

/** The host sends all that is missing. */
function fill(body: Body): void {
  body.list.fill(new Map(body.list.entries.map(({ id }) => [id, htmlOf(id)])));
  body.filled();
}

function expectWhole(
  body: Body,
  root: HTMLElement,
  layout: FakeLayout,
  model: readonly PreviewBlock[],
): void {
  const { list } = body;
  expect(list.entries.map(({ id, lines }, i) => [id, list.lineOf(i), lines])).toEqual(
    model.map(({ id, line, lines }) => [id, line, lines]),
  );
  expect(html(root)).toEqual(body.shown.map(({ html: own }) => own));
  body.shown.forEach((entry) => expect(list.at(entry.index)).toBe(entry));
  expect(layout.total).toBeCloseTo(list.heights.total);
}
