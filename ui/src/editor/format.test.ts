import { describe, expect, it } from "vitest";
import type { StateCommand } from "@codemirror/state";
import { EditorState } from "@codemirror/state";
import { parseCursor, run, showCursor } from "./cursor";
import { toggleBold, toggleCode, toggleItalic } from "./format";
import { insertLink } from "./link";

function check(before: string, command: StateCommand, after: string): void {
  expect(showCursor(run(parseCursor(before), command))).toBe(after);
}

describe("bold", () => {
  it("marks the selection and keeps it selected", () => check("a |b c| d", toggleBold, "a **|b c|** d"));
  it("takes the marks away when they are outside the selection", () =>
    check("a **|b|** c", toggleBold, "a |b| c"));
  it("takes the marks away when they are selected too", () => check("a |**b**| c", toggleBold, "a |b| c"));
  it("takes underscores away", () => check("__|b|__", toggleBold, "|b|"));
  it("marks the word at the caret", () => check("one tw|o three", toggleBold, "one **tw|o** three"));
  it("keeps the caret at the end of the word", () => check("two| ", toggleBold, "**two|** "));
  it("opens an empty pair between words", () => check("a | b", toggleBold, "a **|** b"));
  it("removes an empty pair", () => check("a **|** b", toggleBold, "a | b"));
  it("leaves blanks at the ends outside", () => check("a| b |c", toggleBold, "a **|b|** c"));
  it("turns italic into both", () => check("*|b|*", toggleBold, "***|b|***"));
  it("leaves italic of both", () => check("***|b|***", toggleBold, "*|b|*"));
  it("marks each line of a list by itself", () =>
    check("|- one\n- [ ] two\n\n> three|", toggleBold, "|- **one**\n- [ ] **two**\n\n> **three|**"));
  it("marks the rest when some lines are marked already", () =>
    check("|**a**\nb|", toggleBold, "|**a**\n**b|**"));
  it("marks CJK text", () => check("我|们走|吧", toggleBold, "我**|们走|**吧"));
});

describe("italic", () => {
  it("marks with a star", () => check("|a|", toggleItalic, "*|a|*"));
  it("recognises an underscore", () => check("_|a|_", toggleItalic, "|a|"));
  it("does not take bold for italic", () => check("**|a|**", toggleItalic, "***|a|***"));
});

describe("code", () => {
  it("marks and unmarks", () => {
    check("a |b| c", toggleCode, "a `|b|` c");
    check("a `|b|` c", toggleCode, "a |b| c");
  });
  it("uses a longer fence around a backtick", () => check("|a`b|", toggleCode, "``|a`b|``"));
});

describe("link", () => {
  it("asks for the address of selected text", () => check("see |this| now", insertLink, "see [this](|) now"));
  it("asks for the text of a selected address", () =>
    check("|https://a.example/|", insertLink, "[|](https://a.example/)"));
  it("takes the word at the caret", () => check("th|is", insertLink, "[this](|)"));
  it("begins an empty link between words", () => check("a | b", insertLink, "a [|]() b"));
  it("selects the address of the link at the caret", () =>
    check("a [te|xt](http://b.example) c", insertLink, "a [text](|http://b.example|) c"));
});

it("leaves a read-only text alone", () => {
  const state = parseCursor("|a|", EditorState.readOnly.of(true));
  for (const command of [toggleBold, toggleCode, insertLink]) expect(run(state, command)).toBe(state);
});
