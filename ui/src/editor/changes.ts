import { ChangeSet } from "@codemirror/state";
import type { Text } from "@codemirror/state";
import type { Change } from "../ipc/bindings";

/** The changes as they travel: coordinates of the document before them, sorted, not overlapping. */
export function toChanges(changes: ChangeSet): Change[] {
  const list: Change[] = [];
  changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    list.push({ from, to, insert: inserted.toString() });
  });
  return list;
}

/**
 * The same changes, widened where they begin or end inside a surrogate pair. CodeMirror reads typed
 * text as a difference of UTF-16 units, so replacing one emoji by another may insert half a
 * character, which cannot be written as UTF-8.
 */
export function wholeCharacters(changes: ChangeSet, before: Text, after: Text): ChangeSet {
  const list: { from: number; to: number; insert: Text }[] = [];
  let widened = false;
  changes.iterChanges((fromA, toA, fromB, toB) => {
    const start = splitsPair(before, fromA) || splitsPair(after, fromB) ? 1 : 0;
    const end = splitsPair(before, toA) || splitsPair(after, toB) ? 1 : 0;
    widened ||= start + end > 0;
    const last = list.at(-1);
    const from = fromA - start;
    const insert = after.slice(fromB - start, toB + end);
    // Two changes on the halves of one pair meet when widened.
    if (last !== undefined && from < last.to) {
      last.insert = last.insert.append(after.slice(fromB, toB + end));
      last.to = toA + end;
    } else {
      list.push({ from, to: toA + end, insert });
    }
  });
  return widened ? ChangeSet.of(list, changes.length) : changes;
}

function splitsPair(doc: Text, at: number): boolean {
  if (at <= 0 || at >= doc.length) return false;
  const pair = doc.sliceString(at - 1, at + 1);
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair);
}
