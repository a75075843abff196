import { ChangeSet, Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import type { Section } from "../ipc/bindings";
import { outlineOf } from "../ipc/memory/outline";
import { canMove, moveLines, nextOf, parentOf, reordered, stepOf, treeOf } from "./sections";

/** Moves the section of the heading `title` before another one, or to the end; `|` is the caret. */
function moved(marked: string, title: string, before: string | null): string {
  const caret = marked.indexOf("|");
  const text = marked.replace("|", "");
  const sections = outlineOf(text);
  const at = (name: string | null): number =>
    name === null ? sections.length : sections.findIndex((section) => section.text === name);
  const after = move(text, sections, at(title), at(before));
  const place = after.follow(caret);
  return caret < 0 ? after.text : `${after.text.slice(0, place)}|${after.text.slice(place)}`;
}

function move(text: string, sections: readonly Section[], index: number, before: number) {
  const doc = Text.of(text.split("\n"));
  const section = sections[index];
  if (!section) throw new Error("no such heading");
  const { changes, follow } = moveLines(doc, section.line, section.end, sections[before]?.line ?? doc.lines);
  return { text: ChangeSet.of(changes, doc.length).apply(doc).toString(), follow };
}

describe("a section", () => {
  it("moves with the sections below it", () => {
    expect(moved("# A\n\na\n\n## B\n\nb\n\n# C\n\nc\n", "C", "A")).toBe(
      "# C\n\nc\n\n# A\n\na\n\n## B\n\nb\n",
    );
    expect(moved("x\n\n# A\n\n## B\n\n# C\n", "A", null)).toBe("x\n\n# C\n\n# A\n\n## B\n");
  });

  it("never joins another line, though the text has no newline at its end", () => {
    expect(moved("# A\n\na\n\n# B\nb", "B", "A")).toBe("# B\nb\n\n# A\n\na");
    expect(moved("# A\n\na\n\n# B\nb", "A", null)).toBe("# B\nb\n\n# A\n\na");
    expect(moved("# A\n# B", "A", null)).toBe("# B\n# A");
  });

  it("takes the caret along, and leaves it where it is in others", () => {
    expect(moved("# A\na|a\n\n# B\nb\n", "A", null)).toBe("# B\nb\n\n# A\na|a\n");
    expect(moved("# A\na\n\n# B\nb|\n", "A", null)).toBe("# B\nb|\n\n# A\na\n");
    expect(moved("# A\na\n\n# |B\nb", "B", "A")).toBe("# |B\nb\n\n# A\na");
    expect(moved("# A\na\n|\n# B\nb\n", "A", null)).toBe("# B\nb\n\n# A\na\n|");
    expect(moved("# A\na\n|\n# B\nb", "A", null)).toBe("# B\nb\n\n# A\na|");
    expect(moved("|x\n\n# A\n# B\n", "A", null)).toBe("|x\n\n# B\n# A\n");
  });

  it("changes nothing but where its lines are, and comes back to where it was", () => {
    const random = seeded(7);
    const pick = (pieces: readonly string[]): string => pieces[Math.floor(random() * pieces.length)] ?? "";
    let count = 0;
    for (let turn = 0; turn < 3_000; turn += 1) {
      const parts = Array.from({ length: 1 + Math.floor(random() * 12) }, (_, n) =>
        pick(["# ", "## ", "### ", "", ""]).concat(
          `line ${String(n)} é😀`,
          pick(["\n", "\n\n", "\n \n\n", "\n"]),
        ),
      );
      const text = pick(["", "---\ntitle: T\n---\n"]) + parts.join("") + pick(["", "last", "\n"]);
      const sections = outlineOf(text);
      const index = Math.floor(random() * sections.length);
      const before = Math.floor(random() * (sections.length + 1));
      if (!canMove(sections, index, before)) continue;
      count += 1;
      const there = move(text, sections, index, before);
      expect(there.text.split("\n").sort(), text).toEqual(text.split("\n").sort());
      const caret = Math.floor(random() * (text.length + 1));
      if (lineOf(text, caret).trim() !== "")
        expect(lineOf(there.text, there.follow(caret)), text).toBe(lineOf(text, caret));
      const after = outlineOf(there.text);
      const expected = reordered(sections, index, before);
      expect(after.map(titled), text).toEqual(expected.sections.map(titled));
      const next = nextOf(sections, index);
      const home = before > index ? index : next;
      expect(move(there.text, after, expected.index, home).text, text).toBe(text);
    }
    expect(count).toBeGreaterThan(500);
  });
});

describe("the tree", () => {
  const sections = outlineOf("## A\n#### B\n### C\n## D\n# E\n## F\n### G\n");

  it("is that of the levels, also where some are left out", () => {
    expect(sections.map((_, at) => parentOf(sections, at))).toEqual([-1, 0, 0, -1, -1, 4, 5]);
    const places = treeOf(sections).map((place) => Object.values(place).join(" "));
    expect(places).toEqual(["0 1 3", "1 1 2", "1 2 2", "0 2 3", "0 3 3", "1 1 1", "2 1 1"]);
  });

  it("lets a section change places with the next of its level alone", () => {
    expect(sections.map((_, at) => stepOf(sections, at, 1))).toEqual([4, null, null, null, null, null, null]);
    expect(sections.map((_, at) => stepOf(sections, at, -1))).toEqual([
      null,
      null,
      null,
      0,
      null,
      null,
      null,
    ]);
  });

  it("lets no section take over what is below another one", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].filter((before) => canMove(sections, 3, before))).toEqual([0, 5, 7]);
    expect([0, 1, 2, 3, 4, 5, 6, 7].filter((before) => canMove(sections, 6, before))).toEqual([
      0, 2, 3, 4, 5,
    ]);
  });

  it("moves nothing into or out of an HTML element", () => {
    const nested = sections.map((section, at) => ({ ...section, nested: at === 3 }));
    expect([0, 3, 5].map((index) => canMove(nested, index, 7))).toEqual([false, false, false]);
    expect(canMove(nested, 5, 3)).toBe(false);
    expect(canMove(nested, 5, 0)).toBe(true);
  });
});

function titled({ level, text }: Section): string {
  return `${String(level)} ${text}`;
}

function lineOf(text: string, offset: number): string {
  const end = text.indexOf("\n", offset);
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, end < 0 ? text.length : end);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
