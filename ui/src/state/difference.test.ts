import { describe, expect, it } from "vitest";
import { difference } from "./difference";

function applied(text: string, other: string): string {
  const change = difference(text, other);
  return change ? text.slice(0, change.from) + change.insert + text.slice(change.to) : text;
}

describe("the difference of two texts", () => {
  it("is the one smallest change, or none", () => {
    expect(difference("abc", "abc")).toBeNull();
    expect(difference("abc", "axc")).toEqual({ from: 1, to: 2, insert: "x" });
    expect(difference("aaa", "aaaa")).toEqual({ from: 3, to: 3, insert: "a" });
  });

  it("cuts no character in two", () => {
    const emoji = ["", "a😀b", "a😁b", "😀😀", "😀", "🌊😀", "a🌊b"];
    for (const text of emoji)
      for (const other of emoji) {
        expect(applied(text, other)).toBe(other);
        expect(difference(text, other)?.insert ?? "").not.toMatch(
          /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/,
        );
      }
  });
});
