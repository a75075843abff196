import type { PreviewPatch, PreviewWhole } from "../ipc/bindings";
import { BlockList } from "./blocks";
import type { Entry } from "./blocks";
import { focusIn, focusOn, mustStay, takeOver } from "./live";
import type { Box, Viewport } from "./viewport";
import { blocksOf } from "./whole";
import { MOST, moved, union } from "./window";
import type { Range } from "./window";

/** What wants to know of blocks that come and go. `before` is the element that the new one takes over from. */
export interface BlockFeature {
  added(element: HTMLElement, before: HTMLElement | null): void;
  removed?(element: HTMLElement): void;
}

/** A post of no more blocks than this is shown whole. */
const WHOLE = 200;
/** Blocks outside the window that stay because the reader does something with them. */
const HELD = 20;
/** The least height, in pixels, that the window is made for. */
const LEAST = 400;

/**
 * The elements of the blocks around what is seen, and of those that the reader has opened, selected or
 * plays; boxes without content stand for the rest. Elements of unchanged blocks stay as they are.
 */
export class Body {
  readonly list = new BlockList();
  readonly #root: HTMLElement;
  readonly #features: readonly BlockFeature[];
  readonly #viewport: Viewport;
  /** The blocks with an element, in order. */
  #shown: Entry[] = [];
  /** The boxes for the rest, each by the block after it; null is the end. */
  readonly #spacers = new Map<Entry | null, HTMLElement>();
  #window: Range = { from: 0, to: 0 };
  #whole = false;
  readonly #lacks: (entries: readonly Entry[]) => void;

  /** `lacks` is told which blocks of the window have no HTML yet: an empty box stands for each. */
  constructor(
    root: HTMLElement,
    features: readonly BlockFeature[],
    viewport: Viewport,
    lacks: (entries: readonly Entry[]) => void = () => undefined,
  ) {
    this.#root = root;
    this.#features = features;
    this.#viewport = viewport;
    this.#lacks = lacks;
  }

  get shown(): readonly Entry[] {
    return this.#shown;
  }

  /** Every block keeps its element, until `whole` is false again. */
  set whole(whole: boolean) {
    this.#whole = whole;
  }

  get window(): Readonly<Range> {
    return this.#window;
  }

  reset(whole: PreviewWhole): void {
    this.#shown.forEach((entry) => this.#drop(entry));
    this.#shown = [];
    this.#whole = false;
    this.list.clear();
    this.list.apply({ start: 0, removed: 0, blocks: blocksOf(whole), shift: 0 });
    this.#window = this.#around(0, 0, 1);
    this.#render();
  }

  /** All blocks of a post of which the first ones are there: these stay as they are. */
  complete(whole: PreviewWhole): void {
    const [blocks, { list }] = [blocksOf(whole), this];
    const stays = (index: number): boolean => {
      const { id, line, lines } = blocks[index]!;
      return list.at(index)?.id === id && list.lineOf(index) === line && list.linesOf(index) === lines;
    };
    let start = 0;
    while (start < Math.min(list.length, blocks.length) && stays(start)) start += 1;
    list.apply({ start, removed: list.length - start, blocks: blocks.slice(start), shift: 0 });
    const { from, to } = this.#window;
    this.#window = { from: Math.min(from, list.length), to: Math.min(to, list.length) };
    this.#render();
  }

  patch(patch: PreviewPatch): void {
    const { start, gone, fresh } = this.list.apply(patch);
    const growth = fresh.length - gone.length;
    const end = start + gone.length;
    const [there, staying] = [new Set(gone), new Set(fresh)];
    for (const entry of this.#shown) if (entry.index >= end) entry.index += growth;
    const left = gone.filter((entry) => !staying.has(entry)).values();
    const before = new Map<Entry, HTMLElement>();
    fresh.forEach((entry, i) => {
      entry.index = start + i;
      if (there.has(entry)) return;
      const element = left.next().value?.element;
      if (element) before.set(entry, element);
    });
    this.#window = moved(this.#window, start, end, fresh.length);
    this.#render(before);
  }

  /** HTML has come that was lacking; of these blocks, whose start is shown, all of it. */
  filled(longer: readonly Entry[] = []): void {
    for (const entry of longer) {
      const { element } = entry;
      if (element === null) continue;
      entry.element = this.#create(entry, element);
      element.replaceWith(entry.element);
      this.#features.forEach((feature) => feature.removed?.(element));
    }
    this.#render();
  }

  /** Makes sure of a screen around a block whose top is at that height; false when nothing changed. */
  showAround(index: number, top: number): boolean {
    const needed = this.#around(index, top, 0.5);
    const { from, to } = this.#window;
    const tooMany = to - from > 4 * MOST && !this.#whole;
    if (from <= needed.from && to >= needed.to && !tooMany) return false;
    this.#window = this.#whole ? union(this.#window, needed) : this.#around(index, top, 1.5);
    this.#render();
    return true;
  }

  /** Shows more blocks at the end, then at the start; false when all are there. */
  showMore(count: number): boolean {
    const { from, to } = this.#window;
    if (to < this.list.length) this.#window = { from, to: Math.min(this.list.length, to + count) };
    else this.#window = { from: Math.max(0, from - count), to };
    this.#render();
    return this.#window.from > 0 || this.#window.to < this.list.length;
  }

  /** Takes the heights of what is shown from the page. */
  measure(): void {
    if (this.#shown.length > 4 * MOST) return;
    const boxes = this.#shown.map((entry) => this.#viewport.box(entry.element!));
    this.#shown.forEach((entry, i) => {
      const [box, next] = [boxes[i]!, this.#shown[i + 1]];
      const height = box.bottom - box.top;
      // Without the next block the gap to it is not known: only the box can have changed.
      if (next?.index === entry.index + 1) this.#setHeight(entry, boxes[i + 1]!.top - box.top);
      else if (entry.box === null) this.#setHeight(entry, this.#spacerAfter(next) - box.top);
      else if (entry.box !== height)
        this.#setHeight(entry, this.list.heights.get(entry.index) + height - entry.box);
      entry.box = height;
    });
  }

  /** Where a block is, or would be if it were shown. */
  box(index: number): Box {
    const element = this.list.at(index)?.element;
    if (element) return this.#viewport.box(element);
    const top = this.#viewport.box(this.#root).top + this.list.heights.before(index);
    return { top, bottom: top + this.list.heights.get(index) };
  }

  /** The block at a height, going by the sums. */
  indexAt(y: number): number {
    const index = this.list.heights.find(y - this.#viewport.box(this.#root).top);
    return Math.max(0, Math.min(index, this.list.length - 1));
  }

  /** The block whose HTML has an element of that id, or -1. */
  indexOfId(id: string): number {
    const escaped = id.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
    return this.list.entries.findIndex(({ html }) => html?.includes(` id="${escaped}"`));
  }

  #setHeight(entry: Entry, height: number): void {
    const sane = Math.max(0, height);
    if (Math.abs(this.list.heights.get(entry.index) - sane) > 0.1) this.list.heights.set(entry.index, sane);
  }

  #spacerAfter(next: Entry | undefined): number {
    const spacer = this.#spacers.get(next ?? null);
    return this.#viewport.box(spacer ?? this.#root)[spacer === undefined ? "bottom" : "top"];
  }

