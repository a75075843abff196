import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { inPlaceTold } from "./in-place";
import { Notices } from "./notices.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("says once for each post why it is written in place, and again when the reason is another", () => {
  const notices = new Notices();
  const told = inPlaceTold(notices);
  const text = (): string | undefined => notices.list.at(-1)?.text;
  told("a.md", "hard_links");
  expect(text()).toBe("a.md is saved. It was written in place, as it has several names (hard links).");
  notices.dismiss("in place a.md");
  told("a.md", "hard_links");
  expect(notices.list).toEqual([]);
  told("a.md", "no_room");
  expect(text()).toContain("no room");
});
