import { describe, expect, it } from "vitest";
import { checkedMessage } from "./checked";

const key = { key: "s", ctrl: true, shift: false, alt: false, meta: false };

const clicked = { type: "clicked", line: 3, lines: 1, word: "über", nth: 0, at: 2 };
const ticked = { type: "ticked", line: 3, lines: 2, nth: 1, checked: true };

describe("a message of the frame", () => {
  it.each([
    [{ type: "ready" }],
    [{ type: "network-images" }],
    [{ type: "links", hrefs: ["a", "#b"] }],
    [{ type: "link", href: "../a" }],
    [{ type: "scrolled", line: 12.5, y: 30, heard: 2 }],
    [clicked],
    [{ ...clicked, word: "" }],
    [ticked],
    [{ type: "key", event: key }],
    [{ type: "wanted", ids: ["0123456789abcdef"], entire: false }],
    [{ type: "found", count: 3, at: 1 }],
    [{ type: "code", key: 3, language: "rust", text: "fn" }],
  ])("is taken when it has the right shape: %j", (message) =>
    expect(checkedMessage(message)).toEqual(message),
  );

  it("loses what it should not have", () =>
    expect(checkedMessage({ type: "key", event: { ...key, extra: 1 }, more: 2 })).toEqual({
      type: "key",
      event: key,
    }));

  it.each([
    [null],
    ["ready"],
    [{}],
    [{ type: "eval", href: "x" }],
    [{ type: "link", href: 3 }],
    [{ type: "links", hrefs: "a" }],
    [{ type: "links", hrefs: ["a", 1] }],
    [{ type: "links", hrefs: Array(201).fill("a") }],
    [{ type: "link", href: "x".repeat(10_000) }],
    [{ type: "scrolled", line: NaN, y: 0, heard: 2 }],
    [{ type: "scrolled", line: -1, y: 0, heard: 2 }],
    [{ type: "scrolled", line: "3", y: 0, heard: 2 }],
    [{ type: "scrolled", line: 1e12, y: 0, heard: 2 }],
    [{ type: "scrolled", line: 3, heard: 2 }],
    [{ type: "scrolled", line: 3, y: -1, heard: 2 }],
    [{ type: "scrolled", line: 3, y: Infinity, heard: 2 }],
    [{ type: "scrolled", line: 3, y: 0 }],
    [{ type: "scrolled", line: 3, y: 0, heard: 0.5 }],
    [{ ...clicked, line: -1 }],
    [{ ...clicked, lines: -1 }],
    [{ ...clicked, nth: NaN }],
    [{ ...clicked, at: 0.5 }],
    [{ ...ticked, line: 0.5 }],
    [{ ...ticked, lines: null }],
    [{ ...clicked, line: 1e12 }],
    [{ ...clicked, word: "x".repeat(201) }],
    [{ ...clicked, word: null }],
    [{ ...ticked, checked: "yes" }],
    [{ ...ticked, nth: "1" }],
    [{ type: "key", event: null }],
    [{ type: "wanted", ids: "a", entire: false }],
    [{ type: "wanted", ids: ["a"] }],
    [{ type: "found", count: 1 }],
    [{ type: "found", count: 0.5, at: 0 }],
    [{ type: "wanted", ids: ["a", 1], entire: false }],
    [{ type: "wanted", ids: Array<string>(1_001).fill("a"), entire: false }],
    [{ type: "key", event: { ...key, ctrl: 1 } }],
    [{ type: "code", key: 0.5, language: "rust", text: "" }],
    [{ type: "code", key: 1, language: "rust", text: "x".repeat(200_001) }],
  ])("is dropped otherwise", (message) => expect(checkedMessage(message)).toBeNull());
});
