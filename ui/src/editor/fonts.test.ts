import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fetchFonts } from "./fonts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("lays out a letter in each font, out of sight and not at once, and leaves nothing", () => {
  const scroller = document.createElement("div");
  const laidOut: string[] = [];
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    const { style } = this as HTMLElement;
    if (scroller.contains(this) && style.visibility === "hidden") laidOut.push(style.fontStyle);
    return new DOMRect();
  });
  fetchFonts(scroller);
  expect(laidOut).toEqual([]);
  vi.runAllTimers();
  expect(laidOut).toContain("italic");
  expect(scroller.childNodes).toHaveLength(0);
  vi.restoreAllMocks();
});

it("is over with the editor: a timer that outlives it finds no document", () => {
  const scroller = document.createElement("div");
  const stop = fetchFonts(scroller);
  const laidOut = vi.spyOn(document, "createElement");
  vi.advanceTimersToNextTimer();
  expect(laidOut).toHaveBeenCalledOnce();
  stop();
  vi.runAllTimers();
  expect(laidOut).toHaveBeenCalledOnce();
});
