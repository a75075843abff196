/** Three texts merged by lines, as the host does it for a text without a header. */
import type { Change, Piece, Span } from "../bindings";

/** Lines of the old text, counted from 0, and those that the new one has in their place. */
interface Hunk {
  from: number;
  to: number;
  lines: string[];
}

export function mergedPieces(base: string, mine: string, theirs: string): Piece[] {
  const lines = linesOf(base);
  const ours = hunksBetween(lines, linesOf(mine));
  const others = hunksBetween(lines, linesOf(theirs));
  const pieces: Piece[] = [];
  const agree = (text: string): void => {
    const last = pieces.at(-1);
    if (last?.type === "agreed") last.text += text;
    else if (text !== "") pieces.push({ type: "agreed", text });
  };
  let done = 0;
  while (ours.length > 0 || others.length > 0) {
    const from = Math.min(ours[0]?.from ?? Infinity, others[0]?.from ?? Infinity);
    let to = from;
    const group: [Hunk[], Hunk[]] = [[], []];
    for (let grown = true; grown;) {
      grown = false;
      for (const [side, hunks] of [ours, others].entries()) {
        const hunk = hunks[0];
        if (!hunk || hunk.from > to) continue;
        hunks.shift();
        group[side]?.push(hunk);
        to = Math.max(to, hunk.to);
        grown = true;
      }
    }
    agree(lines.slice(done, from).join(""));
    const before = lines.slice(from, to).join("");
    const [a, b] = [changed(lines, from, to, group[0]), changed(lines, from, to, group[1])];
    if (a === b || b === before) agree(a);
    else if (a === before) agree(b);
    else pieces.push({ type: "conflict", base: before, mine: a, theirs: b });
    done = to;
  }
  agree(lines.slice(done).join(""));
  return pieces;
}

/** What turns `mine` into `merged`, the lines that are new in it, and how many lines differ. */
export function linesFromOutside(
  mine: string,
  merged: string,
): { changes: Change[]; foreign: Span[]; lines: number } {
  const result = { changes: [] as Change[], foreign: [] as Span[], lines: 0 };
  const lines = linesOf(mine);
  let [done, before, after] = [0, 0, 0];
  for (const hunk of hunksBetween(lines, linesOf(merged))) {
    const kept = lines.slice(done, hunk.from).join("").length;
    const from = before + kept;
    const start = after + kept;
    const insert = hunk.lines.join("");
    before = from + lines.slice(hunk.from, hunk.to).join("").length;
    after = start + insert.length;
    result.changes.push({ from, to: before, insert });
    result.foreign.push({ from: start, to: after });
    result.lines += Math.max(hunk.to - hunk.from, hunk.lines.length);
    done = hunk.to;
  }
  return result;
}

function changed(lines: string[], from: number, to: number, hunks: Hunk[]): string {
  const parts: string[] = [];
  let done = from;
  for (const hunk of hunks) {
    parts.push(...lines.slice(done, hunk.from), ...hunk.lines);
    done = hunk.to;
  }
  return [...parts, ...lines.slice(done, to)].join("");
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** By the longest common run of lines; good for the short texts of tests. */
function hunksBetween(a: string[], b: string[]): Hunk[] {
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [from, start] = [i, j];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) i++;
      else j++;
    }
    if (i > from || j > start) hunks.push({ from, to: i, lines: b.slice(start, j) });
    else [i, j] = [i + 1, j + 1];
  }
  return hunks;
}
