import type { Change } from "../ipc/bindings";

/** The one change that turns a text into another; null when they are the same. Offsets are UTF-16 units. */
export function difference(before: string, after: string): Change | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  if (isHigh(before, start - 1) || isHigh(after, start - 1)) start--;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (end > 0 && (isHigh(before, before.length - end - 1) || isHigh(after, after.length - end - 1))) end--;
  return {
    from: start,
    to: before.length - end,
    insert: after.slice(start, after.length - end),
  };
}

/** The unit at that offset is the first of a pair, so nothing may begin or end behind it. */
function isHigh(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00;
}
