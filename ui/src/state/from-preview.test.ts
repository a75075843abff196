import { Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { placeOf, tickOf } from "./from-preview";

/** The text with a bar at the place of the click. */
function clicked(source: string, word: string, nth = 0, at = 0): string {
  const text = Text.of(`Before.\n\n${source}\n\nAfter word word.`.split("\n"));
  const place = placeOf(text, { line: 2, lines: source.split("\n").length, word, nth, at });
  return `${text.sliceString(9, place)}|${text.sliceString(place, 9 + source.length)}`;
}

describe("a clicked word", () => {
  it("is found by its number", () =>
    expect(clicked("a word, two\nwords, a word", "word", 1)).toBe("a word, two\nwords, a |word"));
  it("is found where it was hit", () =>
    expect(clicked("日本語の文章", "日本語の文章", 0, 3)).toBe("日本語|の文章"));
  it("is not one in an address, a tag or a picture", () => {
    expect(clicked("![word](word.png) [see](/word/) <b class=word>word</b>", "word")).toBe(
      "![word](word.png) [see](/word/) <b class=word>|word</b>",
    );
    expect(clicked("[word][word] and word", "word", 1)).toBe("[word][word] and |word");
  });
  it("is one in emphasis or code", () => {
    expect(clicked("some **word** and `word`", "word", 1)).toBe("some **word** and `|word`");
    expect(clicked("```word\n<word>\n```", "word")).toBe("```word\n<|word>\n```");
  });
  it("is the last one when there are fewer, and the block's start when there is none", () => {
    expect(clicked("one word", "word", 4)).toBe("one |word");
    expect(clicked("em*pha*sis", "emphasis")).toBe("|em*pha*sis");
    expect(clicked("Text", "")).toBe("|Text");
  });
  it("stays inside a text that has become shorter", () =>
    expect(placeOf(Text.of(["a"]), { line: 90, lines: 3, word: "b", nth: 0, at: 0 })).toBe(0));
});

describe("a task", () => {
  const source = [
    "- [ ] one",
    "  ```",
    "  - [ ] code",
    "  ```",
    "  1. [x] two",
    "> * [X] three",
    "- [ ]four",
  ];
  const text = Text.of(source);
  const ticked = (nth: number, checked: boolean) => {
    const change = tickOf(text, { line: 0, lines: 7, nth, checked });
    if (change === null) return null;
    const after = text.replace(change.from, change.to, Text.of([change.insert]));
    return after
      .toString()
      .split("\n")
      .find((row, i) => row !== source[i]);
  };
  it("is ticked in its line, and the tick taken away", () => {
    expect(ticked(0, true)).toBe("- [x] one");
    expect(ticked(1, false)).toBe("  1. [ ] two");
    expect(ticked(2, false)).toBe("> * [ ] three");
  });
  it("is left alone when it is as wanted, or not there", () => {
    expect(ticked(0, false)).toBeNull();
    expect(ticked(3, true)).toBeNull();
  });
});
