import type { Text } from "@codemirror/state";

/** UTF-16 units before the position beyond which no better start is looked for. */
const FARTHEST = 131_072;

const FENCE = /^[\s>]*(`{3,}|~{3,})(.*)$/;

/**
 * The start of a line at or before `position` where reading Markdown may begin: behind a blank line,
 * not indented, and in no fenced code and no front matter. Where there is none for long,
 * the start of the position's own line.
 */
export function safeStart(doc: Text, position: number): number {
  if (position <= 0) return 0;
  let safe = 0;
  let at = 0;
  let header: string | null = null;
  let fence: string | null = null;
  let blank = true;
  for (const line of doc.iterLines()) {
    if (at > position) break;
    if (at === 0 && (line === "---" || line === "+++")) {
      header = line;
    } else if (header !== null) {
      if (line === header) header = null;
    } else {
      const wasOpen = fence !== null;
      fence = fenceAfter(fence, line);
      if (blank && !wasOpen && /^\S/.test(line)) safe = at;
    }
    blank = line.trim() === "";
    at += line.length + 1;
  }
  return position - safe > FARTHEST ? doc.lineAt(position).from : safe;
}

/** The marks of the fence that is open behind `line`. */
function fenceAfter(open: string | null, line: string): string | null {
  const [, marks, rest] = FENCE.exec(line) ?? [];
  if (marks === undefined || rest === undefined) return open;
  if (open === null) return marks.startsWith("`") && rest.includes("`") ? null : marks;
  const closes = marks.startsWith(open) && rest.trim() === "";
  return closes ? null : open;
}
