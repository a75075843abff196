import { history, undo } from "@codemirror/commands";
import { SearchQuery, findNext, search, setSearchQuery } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import type { TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { describe, expect, it } from "vitest";
import { foldedHeader, headerEnd, headerEndOf, isHeaderFolded, toggleHeader, unfoldHeader } from "./header";
import { summaryOf } from "./header-widgets";
import { run } from "./cursor";

const HEADER = "---\ntitle: A\ndraft: true\n---\n";
const TEXT = `${HEADER}Body text\n`;

function open(text = TEXT, headerTo = HEADER.length, caret = headerTo): EditorState {
  return EditorState.create({
    doc: text,
    selection: { anchor: caret },
    extensions: [foldedHeader(headerTo), history(), search()],
  });
}

/** The ranges that the header hides, as text. */
function hidden(state: EditorState): string[] {
  const found: string[] = [];
  for (const source of state.facet(EditorView.decorations)) {
    if (typeof source === "function") continue;
    source.between(0, state.doc.length, (from, to) => {
      if (to > from) found.push(state.sliceDoc(from, to));
    });
  }
  return found;
}

function after(state: EditorState, ...specs: TransactionSpec[]): EditorState {
  return specs.reduce((current, spec) => current.update(spec).state, state);
}

describe("the header", () => {
  it("is one line at first, its last line break excepted", () =>
    expect(hidden(open())).toEqual([HEADER.trimEnd()]));

  it("is open at first when the caret is in it", () =>
    expect(isHeaderFolded(open(TEXT, HEADER.length, 5))).toBe(false));

  it("is not there in a text without one", () => {
    const state = open("Body", 0);
    expect(hidden(state)).toEqual([]);
    expect(run(state, toggleHeader)).toBe(state);
  });

  it("opens when the caret enters it", () =>
    expect(hidden(after(open(), { selection: { anchor: HEADER.length - 1 } }))).toEqual([]));

  it("stays folded while the caret moves in the body", () =>
    expect(isHeaderFolded(after(open(), { selection: { anchor: HEADER.length + 3 } }))).toBe(true));

  it("opens when a selection reaches into it", () =>
    expect(isHeaderFolded(after(open(), { selection: { anchor: 0, head: TEXT.length } }))).toBe(false));

  it("opens when a search match lies in it", () => {
    const view = new EditorView({ state: open() });
    view.dispatch({ effects: setSearchQuery.of(new SearchQuery({ search: "draft" })) });
    findNext(view);
    expect(isHeaderFolded(view.state)).toBe(false);
    view.destroy();
  });

  it("stays folded while a form edit makes it longer and shorter, and when that is undone", () => {
    const title = HEADER.indexOf("A");
    let state = after(open(), { changes: { from: title, to: title + 1, insert: "A much longer title" } });
    expect(hidden(state)[0]).toContain("A much longer title\ndraft: true\n---");
    state = after(state, { changes: { from: title, to: title + 18 } });
    expect(headerEndOf(state)).toBe(state.doc.toString().indexOf("Body"));
    state = run(state, undo);
    expect(isHeaderFolded(state)).toBe(true);
    expect(state.doc.toString()).toBe(TEXT);
  });

  it("does not grow by text typed at the start of the body", () => {
    const state = after(open(), {
      changes: { from: HEADER.length, insert: "New " },
      userEvent: "input.type",
    });
    expect(headerEndOf(state)).toBe(HEADER.length);
    expect(hidden(state)).toEqual([HEADER.trimEnd()]);
  });

  it("opens instead of joining the body to its last fence", () => {
    const state = after(open(), {
      changes: { from: HEADER.length - 1, to: HEADER.length },
      userEvent: "delete.backward",
    });
    expect(state.doc.toString()).toBe(TEXT);
    expect(isHeaderFolded(state)).toBe(false);
  });

  it("follows the host, within the text", () => {
    expect(headerEndOf(after(open(), { effects: headerEnd.of(10) }))).toBe(10);
    expect(headerEndOf(after(open(), { effects: headerEnd.of(10_000) }))).toBe(TEXT.length);
  });

  it("stays open when it comes to be by typing", () => {
    const state = after(open(TEXT, 0, TEXT.length), { effects: headerEnd.of(HEADER.length) });
    expect(isHeaderFolded(state)).toBe(false);
  });

  it("vanishes with its text", () => {
    const state = after(open(), { changes: { from: 0, to: TEXT.length } });
    expect(headerEndOf(state)).toBe(0);
    expect(isHeaderFolded(state)).toBe(false);
  });

  it("folds again on command, moving the caret out", () => {
    const inside = after(open(), { selection: { anchor: 6 } });
    const folded = run(inside, toggleHeader);
    expect(isHeaderFolded(folded)).toBe(true);
    expect(folded.selection.main.head).toBe(HEADER.length);
    expect(isHeaderFolded(run(folded, unfoldHeader))).toBe(false);
  });

  it("cannot fold when the file ends with it", () => {
    const state = open("---\ntitle: A\n---", 16);
    expect(isHeaderFolded(state)).toBe(false);
    expect(run(state, toggleHeader)).toBe(state);
  });
});

describe("the summary", () => {
  const check = (header: string, expected: string) => expect(summaryOf(header)).toBe(expected);
  it("names YAML keys", () => check(HEADER, "Front matter · title, draft"));
  it("names TOML keys", () =>
    check('+++\ntitle = "A"\ndate = 2026-01-01\n+++', "Front matter · title, date"));
  it("names the first six", () =>
    check("---\na: 1\nb: 1\nc: 1\nd: 1\ne: 1\nf: 1\ng: 1\n---", "Front matter · a, b, c, d, e, f, …"));
  it("has a name without keys", () => check("---\n---", "Front matter"));
});
