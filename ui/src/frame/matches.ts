import type { BlockList, Entry } from "./blocks";
import { piecesOf, textOf } from "./text";

/** Milliseconds that blocks are looked through at once; the window's keys come first. */
const SLICE = 8;

/** A match, by its block and its number in it. */
interface Place {
  entry: Entry;
  nth: number;
}

/** Where a text is in the blocks of a post, whatever its case and however its spaces are broken. */
export class Matches {
  readonly #list: BlockList;
  readonly #pattern: RegExp;
  /** How many are in each block that was looked through. */
  readonly #counts = new WeakMap<Entry, number>();
  /** The blocks with matches, with how many are before each. */
  #found: { entry: Entry; before: number }[] = [];
  #total = 0;
  #isComplete = false;

  constructor(list: BlockList, text: string) {
    this.#list = list;
    const words = text.trim().split(/\s+/);
    this.#pattern = new RegExp(words.map(escaped).join("\\s+"), "giu");
  }

  get total(): number {
    return this.#total;
  }

  /** Whether all blocks were looked through. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Looks through all blocks while it is `wanted`; false when it is no longer, or others came meanwhile. */
  async count(wanted: () => boolean): Promise<boolean> {
    let start = performance.now();
    const found: { entry: Entry; before: number }[] = [];
    let total = 0;
    for (const entry of [...this.#list.entries]) {
      const count = this.#countIn(entry);
      if (count > 0) found.push({ entry, before: total });
      total += count;
      if (performance.now() - start < SLICE) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (!wanted()) return false;
      start = performance.now();
    }
    [this.#found, this.#total, this.#isComplete] = [found, total, true];
    return true;
  }

  /** Where it is in a text, in UTF-16 units. */
  in(text: string): [from: number, to: number][] {
    return [...text.matchAll(this.#pattern)].map(({ 0: match, index }) => [index, index + match.length]);
  }

  has({ entry, nth }: Place): boolean {
    return nth < (this.#counts.get(entry) ?? 0) && this.#found.some((found) => found.entry === entry);
  }

  /** From 1. */
  numberOf({ entry, nth }: Place): number {
    return (this.#found.find((found) => found.entry === entry)?.before ?? 0) + nth + 1;
  }

  /** The first one at a block or after it, else the first of all. */
  from(index: number): Place | null {
    const before = new Set(this.#list.entries.slice(0, index));
    const next = this.#found.find(({ entry }) => !before.has(entry)) ?? this.#found[0];
    return next === undefined ? null : { entry: next.entry, nth: 0 };
  }

  /** The next one or the one before, around the ends. */
  beside(place: Place, by: 1 | -1): Place | null {
    const count = this.#counts.get(place.entry) ?? 0;
    const nth = place.nth + by;
    if (nth >= 0 && nth < count) return { entry: place.entry, nth };
    const at = this.#found.findIndex(({ entry }) => entry === place.entry);
    const entry = this.#found.at((at + by) % this.#found.length)?.entry;
    if (entry === undefined) return null;
    return { entry, nth: by > 0 ? 0 : (this.#counts.get(entry) ?? 1) - 1 };
  }

  #countIn(entry: Entry): number {
    const known = this.#counts.get(entry);
    if (known !== undefined) return known;
    const template = document.createElement("template");
    template.innerHTML = entry.html ?? "";
    const count = this.in(textOf(piecesOf(template.content))).length;
    this.#counts.set(entry, count);
    return count;
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
