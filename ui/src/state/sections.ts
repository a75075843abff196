/** The sections of a post as a tree of headings, and what moving one does to the text. */
import type { Text } from "@codemirror/state";
import type { Change, Section } from "../ipc/bindings";

/** A move as a change of the text. */
export interface SectionMove {
  changes: Change[];
  /** Where a place of the text before is after it: in the same text. UTF-16 offsets. */
  follow: (offset: number) => number;
}

/** Where a heading is in the tree. */
export interface TreePlace {
  /** How many headings it is below. */
  depth: number;
  /** Its number among those below the same heading, from 1, and how many these are. */
  position: number;
  siblings: number;
}

/** The places of the headings in the tree. */
export function treeOf(sections: readonly Section[]): TreePlace[] {
  const top: TreePlace[] = [];
  const families = [top];
  const open: { level: number; below: TreePlace[] }[] = [];
  const places = sections.map(({ level }) => {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const family = open.at(-1)?.below ?? top;
    const place = { depth: open.length, position: family.length + 1, siblings: 0 };
    const below: TreePlace[] = [];
    family.push(place);
    families.push(below);
    open.push({ level, below });
    return place;
  });
  for (const family of families) for (const place of family) place.siblings = family.length;
  return places;
}

/** The heading that this one is below; -1 at the top. */
export function parentOf(sections: readonly Section[], index: number): number {
  const level = sections[index]?.level ?? 0;
  return sections.findLastIndex((above, at) => at < index && above.level < level);
}

/** The first heading after the section with all below it. */
export function nextOf(sections: readonly Section[], index: number): number {
  const end = sections[index]?.end ?? 0;
  const next = sections.findIndex((other, at) => at > index && other.line >= end);
  return next < 0 ? sections.length : next;
}

/**
 * Before which heading the section goes when it changes places with the one before or after it of its
 * level, below the same heading; null where there is none. The number of headings is the text's end.
 */
export function stepOf(sections: readonly Section[], index: number, by: 1 | -1): number | null {
  const level = sections[index]?.level ?? 0;
  const next = nextOf(sections, index);
  const other = by > 0 ? next : sections.findLastIndex((before, at) => at < index && before.level <= level);
  if (sections[other]?.level !== level) return null;
  const before = by > 0 ? nextOf(sections, other) : other;
  return canMove(sections, index, before) ? before : null;
}

/**
 * Whether the section may go before that heading. There it must not take over headings that are
 * below others now; and where an HTML element is open, a section is not all between its lines.
 */
export function canMove(sections: readonly Section[], index: number, before: number): boolean {
  const [section, target] = [sections[index], sections[before]];
  const next = nextOf(sections, index);
  if (!section || (before >= index && before <= next)) return false;
  if (section.nested || sections[next]?.nested === true) return false;
  return target === undefined || (!target.nested && target.level <= section.level);
}

/** The headings as they stand after a move, and where the moved one is. */
export function reordered<S extends Section>(
  sections: readonly S[],
  index: number,
  before: number,
): { sections: S[]; index: number } {
  const count = nextOf(sections, index) - index;
  const moved = sections.slice(index, index + count);
  const at = before > index ? before - count : before;
  return { sections: sections.toSpliced(index, count).toSpliced(at, 0, ...moved), index: at };
}

/**
 * Moves the lines from `from` up to `to`, counted from 0, before line `target` outside of them. Blank
 * lines at the end of what changes places stay where they are, between the same two places, so the
 * text ends as it did, and moving back gives the text back.
 */
export function moveLines(text: Text, from: number, to: number, target: number): SectionMove {
  const down = target > from;
  const first = down ? contentOf(text, from, to) : contentOf(text, target, from);
  const second = down ? contentOf(text, to, target) : contentOf(text, from, to);
  const between = text.sliceString(first.to, second.from);
  const [firstLength, secondLength] = [first.to - first.from, second.to - second.from];
  const changes = down
    ? [
        { from: first.from, to: second.from, insert: "" },
        { from: second.to, to: second.to, insert: between + text.sliceString(first.from, first.to) },
      ]
    : [
        { from: first.from, to: first.from, insert: text.sliceString(second.from, second.to) + between },
        { from: first.to, to: second.to, insert: "" },
      ];
  const follow = (offset: number): number => {
    if (offset < first.from || offset > second.end) return offset;
    // On a blank line a place goes with the text above it, as far as there are blank lines there.
    if (offset < second.from) {
      const blank = Math.min(Math.max(0, offset - first.to), second.end - second.to);
      return Math.min(offset, first.to) + secondLength + between.length + blank;
    }
    const blank = Math.min(Math.max(0, offset - second.to), between.length - 1);
    return Math.min(offset, second.to) - firstLength - between.length + blank;
  };
  return { changes, follow };
}

/** The lines without the blank ones at their end, as UTF-16 offsets; `end` is the end of those too. */
function contentOf(text: Text, from: number, to: number): { from: number; to: number; end: number } {
  let last = to;
  while (last > from + 1 && text.line(last).text.trim() === "") last -= 1;
  return { from: text.line(from + 1).from, to: text.line(last).to, end: text.line(to).to };
}
