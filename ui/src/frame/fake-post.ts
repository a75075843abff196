/** Blocks as the host sends them, for tests. */
import type { PreviewBlock, PreviewWhole } from "../ipc/bindings";

/** A paragraph, unless it is given HTML of its own. */
export function fakeBlock(name: string, line = 0, html: string | null = `<p>${name}</p>`): PreviewBlock {
  return { id: name.padEnd(16, "-"), html, line, lines: 1, bytes: html?.length ?? name.length + 7 };
}

/** A post of these blocks, with the HTML of those that have some; it must be those next to each other. */
export function fakeWhole(blocks: readonly PreviewBlock[]): PreviewWhole {
  const sent = blocks.filter(({ html }) => html !== null);
  return {
    ids: blocks.map(({ id }) => id).join(""),
    places: blocks.flatMap(({ line, lines, bytes }, i) => [line - (blocks[i - 1]?.line ?? 0), lines, bytes]),
    start: sent[0] === undefined ? 0 : blocks.indexOf(sent[0]),
    html: sent.flatMap(({ html }) => html ?? []),
  };
}
