import { EditorSelection } from "@codemirror/state";
import type { ChangeSpec, EditorState, SelectionRange, StateCommand } from "@codemirror/state";

/** Puts `**` around the selection or the word at the caret, or takes it away. */
export const toggleBold: StateCommand = toggle({ chars: "*_", length: 2 });

/** The same with `*`; `_` is recognised too. */
export const toggleItalic: StateCommand = toggle({ chars: "*_", length: 1 });

/** The same with a backtick. */
export const toggleCode: StateCommand = toggle({ chars: "`", length: 1 });

interface Mark {
  /** The characters that can make it; the first is the one written. */
  chars: string;
  length: 1 | 2;
}

interface Span {
  from: number;
  to: number;
}

/** The text between two marks; `run` counts the characters of the mark on each side. */
interface Marked extends Span {
  run: number;
}

function toggle(mark: Mark): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const change = state.changeByRange((range) => toggleRange(state, range, mark));
    dispatch(state.update(change, { userEvent: "input.format", scrollIntoView: true }));
    return true;
  };
}

function toggleRange(state: EditorState, range: SelectionRange, mark: Mark) {
  const target = range.empty ? state.wordAt(range.head) : range;
  if (target === null) return toggleAtCaret(state, range, mark);

  const spans = spansOf(state, target);
  const marked = spans.map((span) => innermost(state, span, mark));
  const all = spans.length > 0 && marked.every((inner) => inner !== null);
  const changes: ChangeSpec[] = spans.flatMap((span, i) => {
    const inner = marked[i];
    if (inner && all) return remove(inner, mark);
    return inner ? [] : add(state, span, mark);
  });
  const set = state.changes(changes);
  // Text that was selected stays selected, without the new marks; a caret stays at its letter.
  const kept = range.empty ? range : trimmed(state, range);
  const start = set.mapPos(kept.from, range.empty && range.from === target.to ? -1 : 1);
  const end = range.empty ? start : set.mapPos(kept.to, -1);
  const [anchor, head] = range.anchor <= range.head ? [start, end] : [end, start];
  return { changes: set, range: EditorSelection.range(anchor, head) };
}

/** Without a word there: a pair of marks around the caret, or an empty pair taken away again. */
function toggleAtCaret(state: EditorState, range: SelectionRange, mark: Mark) {
  const inner = innermost(state, { from: range.head, to: range.head }, mark);
  const changes = state.changes(
    inner === null ? [{ from: range.head, insert: written(mark).repeat(2) }] : remove(inner, mark),
  );
  const caret = inner === null ? range.head + mark.length : changes.mapPos(range.head);
  return { changes, range: EditorSelection.cursor(caret) };
}

/**
 * What can carry a mark of its own: the text of each line without the signs of lists, quotes and
 * headings before it, because a mark does not reach over the end of a paragraph.
 */
function spansOf(state: EditorState, { from, to }: Span): Span[] {
  const spans: Span[] = [];
  for (let at = from; at <= to;) {
    const line = state.doc.lineAt(at);
    const lead =
      /^(?:\s*(?:[-+*]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+|#{1,6}\s+|>))*\s*/.exec(line.text)?.[0].length ?? 0;
    const start = Math.max(from, line.from + lead);
    const span = trimmed(state, { from: start, to: Math.max(start, Math.min(to, line.to)) });
    if (span.to > span.from) spans.push(span);
    at = line.to + 1;
  }
  return spans;
}

/** A mark does not work with a blank on its inner side. */
function trimmed(state: EditorState, { from, to }: Span): Span {
  const text = state.sliceDoc(from, to);
  const begin = from + text.length - text.trimStart().length;
  return { from: begin, to: begin + text.trim().length };
}

/** The text between the marks when the span is marked, on either side of its ends; otherwise null. */
function innermost(state: EditorState, span: Span, mark: Mark): Marked | null {
  const line = state.doc.lineAt(span.from);
  const text = line.text;
  for (const char of mark.chars) {
    let from = span.from - line.from;
    let to = Math.min(span.to, line.to) - line.from;
    while (to - from >= 2 && text[from] === char && text[to - 1] === char) {
      from += 1;
      to -= 1;
    }
    let before = 0;
    while (text[from - before - 1] === char) before += 1;
    let after = 0;
    while (text[to + after] === char) after += 1;
    const run = Math.min(before, after);
    if (carries(run, mark)) return { from: line.from + from, to: line.from + to, run };
  }
  return null;
}

/** Three signs are bold and italic at once; two alone are not italic. */
function carries(run: number, mark: Mark): boolean {
  if (mark.chars === "`") return run >= 1;
  return mark.length === 2 ? run >= 2 : run % 2 === 1;
}

/** Code that contains backticks needs a longer fence, and a space where it touches one. */
function add(state: EditorState, { from, to }: Span, mark: Mark): ChangeSpec[] {
  const text = state.sliceDoc(from, to);
  const inside = mark.chars === "`" ? (text.match(/`+/g) ?? []) : [];
  const fence = written(mark) + "`".repeat(Math.max(0, ...inside.map((run) => run.length)));
  const touches = inside.length > 0 && (text.startsWith("`") || text.endsWith("`"));
  const padding = touches ? " " : "";
  return [
    { from, insert: fence + padding },
    { from: to, insert: padding + fence },
  ];
}

function remove(inner: Marked, mark: Mark): ChangeSpec[] {
  const length = mark.chars === "`" ? inner.run : mark.length;
  return [
    { from: inner.from - length, to: inner.from },
    { from: inner.to, to: inner.to + length },
  ];
}

function written(mark: Mark): string {
  return mark.chars.charAt(0).repeat(mark.length);
}
