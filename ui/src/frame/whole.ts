import type { PreviewBlock, PreviewWhole } from "../ipc/bindings";

/** Digits of an id. */
const ID = 16;

/** The blocks of a post, which travel in columns, since there may be a hundred thousand. */
export function blocksOf({ ids, places, start, html }: PreviewWhole): PreviewBlock[] {
  let line = 0;
  return Array.from({ length: ids.length / ID }, (_, i) => {
    line += places[3 * i]!;
    return {
      id: ids.slice(i * ID, (i + 1) * ID),
      html: html[i - start] ?? null,
      line,
      lines: places[3 * i + 1]!,
      bytes: places[3 * i + 2]!,
    };
  });
}
