import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PreviewBlock } from "../ipc/bindings";
import { Body } from "./body";
import { FakeLayout, generator } from "./fake-layout";
import { fakeBlock, fakeWhole } from "./fake-post";
import type { FrameMessage } from "./messages";
import { Scroll } from "./scroll";

/** Heights that no estimate knows. */
const heights = new Map<string, number>();
const heightOf = (block: HTMLElement) =>
  heights.get(block.textContent) ?? 60 + (block.textContent.length % 3) * 50;
const block = (name: string, line: number): PreviewBlock => ({ ...fakeBlock(name, line), lines: 2 });

let root: HTMLElement;
let layout: FakeLayout;
let body: Body;
let scroll: Scroll;
let sent: FrameMessage[];

beforeEach(() => {
  vi.useFakeTimers();
  heights.clear();
  root = document.createElement("article");
  document.body.replaceChildren(root);
  layout = new FakeLayout(root, heightOf);
  body = new Body(root, [], layout);
  sent = [];
  scroll = new Scroll(body, layout, (message) => void sent.push(message));
});
afterEach(() => void vi.useRealTimers());

function show(count: number): void {
  const blocks = Array.from({ length: count }, (_, i) => block(`b${i}`, i * 3));
  body.reset(fakeWhole(blocks));
  scroll.toTop();
}

const top = (id: string): number => {
  const element = [...root.children].find((child) => child.textContent === id);
  if (!element) throw new Error(`${id} is not shown`);
  return layout.box(element).top;
};

async function align(line: number, y: number): Promise<void> {
  scroll.align(line, y);
  await vi.runAllTimersAsync();
}

describe("a line that the window asks for", () => {
  it("comes to its height, wherever it is", async () => {
    show(20_000);
    const random = generator(11);
    for (let i = 0; i < 40; i++) {
      const [index, y] = [50 + random(19_900), random(580)];
      await align(index * 3, y);
      expect(Math.abs(top(`b${index}`) - y)).toBeLessThan(1);
      expect(sent).toEqual([]);
    }
  });

  it("has room above and below the page where it could not come to its height otherwise", async () => {
    show(2_000);
    await align(0, 300);
    expect([layout.scrolled, top("b0")]).toEqual([0, 300]);
    await align(5_997, 10);
    expect(Math.abs(top("b1999") - 10)).toBeLessThan(1);
    await align(3_000, 100);
    expect(Math.abs(top("b1000") - 100)).toBeLessThan(1);
    expect(layout.above).toBe(32);
    show(1);
    await align(0, 5);
    expect(top("b0")).toBe(5);
  });

  it("leaves no room behind when the editor goes", async () => {
    show(2_000);
    await align(0, 300);
    scroll.alone();
    expect([layout.scrolled, top("b0")]).toEqual([0, 32]);
  });

  it("stays there when a picture above it loads, also in view, and when blocks are written above it", async () => {
    show(1_000);
    await align(1_500, 300);
    heights.set("b499", 400);
    heights.set("b490", 700);
    scroll.resized();
    expect(Math.abs(top("b500") - 300)).toBeLessThan(1);
    const blocks = ["x", "y", "z"].map((id, i) => block(id, 900 + i * 3));
    body.patch({ start: 300, removed: 0, blocks, shift: 9 });
    await align(1_509, 300);
    expect(Math.abs(top("b500") - 300)).toBeLessThan(1);
  });
});

describe("the top of the page", () => {
  it("stays in view when something comes above the first block, until the reader scrolls", () => {
    show(1_000);
    layout.above = 300;
    scroll.resized();
    expect([layout.scrolled, scroll.isAtStart]).toEqual([0, true]);
    layout.scrollBy(400);
    layout.above = 500;
    scroll.resized();
    expect([layout.scrolled, scroll.isAtStart]).toEqual([600, false]);
  });

  it("is left for what is found", () => {
    show(1_000);
    scroll.show(500, 40);
    expect(Math.abs(top("b500") - 40)).toBeLessThan(1);
  });
});

describe("a reader who scrolls", () => {
  it("sees what was there move by the way scrolled, and nothing else", async () => {
    show(5_000);
    await align(9_000, 0);
    const random = generator(2);
    for (let i = 0; i < 200; i++) {
      const seen = body.shown.find(({ index }) => body.box(index).top > 250)!;
      const before = body.box(seen.index).top;
      const by = (i < 100 ? 1 : -1) * (20 + random(200));
      layout.scrollBy(by);
      expect(Math.abs(before - by - body.box(seen.index).top)).toBeLessThan(1.5);
    }
  });

  it("finds blocks wherever the scroll bar is dragged", () => {
    show(30_000);
    for (const part of [0.7, 0.1, 0.99, 0.5]) {
      layout.scrollBy(part * layout.length - layout.scrolled);
      const seen = body.shown.filter(({ index }) => body.box(index).bottom > 0 && body.box(index).top < 600);
      const covered = seen.reduce((sum, { index }) => sum + body.box(index).bottom - body.box(index).top, 0);
      expect(covered).toBeGreaterThanOrEqual(600);
    }
  });

  it("keeps what is seen when a picture above it loads", async () => {
    show(1_000);
    await align(1_500, 0);
    layout.scrollBy(130);
    const before = top("b505");
    heights.set("b495", 900);
    scroll.resized();
    expect(Math.abs(top("b505") - before)).toBeLessThan(1);
  });

  it("is followed by the window: the caret's line while it is seen, else the one at the top", async () => {
    show(1_000);
    scroll.caretAt(1_506);
    await align(1_500, 0);
    layout.scrollBy(50);
    expect(sent.at(-1)).toEqual({ type: "scrolled", line: 1_506, y: top("b502"), heard: 1 });
    layout.scrollBy(3_000);
    expect(sent.at(-1)).toMatchObject({ type: "scrolled", y: 0 });
    for (let i = 0; i < 2; i++) layout.scrollBy(1e9);
    expect(sent.at(-1)).toEqual({ type: "scrolled", line: 2_999, y: body.box(999).bottom, heard: 1 });
  });

  it("is followed at a height where the editor shows text", async () => {
    show(1_000);
    scroll.beside(200, 500);
    await align(1_500, 300);
    layout.scrollBy(40);
    expect(sent.at(-1)).toMatchObject({ type: "scrolled", y: 200, heard: 1 });
    scroll.alone();
    await align(1_500, 300);
    layout.scrollBy(40);
    expect(sent.at(-1)).toMatchObject({ type: "scrolled", y: 0, heard: 2 });
  });

  it("hears of no scrolling that was not the reader's", async () => {
    show(1_000);
    await align(1_500, 200);
    document.dispatchEvent(new Event("scroll"));
    heights.set("b480", 500);
    scroll.resized();
    document.dispatchEvent(new Event("scroll"));
    expect(sent).toEqual([]);
  });
});

it("marks the caret's block, also when it comes into the window later", async () => {
  show(1_000);
  scroll.caretAt(2_401);
  const marked = () => [...root.querySelectorAll(".at-caret")].map((element) => element.textContent);
  expect(marked()).toEqual([]);
  await align(2_400, 100);
  expect(marked()).toEqual(["b800"]);
  scroll.caretAt(2_403);
  expect(marked()).toEqual(["b801"]);
  scroll.caretAt(2_405);
  expect(marked()).toEqual([]);
});
