import { Language } from "@codemirror/language";
import type { ParseContext } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import type { StateField } from "@codemirror/state";
import type { Tree } from "@lezer/common";
import { beforeAll, describe, expect, it } from "vitest";
import { codeLanguage } from "./code-language";
import { postLanguage, wholePostLanguage } from "./language";
import type { Span } from "./viewport-parser";

const PIECES = [
  "# A heading\n",
  "A paragraph with *emphasis*, `code` and a [link](to.md)\nof two lines.\n",
  "- one\n- two\n\n  more of two\n",
  "> quoted\n> text\n",
  "```js\nlet a = 1;\n\n# not a heading\n```\n",
  "    indented code\n",
  "| a | b |\n|---|---|\n| 1 | 2 |\n",
  "~~~\n```\nnot closed by these\n~~~\n",
];

/** The same numbers for the same seed (mulberry32). */
function numbers(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function longPost(next: (below: number) => number, length: number): string {
  const pieces = ["---\ntitle: A\n---\n"];
  for (let size = 0; size < length; size += pieces.at(-1)?.length ?? 0) {
    pieces.push(`${PIECES[next(PIECES.length)] ?? ""}${next(100).toString()} words\n`);
  }
  return pieces.join("\n");
}

/** The nodes within `from` and `to`, with their places. */
function nodes(tree: Tree, from: number, to: number): string[] {
  const found: string[] = [];
  tree.iterate({
    from,
    to,
    enter: (node) => {
      if (node.from >= from && node.to <= to && node.name !== "Document") {
        found.push(`${node.name} ${node.from.toString()}-${node.to.toString()}`);
      }
    },
  });
  return found;
}

const whole = wholePostLanguage().language.parser;

interface Parsing extends ParseContext {
  updateViewport(span: Span): boolean;
  work(milliseconds: number, upto: number): boolean;
  readonly skipped: readonly Span[];
  readonly tree: Tree;
}

/** What the view does without a word in the documentation: it says what it shows, and lets the parser work. */
const { state: parsing } = Language as unknown as { state: StateField<{ context: Parsing }> };

function look(state: EditorState, span: Span): Parsing {
  const { context } = state.field(parsing);
  context.updateViewport(span);
  context.work(5_000, Math.min(state.doc.length, span.to + 100_000));
  return context;
}

describe("the parser of what is in view", () => {
  beforeAll(async () => void (await codeLanguage("js")?.load()));

  it("sees there what a parser of the whole text sees, wherever the writer goes and types", () => {
    const next = numbers(7);
    let state = EditorState.create({ doc: longPost(next, 250_000), extensions: postLanguage() });
    for (let go = 0; go < 10; go++) {
      let at = state.doc.lineAt(next(state.doc.length)).to;
      const { from } = state.doc.lineAt(Math.max(0, at - 1_500));
      for (let key = 0; key < 4; key++) {
        look(state, { from, to: state.doc.lineAt(at).to });
        const insert = ["x", "\n\n", "*a* ", "## "][next(4)] ?? "";
        state = state.update({ changes: { from: at, insert } }).state;
        at += insert.length;
      }
      const { tree, skipped } = look(state, { from, to: state.doc.lineAt(at).to });
      expect(nodes(tree, from, at)).toEqual(nodes(whole.parse(state.doc.toString()), from, at));
      expect(skipped.length).toBeLessThan(60);
    }
  }, 60_000);

  it("has a document where the text is empty, to which the keys of Markdown belong", () => {
    const { tree } = look(EditorState.create({ extensions: postLanguage() }), { from: 0, to: 0 });
    expect(tree.type.name).toBe("Document");
  });

  it.each(["- ", "> ", "[", "*a _b ", "<div>"])(
    "leaves a very long line of %j alone, and reads around it",
    (sign) => {
      const [before, after] = ["# Above\n\n", "\n\n# Below *it*\n"];
      const line = sign.repeat(100_000);
      let state = EditorState.create({ doc: before + line + after, extensions: postLanguage() });
      const began = performance.now();
      for (let key = 0; key < 5; key++) {
        look(state, { from: 0, to: before.length + 20_000 });
        state = state.update({ changes: { from: before.length + 10, insert: "x" } }).state;
      }
      const end = state.doc.length;
      const above = look(state, { from: 0, to: before.length + 20_000 });
      expect(nodes(above.tree, 0, end)).toContain("ATXHeading1 0-7");
      const below = look(state, { from: end - 20_000, to: end });
      const places = nodes(below.tree, 0, end);
      expect(places).toContain(`ATXHeading1 ${(end - after.length + 2).toString()}-${(end - 1).toString()}`);
      expect(places.filter((place) => Number(/ (\d+)/.exec(place)?.[1]) < end - after.length)).toEqual([]);
      // With the line it is more than a minute for lists.
      expect(performance.now() - began).toBeLessThan(2_000);
    },
  );

  it("leaves a table of hundreds of columns alone, and reads one of many", () => {
    const rows = (cells: number): string =>
      `${"a|".repeat(cells)}\n${"-|".repeat(cells)}\n${"b|".repeat(cells)}\n`;
    const cellsOf = (doc: string): number => {
      const state = EditorState.create({ doc, extensions: postLanguage() });
      return nodes(look(state, { from: 0, to: doc.length }).tree, 0, doc.length).filter((place) =>
        place.startsWith("TableCell"),
      ).length;
    };
    expect(cellsOf(rows(50))).toBe(100);
    expect(cellsOf(rows(500))).toBe(0);
  });

  it("leaves the rest of a long post alone", () => {
    const state = EditorState.create({ doc: longPost(numbers(3), 400_000), extensions: postLanguage() });
    const { tree } = look(state, { from: 200_000, to: 202_000 });
    expect(nodes(tree, 0, 150_000)).toEqual([]);
    expect(nodes(tree, 300_000, state.doc.length)).toEqual([]);
    expect(nodes(tree, 200_000, 202_000)).not.toEqual([]);
  });
});
