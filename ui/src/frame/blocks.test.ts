import { describe, expect, it, vi } from "vitest";
import type { PreviewBlock, PreviewPatch } from "../ipc/bindings";
import { Body } from "./body";
import { BlockList } from "./blocks";

const block = (id: string, line = 0): PreviewBlock => ({ id, html: `<p>${id}</p>`, line, lines: 1 });
const patch = (start: number, removed: number, ids: string, shift = 0): PreviewPatch => ({
  start,
  removed,
  blocks: [...ids].map((id) => block(id)),
  shift,
});

describe("the list of blocks", () => {
  it("replaces a range and moves the lines after it", () => {
    const list = new BlockList();
    list.apply({ start: 0, removed: 0, blocks: [block("a", 1), block("b", 3), block("c", 5)], shift: 0 });
    list.apply({ start: 1, removed: 1, blocks: [block("x", 3), block("y", 5)], shift: 2 });
    expect(list.blocks.map(({ id, line }) => `${id}${line}`)).toEqual(["a1", "x3", "y5", "c7"]);
  });

  it("keeps removed blocks that come again in the same order", () => {
    const list = new BlockList();
    list.apply(patch(0, 0, "abcda"));
    expect(list.apply(patch(1, 4, "xbdca")).kept).toEqual([-1, 1, 3, -1, 4]);
  });
});

describe("the body", () => {
  it("equals a rebuild after any sequence of patches, and keeps the elements of unchanged blocks", () => {
    const random = generator(7);
    for (let round = 0; round < 60; round++) {
      const { body, root } = emptyBody();
      let model: PreviewBlock[] = [];
      for (let step = 0; step < 12; step++) {
        const start = random(model.length + 1);
        const removed = random(model.length - start + 1);
        const shift = random(5) - 2;
        const blocks = Array.from({ length: random(6) }, () => block("abcdef".charAt(random(6)), random(40)));
        const outside = [...root.children].filter((_, i) => i < start || i >= start + removed);

        body.patch({ start, removed, blocks, shift });
        const after = model.slice(start + removed).map((old) => ({ ...old, line: old.line + shift }));
        model = [...model.slice(0, start), ...blocks, ...after];

        expect(shown(root)).toEqual(model.map(({ html, line }) => `${line} ${html}`));
        expect(outside.every((element) => element.parentNode === root)).toBe(true);
        expect(body.shown).toEqual(model);
      }
      body.reset({ start: 0, removed: 0, blocks: model, shift: 0 });
      expect(shown(root)).toEqual(model.map(({ html, line }) => `${line} ${html}`));
    }
  });

  it("shows a long post in steps, and takes patches meanwhile", async () => {
    vi.useFakeTimers();
    const { body, root } = emptyBody();
    const long = Array.from({ length: 1_000 }, (_, i) => block(`b${i}`, i * 2));
    body.reset({ start: 0, removed: 0, blocks: long, shift: 0 });
    expect(root.children.length).toBeLessThan(200);

    const model = new BlockList();
    model.apply({ start: 0, removed: 0, blocks: long, shift: 0 });
    for (const [start, removed] of [
      [900, 3],
      [50, 1],
      [90, 40],
      [0, 0],
    ] as const) {
      const change = { start, removed, blocks: [block("x", start), block("y", start + 1)], shift: 1 };
      body.patch(change);
      model.apply(change);
    }
    body.showThrough(600);
    expect(body.shown.at(-1)?.line).toBeGreaterThan(600);
    expect(root.children.length).toBeLessThan(600);

    await vi.runAllTimersAsync();
    expect(shown(root)).toEqual(model.blocks.map(({ html, line }) => `${line} ${html}`));
    vi.useRealTimers();
  });

  it("keeps what is open, also in the block that is being written", () => {
    const { body, root } = emptyBody();
    const details = (text: string): PreviewBlock => ({
      ...block(text),
      html: `<details><summary>More</summary>${text}</details>`,
    });
    body.patch({ start: 0, removed: 0, blocks: [details("a"), details("b")], shift: 0 });
    for (const element of root.querySelectorAll("details")) element.open = true;
    body.patch({ start: 1, removed: 1, blocks: [details("bc")], shift: 0 });
    expect([...root.querySelectorAll("details")].map((element) => element.open)).toEqual([true, true]);
    expect(root.textContent).toContain("bc");
  });

  it("moves a picture that is the same into the new block", () => {
    const { body, root } = emptyBody();
    const figure = (text: string): PreviewBlock => ({
      ...block(text),
      html: `<p><img src="a.png"> ${text}</p>`,
    });
    body.patch({ start: 0, removed: 0, blocks: [figure("one")], shift: 0 });
    const image = root.querySelector("img");
    body.patch({ start: 0, removed: 1, blocks: [figure("two")], shift: 0 });
    expect(root.querySelector("img")).toBe(image);
    expect(root.textContent).toContain("two");
  });
});

function emptyBody(): { body: Body; root: HTMLElement } {
  const root = document.createElement("article");
  return { body: new Body(root, []), root };
}

function shown(root: HTMLElement): string[] {
  return [...root.children].map((element) => `${(element as HTMLElement).dataset.line} ${element.innerHTML}`);
}

/** Small numbers that are the same in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}
