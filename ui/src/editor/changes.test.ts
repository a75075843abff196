import { ChangeSet, EditorState, Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { toChanges, wholeCharacters } from "./changes";

describe("the wire form", () => {
  it("has coordinates of the document before, in order", () => {
    const set = ChangeSet.of(
      [
        { from: 6, to: 7, insert: "x\ny" },
        { from: 0, insert: "ab" },
        { from: 3, to: 5 },
      ],
      10,
    );
    expect(toChanges(set)).toEqual([
      { from: 0, to: 0, insert: "ab" },
      { from: 3, to: 5, insert: "" },
      { from: 6, to: 7, insert: "x\ny" },
    ]);
  });

  it("is empty for no change", () => expect(toChanges(ChangeSet.empty(5))).toEqual([]));

  it("turns every kind of pasted line break into a line feed, so that lengths agree", () => {
    const state = EditorState.create({ doc: "ab" });
    const { changes, newDoc } = state.update({ changes: { from: 1, insert: "1\r2\r\n3\n4" } });
    expect(toChanges(changes)).toEqual([{ from: 1, to: 1, insert: "1\n2\n3\n4" }]);
    expect(newDoc.toString()).toBe("a1\n2\n3\n4b");
    expect(newDoc.length).toBe(newDoc.toString().length);
  });
});

describe("whole characters", () => {
  const widen = (before: string, ...changes: { from: number; to?: number; insert?: string }[]) => {
    const doc = Text.of([before]);
    const set = ChangeSet.of(changes, doc.length);
    const widened = wholeCharacters(set, doc, set.apply(doc));
    expect(widened.apply(doc).toString()).toBe(set.apply(doc).toString());
    return toChanges(widened);
  };

  it("are sent when an emoji replaces one with the same first half", () =>
    expect(widen("a\u{1F600}b", { from: 2, to: 3, insert: "\uDE01" })).toEqual([
      { from: 1, to: 3, insert: "\u{1F601}" },
    ]));

  it("are sent when an emoji replaces one with the same second half", () =>
    expect(widen("a\u{1F600}b", { from: 1, to: 2, insert: "\uD83E" })).toEqual([
      { from: 1, to: 3, insert: "\u{1FA00}" },
    ]));

  it("are sent when a half of one and a half of the next become one", () =>
    expect(widen("\u{1F600}\u{1F601}", { from: 1, to: 3 })).toEqual([
      { from: 0, to: 4, insert: "\u{1F601}" },
    ]));

  it("leave other changes as they are", () => {
    const doc = Text.of(["a\u{1F600}b"]);
    const set = ChangeSet.of({ from: 1, to: 3, insert: "x" }, doc.length);
    expect(wholeCharacters(set, doc, set.apply(doc))).toBe(set);
  });
});
