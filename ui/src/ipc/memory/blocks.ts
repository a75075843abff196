/** A naive Markdown renderer, block by block, for tests and a plain browser. Core has the real one. */
import type { PreviewBlock, PreviewPatch, PreviewWhole } from "../bindings";
import { fingerprint } from "../fingerprint";

/** The blocks of the text from UTF-16 offset `from` on; lines count from the start of the text. */
export function blocksOf(text: string, from: number): PreviewBlock[] {
  const blocks: PreviewBlock[] = [];
  const first = text.slice(0, from).split("\n").length - 1;
  const lines = text.slice(from).split("\n");
  let start = 0;
  const close = (end: number): void => {
    const html = renderBlock(lines.slice(start, end));
    if (html !== "") {
      const id = fingerprint(html).toString(16).padStart(16, "0");
      blocks.push({ id, html, line: first + start, lines: end - start, bytes: html.length });
    }
    start = end + 1;
  };
  let fenced = false;
  lines.forEach((line, index) => {
    if (line.startsWith("```")) fenced = !fenced;
    if (line.trim() === "" && !fenced) close(index);
  });
  close(lines.length);
  return blocks;
}

/** All of the blocks, with the HTML of as many. */
export function wholeOf(blocks: readonly PreviewBlock[], count = Infinity): PreviewWhole {
  return {
    ids: blocks.map(({ id }) => id).join(""),
    places: blocks.flatMap(({ line, lines, bytes }, i) => [line - (blocks[i - 1]?.line ?? 0), lines, bytes]),
    start: 0,
    html: blocks.slice(0, count).map(({ html }) => html ?? ""),
  };
}

/** The patch that turns the blocks `before` into `after`. */
export function patchBetween(before: PreviewBlock[], after: PreviewBlock[]): PreviewPatch {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && same(before[start], after[start])) start += 1;
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail]?.id === after[after.length - 1 - tail]?.id)
    tail += 1;
  const shift = tail === 0 ? 0 : (after.at(-tail)?.line ?? 0) - (before.at(-tail)?.line ?? 0);
  const moved = (block: PreviewBlock, index: number): boolean =>
    block.line + shift !== after[after.length - tail + index]?.line;
  // Blocks of the tail must all move by the same number of lines, or they are sent again.
  if (before.slice(before.length - tail).some(moved)) tail = 0;
  const blocks = after.slice(start, after.length - tail);
  return { start, removed: before.length - tail - start, blocks, shift: tail === 0 ? 0 : shift };
}

function same(a: PreviewBlock | undefined, b: PreviewBlock | undefined): boolean {
  return a !== undefined && b !== undefined && a.id === b.id && a.line === b.line && a.lines === b.lines;
}

function renderBlock(lines: string[]): string {
  const text = lines.join("\n").trim();
  if (text === "") return "";
  const fence = /^```(\w*)\n([\s\S]*?)\n?```$/.exec(text);
  if (fence) return `<pre><code class="language-${fence[1] ?? ""}">${escape(fence[2] ?? "")}</code></pre>`;
  const heading = /^(#{1,6}) (.*)$/.exec(text);
  if (heading?.[1] !== undefined)
    return `<h${heading[1].length}>${inline(heading[2] ?? "")}</h${heading[1].length}>`;
  if (/^[-*] /.test(text)) return `<ul>${items(text, /^[-*] /)}</ul>`;
  if (/^\d+\. /.test(text)) return `<ol>${items(text, /^\d+\. /)}</ol>`;
  if (text.startsWith("> ")) return `<blockquote><p>${inline(text.replace(/^> ?/gm, ""))}</p></blockquote>`;
  return `<p>${inline(text)}</p>`;
}

function items(text: string, mark: RegExp): string {
  return text
    .split("\n")
    .map((line) => `<li>${inline(line.replace(mark, ""))}</li>`)
    .join("");
}

function inline(text: string): string {
  return escape(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
    .replace(/\*([^*]+)\*/g, "<em>$1</em>")
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<a href="$2">$1</a>');
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
