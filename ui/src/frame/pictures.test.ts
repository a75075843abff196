import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeNear } from "./fake-near";
import { Pictures } from "./pictures";
import type { Draw } from "./pictures";

/** Draws `<i>source</i>` in upper case; a source with a `?` is wrong. */
const draw = vi.fn<Draw>();
const load = vi.fn(() => Promise.resolve<Draw>(draw));
let style = "";
let pictures: Pictures;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("IntersectionObserver", FakeNear);
  style = "";
  load.mockClear().mockImplementation(() => Promise.resolve(draw));
  draw.mockReset().mockImplementation((holder) => {
    const source = holder.dataset.source ?? "";
    if (source.includes("?")) throw new Error(`wrong: ${source}`);
    return `<i>${source.toUpperCase()}${style}</i>`;
  });
  pictures = new Pictures({
    rest: 100,
    find(block) {
      const holders = [...block.querySelectorAll("b")];
      for (const holder of holders) holder.dataset.source = holder.textContent;
      return holders;
    },
    key: (holder) => style + (holder.dataset.source ?? ""),
    load,
    show(holder, { content, error }) {
      holder.replaceChildren(content?.cloneNode(true) ?? `${holder.dataset.source}: ${error}`);
    },
  });
});

afterEach(() => vi.useRealTimers());

function block(...sources: string[]): HTMLElement {
  const element = document.createElement("div");
  element.innerHTML = sources.map((source) => `<b>${source}</b>`).join("");
  return element;
}

function added(element: HTMLElement, before: HTMLElement | null = null): HTMLElement {
  pictures.added(element, before);
  if (before !== null) pictures.removed(before);
  return element;
}

async function read(element: HTMLElement, milliseconds = 0): Promise<void> {
  FakeNear.near(element);
  await vi.advanceTimersByTimeAsync(milliseconds);
}

const shown = (element: HTMLElement): string[] =>
  [...element.querySelectorAll("b")].map((holder) => holder.innerHTML);

describe("a source", () => {
  it("is drawn when the reader comes near it, and nothing is loaded before", async () => {
    const [near, far] = [added(block("near")), added(block("far"))];
    await vi.advanceTimersByTimeAsync(10_000);
    expect(load).not.toHaveBeenCalled();
    await read(near);
    expect([shown(near), shown(far)]).toEqual([["<i>NEAR</i>"], ["far"]]);
  });

  it("is drawn once, however often it is there and comes again", async () => {
    const first = added(block("a", "a"));
    await read(first);
    pictures.removed(first);
    const again = added(block("a"));
    expect(shown(again)).toEqual(["<i>A</i>"]);
    expect(draw).toHaveBeenCalledOnce();
  });

  it("that left is not drawn", async () => {
    const gone = added(block("gone"));
    FakeNear.near(gone);
    pictures.removed(gone);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(draw).not.toHaveBeenCalled();
  });

  it("stays when its library does not load, which is tried again for the next one", async () => {
    load.mockImplementationOnce(() => Promise.reject(new Error("no library")));
    const [one, two] = [added(block("one")), added(block("two"))];
    await read(one);
    await read(two);
    expect([shown(one), shown(two)]).toEqual([["one"], ["<i>TWO</i>"]]);
  });

  it("that is wrong is shown with the reason", async () => {
    const wrong = added(block("a?"));
    await read(wrong);
    expect(shown(wrong)).toEqual(["a?: wrong: a?"]);
  });
});

describe("a source that is being written", () => {
  it("keeps the last picture until it has rested and the new one is there", async () => {
    const before = added(block("a", "b"));
    await read(before);
    const after = added(block("a", "bc"), before);
    expect(shown(after)).toEqual(["<i>A</i>", "<i>B</i>"]);
    await read(after, 90);
    expect(shown(after)[1]).toBe("<i>B</i>");
    await read(after, 1_000);
    expect(shown(after)).toEqual(["<i>A</i>", "<i>BC</i>"]);
  });

  it("is not drawn for each key", async () => {
    let current = added(block("a"));
    await read(current);
    for (const source of ["ab", "abc", "abcd"]) {
      current = added(block(source), current);
      await read(current, 50);
    }
    await read(current, 1_000);
    expect(draw.mock.calls).toHaveLength(2);
    expect(shown(current)).toEqual(["<i>ABCD</i>"]);
  });

  it("keeps the last good picture while it is wrong for a moment", async () => {
    let current = added(block("a"));
    await read(current);
    current = added(block("a?"), current);
    await read(current, 1_000);
    expect(shown(current)).toEqual(["<i>A</i>"]);
    current = added(block("ab"), current);
    await read(current, 1_000);
    expect(shown(current)).toEqual(["<i>AB</i>"]);
  });

  it("tells what is wrong once it stays so", async () => {
    const before = added(block("a"));
    await read(before);
    const after = added(block("a?"), before);
    await read(after, 3_000);
    expect(shown(after)).toEqual(["a?: wrong: a?"]);
  });

  it("takes no picture from a neighbour", async () => {
    const before = added(block("a", "b"));
    await read(before);
    expect(shown(added(block("new", "a", "b"), before))).toEqual(["new", "<i>A</i>", "<i>B</i>"]);
  });
});

it("draws again, over the old pictures, when what they depend on has changed", async () => {
  const element = added(block("a"));
  await read(element);
  style = "!";
  pictures.refresh();
  expect(shown(element)).toEqual(["<i>A</i>"]);
  await read(element, 1_000);
  expect(shown(element)).toEqual(["<i>A!</i>"]);
});
