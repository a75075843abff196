import { Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { fingerprint } from "./fingerprint";

describe("fingerprint", () => {
  it("is FNV-1a for ASCII", () => {
    expect(fingerprint("")).toBe(0x811c9dc5);
    expect(fingerprint("a")).toBe(0xe40c292c);
    expect(fingerprint("foobar")).toBe(0xbf9cf968);
  });

  it("counts UTF-16 units, so a pair of surrogates is two steps", () => {
    expect(fingerprint("🌊")).toBe(fingerprint(["\ud83c", "\udf0a"]));
    expect(fingerprint("🌊")).not.toBe(fingerprint("🌈"));
  });

  it("is the same for an editor's text as for its string", () => {
    const text = "---\ntitle: Zwölf 川\n---\n\nline\n\nlast 🌊";
    expect(fingerprint(Text.of(text.split("\n")))).toBe(fingerprint(text));
  });
});
