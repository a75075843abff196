/** From what was clicked in the preview to the place in the post's text. */
import type { Text } from "@codemirror/state";
import type { Click, Tick } from "../preview";
import type { Change } from "../ipc/bindings";

/** UTF-16 offset of the clicked word in the lines of its block; of the block's start without it. */
export function placeOf(text: Text, { line, lines, word, nth, at }: Click): number {
  const { from, source } = sourceOf(text, line, lines);
  if (word === "") return from;
  const places = wordsIn(withoutMarkup(source), word);
  const start = places[nth] ?? wordsIn(source, word)[nth] ?? places.at(-1);
  return start === undefined ? from : from + start + Math.min(at, word.length);
}

/** The change that ticks a task, or takes the tick away; null when there is no such task any more. */
export function tickOf(text: Text, { line, lines, nth, checked }: Tick): Change | null {
  const { from, source } = sourceOf(text, line, lines);
  let [start, fence, count] = [from, "", 0];
  for (const row of source.split("\n")) {
    const mark = FENCE.exec(row)?.[1] ?? "";
    if (mark !== "" && (fence === "" || mark.startsWith(fence))) fence = fence === "" ? mark : "";
    const task = fence === "" ? TASK.exec(row) : null;
    if (task !== null && count++ === nth) {
      const at = start + task[0].length - 2;
      const isChecked = task[1] !== " ";
      return isChecked === checked ? null : { from: at, to: at + 1, insert: checked ? "x" : " " };
    }
    start += row.length + 1;
  }
  return null;
}

/** A list marker, or several on one line, perhaps in a quote, and the box after it. */
const TASK = /^(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+\[([ xX])\](?=[ \t]|$)/;
const FENCE = /^(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})/;

function sourceOf(text: Text, line: number, lines: number): { from: number; source: string } {
  const first = text.line(Math.min(text.lines, line + 1));
  const last = text.line(Math.min(text.lines, Math.max(first.number, line + lines)));
  return { from: first.from, source: text.sliceString(first.from, last.to) };
}

/** The places of a word where it stands alone. */
function wordsIn(source: string, word: string): number[] {
  return [...source.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
    .filter((found) => found[0] === word)
    .map(({ index }) => index);
}

/** What a reader does not see, as spaces: pictures, addresses of links, tags; in code the fences alone. */
function withoutMarkup(source: string): string {
  const blank = (found: string): string => " ".repeat(found.length);
  const fences = source.replace(/^[ \t]*(?:`{3,}|~{3,}).*$/gm, blank);
  if (fences.split("\n", 1)[0]?.trim() === "" && source.trim() !== "") return fences;
  return fences
    .replace(/!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?/g, blank)
    .replace(/(?<=\])(?:\([^)\n]*\)|\[[^\]\n]*\])/g, blank)
    .replace(/<\/?[a-zA-Z][^>\n]*>/g, (tag) => (/^<(?:[a-z]+:|[^ >]+@)/i.test(tag) ? tag : blank(tag)));
}
