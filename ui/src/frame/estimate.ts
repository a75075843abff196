import type { PreviewBlock } from "../ipc/bindings";

/** Pixels and letters of the page as `frame.css` sets it. */
const ROW = 27;
const CODE_ROW = 22;
const LETTERS = 75;
const GAP = 19;
const PICTURE = 300;

/** A block's height in pixels with the gap after it, before it was ever shown: near, and never nothing. */
export function estimate({ html, lines, bytes }: Pick<PreviewBlock, "html" | "lines" | "bytes">): number {
  if (html === null) return Math.max(1, Math.ceil(bytes / LETTERS)) * ROW + GAP;
  if (html.startsWith("<pre")) return Math.max(1, lines - 2) * CODE_ROW + 2 * GAP;
  const rows = Math.ceil(html.length / LETTERS);
  const height = /^<(?:ul|ol|dl|table)/.test(html) ? Math.max(rows * 0.6, lines) * ROW : rows * ROW;
  const pictures = html.length < 2_000 && /<(?:img|video)\b/.test(html) ? PICTURE : 0;
  return Math.max(ROW, height) + GAP + pictures;
}