  /** The blocks within so many screens of the one in view. */
  #around(index: number, top: number, screens: number): Range {
    const { length, heights } = this.list;
    if (length <= WHOLE) return { from: 0, to: length };
    const height = Math.max(this.#viewport.height, LEAST);
    const start = heights.before(index) - top;
    const from = heights.find(start - screens * height);
    const to = heights.find(start + (1 + screens) * height) + 1;
    return {
      from: Math.max(0, Math.min(index, Math.max(from, index - MOST))),
      to: Math.min(length, Math.max(index + 1, Math.min(to, index + MOST))),
    };
  }

  #render(before: ReadonlyMap<Entry, HTMLElement> = new Map()): void {
    const { from, to } = this.#window;
    const inside = this.list.entries.slice(from, to);
    inside.forEach((entry, i) => (entry.index = from + i));
    const wanted = inside.filter(({ html }) => html !== null);
    const held = this.#shown.filter((entry) => this.#isOutside(entry) && mustStay(entry.element!));
    const spare = held.length > HELD ? held.slice(-HELD) : held;
    const next = [
      ...spare.filter(({ index }) => index < from),
      ...wanted,
      ...spare.filter(({ index }) => index >= to),
    ];
    for (const entry of next) entry.element ??= this.#create(entry, before.get(entry) ?? null);
    // Before the old elements go, and the focus with them.
    const focused = [...before].map(([entry, old]) => ({ entry, number: focusIn(old) }));
    const staying = new Set(next);
    this.#shown.filter((entry) => !staying.has(entry)).forEach((entry) => this.#drop(entry));
    this.#shown = next;
    this.#arrange();
    for (const { entry, number } of focused)
      if (number >= 0 && entry.element !== null) focusOn(entry.element, number);
    if (wanted.length < inside.length) this.#lacks(inside.filter(({ html }) => html === null));
  }

  /** Still a block of the post, but not one in the window. */
  #isOutside(entry: Entry): boolean {
    const { from, to } = this.#window;
    return (entry.index < from || entry.index >= to) && this.list.at(entry.index) === entry;
  }

  /** Puts the elements and the boxes between them in order; those that are there are not touched. */
  #arrange(): void {
    const heights = new Map<Entry | null, number>();
    let done = 0;
    for (const entry of [...this.#shown, null]) {
      const index = entry?.index ?? this.list.length;
      if (index > done) heights.set(entry, this.list.heights.before(index) - this.list.heights.before(done));
      done = index + 1;
    }
    for (const [entry, spacer] of this.#spacers) {
      if (heights.has(entry)) continue;
      spacer.remove();
      this.#spacers.delete(entry);
    }
    let next = this.#root.firstChild;
    const put = (node: Node): void => {
      if (node === next) next = next.nextSibling;
      else this.#root.insertBefore(node, next);
    };
    for (const entry of [...this.#shown, null]) {
      const height = heights.get(entry);
      if (height !== undefined) put(this.#spacer(entry, height));
      if (entry !== null) put(entry.element!);
    }
  }

  #spacer(entry: Entry | null, height: number): HTMLElement {
    const known = this.#spacers.get(entry);
    const spacer = known ?? document.createElement("div");
    if (known === undefined) {
      spacer.className = "spacer";
      this.#spacers.set(entry, spacer);
    }
    const wanted = `${height.toFixed(2)}px`;
    // Nothing that a site calls important has a say in it.
    if (spacer.style.height !== wanted) spacer.style.setProperty("height", wanted, "important");
    return spacer;
  }

  #create(entry: Entry, before: HTMLElement | null): HTMLElement {
    const element = document.createElement("div");
    element.className = "block";
    element.innerHTML = entry.html ?? "";
    element.dir = "auto";
    if (before !== null) takeOver(before, element);
    this.#features.forEach((feature) => feature.added(element, before));
    return element;
  }

  #drop(entry: Entry): void {
    const { element } = entry;
    if (element === null) return;
    this.#features.forEach((feature) => feature.removed?.(element));
    element.remove();
    entry.element = null;
  }
}
