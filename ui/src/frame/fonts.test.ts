import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fetchFonts } from "./fonts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("lays out text in each font, out of sight and not at once, and leaves the page as it was", () => {
  const article = document.createElement("article");
  article.innerHTML = "<p>a post</p>";
  const laidOut: string[] = [];
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    laidOut.push(this.innerHTML);
    expect(article.contains(this) && (this as HTMLElement).style.visibility === "hidden").toBe(true);
    return new DOMRect();
  });
  fetchFonts(article);
  expect(laidOut).toEqual([]);
  vi.advanceTimersToNextTimer();
  expect(laidOut).toHaveLength(1);
  vi.runAllTimers();
  expect(laidOut).toContain("<pre><code>a</code></pre>");
  expect(article.innerHTML).toBe("<p>a post</p>");
  vi.restoreAllMocks();
});
