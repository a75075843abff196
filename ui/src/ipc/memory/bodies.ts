import type { BodyRow, Passage, PostSummary } from "../bindings";
import { marksOf, wordsOf } from "./words";

const mostPassages = 3;
/** UTF-16 units around the words of a passage. */
const around = 60;

/** The posts whose bodies hold every word of `text`, at most `limit`. */
export function searchBodies(
  posts: readonly PostSummary[],
  bodyOf: (path: string) => string,
  text: string,
  limit: number,
): BodyRow[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const found: BodyRow[] = [];
  for (const post of posts) {
    if (found.length === limit) break;
    const body = bodyOf(post.path);
    if (!words.every((word) => marksOf(body, [word]).length > 0)) continue;
    const marks = marksOf(body, words);
    found.push({ post, count: marks.length, passages: passagesOf(body, marks) });
  }
  return found;
}

function passagesOf(body: string, marks: [number, number][]): Passage[] {
  const passages: Passage[] = [];
  let end = 0;
  for (const [start, last] of marks) {
    if (passages.length === mostPassages) break;
    if (start < end) continue;
    const from = Math.max(end, start - around, body.lastIndexOf("\n", start - 1) + 1);
    const line = body.indexOf("\n", last);
    const to = Math.min(last + around, line < 0 ? body.length : line);
    const inside = marks.filter(([a, b]) => a >= from && b <= to);
    const shifted = inside.map(([a, b]): [number, number] => [a - from, b - from]);
    passages.push({ text: body.slice(from, to), marks: shifted });
    end = to;
  }
  return passages;
}
