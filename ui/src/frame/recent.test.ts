import { expect, it } from "vitest";
import { Recent } from "./recent";

it("forgets what was used longest ago when it gets too heavy", () => {
  const recent = new Recent<number>(10);
  recent.set("a", 1, 4);
  recent.set("b", 2, 4);
  expect(recent.get("a")).toBe(1);
  recent.set("c", 3, 4);
  expect([recent.get("a"), recent.get("b"), recent.get("c")]).toEqual([1, undefined, 3]);
});

it("keeps nothing that is too heavy by itself, and counts a value once", () => {
  const recent = new Recent<number>(10);
  recent.set("a", 1, 6);
  recent.set("a", 2, 6);
  expect(recent.get("a")).toBe(2);
  recent.set("b", 3, 11);
  expect([recent.get("a"), recent.get("b")]).toEqual([undefined, undefined]);
});
