import type { PreviewBlock, PreviewPatch } from "../ipc/bindings";
import { estimate } from "./estimate";
import { isAll, isCut, lacksRest } from "./rest";
import { Sums } from "./sums";

/** A block of the post, whether it has its element or not. */
export interface Entry {
  id: string;
  /** Null until it is needed. */
  html: string | null;
  /** Of its HTML, about. */
  bytes: number;
  /** How many lines it covers. */
  lines: number;
  /** Null outside the window. */
  element: HTMLElement | null;
  /** Its place in the list, kept right while it has its element. */
  index: number;
  /** The height of its own box when it was measured last, in pixels; null before. */
  box: number | null;
  /**
   * Of a very long block all of which is shown: whether that is as it is now, or as it was before the
   * last keys, which send only its start.
   */
  whole: "now" | "before" | undefined;
}

/** How a patch changed the list of blocks. */
export interface Splice {
  start: number;
  /** What was there; an entry that is among the fresh ones stayed. */
  gone: Entry[];
  /** What is there. Those that stayed kept their order. */
  fresh: Entry[];
}

/**
 * All blocks of the post. Heights, and lines as steps from one block to the next, are kept as sums, so
 * a patch costs what it changes and not what comes after it.
 */
export class BlockList {
  readonly #entries: Entry[] = [];
  /** The distance from each block's top to the next one's, in pixels: measured, or estimated before. */
  readonly heights = new Sums();
  readonly #steps = new Sums();
  readonly #behind = new Set<Entry>();

  get length(): number {
    return this.#entries.length;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  at(index: number): Entry | undefined {
    return this.#entries[index];
  }

  /** The very long blocks that are shown as they were before the last keys. */
  get behind(): ReadonlySet<Entry> {
    return this.#behind;
  }

  /** The block's first line in the document, from 0. */
  lineOf(index: number): number {
    return this.#steps.before(index + 1);
  }

  linesOf(index: number): number {
    return this.#entries[index]?.lines ?? 0;
  }

  /** The last block that starts at the line or before it, or -1. */
  indexOfLine(line: number): number {
    return this.#steps.find(line) - 1;
  }

  /**
   * A patch is one contiguous range, so when a footnote changes with the paragraph that names it, all
   * blocks between are sent again: those that are the same are kept.
   */
  apply({ start, removed, blocks, shift }: PreviewPatch): Splice {
    const end = start + removed;
    const after = this.length > end ? this.lineOf(end) + shift : null;
    const gone = this.#entries.slice(start, end);
    const kept = matchInOrder(gone, blocks);
    keepWhole(kept, gone, blocks);
    const known = new Map(gone.map(({ id, html, whole }) => [id, whole === "before" ? null : html]));
    const heights = blocks.map((block, i) => {
      const old = kept[i] ?? -1;
      return old < 0 ? estimate(block) : this.heights.get(start + old);
    });
    const fresh = blocks.map((block, i) => renewed(gone[kept[i] ?? -1], block, known));
    replace(this.#entries, start, removed, fresh);
    this.heights.splice(start, gone.length, heights);
    this.#step(start, gone.length, blocks, after);
    gone.forEach((entry) => this.#behind.delete(entry));
    for (const entry of fresh) if (entry.whole === "before") this.#behind.add(entry);
    return { start, gone, fresh };
  }

  /**
   * Gives the blocks without HTML, or with the start of it, theirs, by their ids. Returns those of
   * which the start is shown.
   */
  fill(html: ReadonlyMap<string, string>): Entry[] {
    const longer: Entry[] = [];
    this.#entries.forEach((entry, index) => {
      const own = entry.html === null || lacksRest(entry) ? html.get(entry.id) : undefined;
      if (own === undefined || (own === entry.html && entry.whole !== "before")) return;
      if (entry.html !== null) entry.whole = isAll(own) ? "now" : undefined;
      this.#behind.delete(entry);
      entry.html = own;
      if (entry.element === null) this.heights.set(index, estimate(entry));
      else longer.push(entry);
    });
    return longer;
  }

  clear(): void {
    this.apply({ start: 0, removed: this.length, blocks: [], shift: 0 });
  }

  #step(start: number, removed: number, blocks: readonly PreviewBlock[], after: number | null): void {
    let line = start === 0 ? 0 : this.lineOf(start - 1);
    const steps = blocks.map((block) => {
      const step = block.line - line;
      line = block.line;
      return step;
    });
    if (after !== null) steps.push(after - line);
    this.#steps.splice(start, removed + (after === null ? 0 : 1), steps);
  }
}

function renewed(
  old: Entry | undefined,
  { id, html, lines, bytes }: PreviewBlock,
  known: ReadonlyMap<string, string | null>,
): Entry {
  if (old === undefined)
    return {
      id,
      html: html ?? known.get(id) ?? null,
      lines,
      bytes,
      element: null,
      index: -1,
      box: null,
      whole: undefined,
    };
  if (old.id !== id) [old.id, old.bytes, old.whole] = [id, bytes, "before"];
  old.html ??= html;
  old.lines = lines;
  return old;
}

/**
 * Of a very long block only the start is sent with a key in it. Where all of it was shown, that stays
 * until it comes again, so that the page does not shrink below who reads it.
 */
function keepWhole(kept: number[], gone: readonly Entry[], blocks: readonly PreviewBlock[]): void {
  if (gone.every(({ whole }) => whole === undefined)) return;
  const taken = new Set(kept);
  blocks.forEach((block, i) => {
    const before = (kept[i - 1] ?? -1) + 1;
    const isFree = kept[i] === -1 && !taken.has(before);
    if (isFree && isCut(block) && gone[before]?.whole !== undefined) kept[i] = before;
  });
}

/** `splice` takes its items as arguments, of which there may be too many. */
function replace(entries: Entry[], start: number, removed: number, fresh: readonly Entry[]): void {
  if (fresh.length < 1_000) {
    entries.splice(start, removed, ...fresh);
    return;
  }
  const tail = entries.slice(start + removed);
  entries.length = start;
  for (const entry of fresh) entries.push(entry);
  for (const entry of tail) entries.push(entry);
}

/** For each new block the index of the old one that it equals, or -1. Rises. */
function matchInOrder(old: readonly Entry[], fresh: readonly PreviewBlock[]): number[] {
  /** The places of each id, the first one last. */
  const places = new Map<string, number[]>();
  for (let i = old.length - 1; i >= 0; i--) {
    const { id } = old[i]!;
    const list = places.get(id);
    if (list === undefined) places.set(id, [i]);
    else list.push(i);
  }
  let next = 0;
  return fresh.map(({ id }) => {
    const list = places.get(id) ?? [];
    let place = list.pop();
    while (place !== undefined && place < next) place = list.pop();
    if (place === undefined) return -1;
    next = place + 1;
    return place;
  });
}
