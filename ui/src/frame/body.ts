import type { PreviewBlock, PreviewPatch } from "../ipc/bindings";
import { BlockList } from "./blocks";
import type { Splice } from "./blocks";

/** What wants to know of blocks that come and go. `before` is the element that the new one takes over from. */
export interface BlockFeature {
  added(element: HTMLElement, before: HTMLElement | null): void;
  removed?(element: HTMLElement): void;
}

/** Blocks shown at once, and then in each step, when another post is shown. */
const STEP = 100;
/** Milliseconds between steps: the window shares the thread with the frame, and its keys come first. */
const PAUSE = 16;

/**
 * One element for each block of the post; those of unchanged blocks stay as they are. A long post
 * comes from the top in steps: the elements are always those of the first blocks.
 */
export class Body {
  readonly #root: HTMLElement;
  readonly #features: readonly BlockFeature[];
  readonly #list = new BlockList();
  #elements: HTMLElement[] = [];
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, features: readonly BlockFeature[]) {
    this.#root = root;
    this.#features = features;
  }

  /** The blocks that have their elements. */
  get shown(): readonly PreviewBlock[] {
    const { blocks } = this.#list;
    return this.#elements.length === blocks.length ? blocks : blocks.slice(0, this.#elements.length);
  }

  elementAt(index: number): HTMLElement | undefined {
    return this.#elements[index];
  }

  reset(patch: PreviewPatch): void {
    this.#elements.forEach((element) => this.#drop(element));
    this.#elements = [];
    this.#list.clear();
    this.#list.apply({ ...patch, start: 0, removed: 0 });
    this.#showMore();
  }

  /** Makes sure that a line of the document, from 0, and a screen after it are there to be scrolled to. */
  showThrough(line: number): void {
    while ((this.shown.at(-1 - STEP / 2)?.line ?? -1) < line && this.#showMore());
  }

  patch(patch: PreviewPatch): void {
    const splice = this.#list.apply(patch);
    const { start, removed } = splice;
    // What is not shown yet will come as it is by then.
    if (start > this.#elements.length) return;
    const fresh = this.#replacements(splice, patch.blocks);
    const old = this.#elements.splice(start, removed, ...fresh);
    const staying = new Set(fresh);
    old.filter((element) => !staying.has(element)).forEach((element) => this.#drop(element));

    let next: HTMLElement | null = this.#elements[start + fresh.length] ?? null;
    for (const element of fresh.toReversed()) {
      if (element.parentNode !== this.#root) this.#root.insertBefore(element, next);
      next = element;
    }
    this.#number(start, patch.shift === 0 ? start + fresh.length : this.#elements.length);
  }

  /** Shows the next blocks and plans those after them; false when all are there. */
  #showMore(): boolean {
    clearTimeout(this.#later);
    const from = this.#elements.length;
    const fresh = this.#list.blocks.slice(from, from + STEP).map((block) => this.#create(block, null));
    this.#elements.push(...fresh);
    this.#root.append(...fresh);
    this.#number(from, this.#elements.length);
    const more = this.#elements.length < this.#list.blocks.length;
    if (more) this.#later = setTimeout(() => this.#showMore(), PAUSE);
    return more;
  }

  #number(from: number, to: number): void {
    for (let i = from; i < to; i++) this.#elements[i]!.dataset.line = String(this.#list.blocks[i]!.line);
  }

  #replacements({ start, removed, kept }: Splice, blocks: readonly PreviewBlock[]): HTMLElement[] {
    const taken = new Set(kept);
    const left = this.#elements.slice(start, start + removed).filter((_, i) => !taken.has(start + i));
    return blocks.map((block, i) => {
      return this.#elements[kept[i] ?? -1] ?? this.#create(block, left.shift() ?? null);
    });
  }

  #create(block: PreviewBlock, before: HTMLElement | null): HTMLElement {
    const element = document.createElement("div");
    element.className = "block";
    element.dir = "auto";
    element.innerHTML = block.html;
    if (before !== null) takeOver(before, element);
    this.#features.forEach((feature) => feature.added(element, before));
    return element;
  }

  #drop(element: HTMLElement): void {
    this.#features.forEach((feature) => feature.removed?.(element));
    element.remove();
  }
}

/**
 * While a block is being written it is replaced at every keystroke: what the reader opened stays
 * open, and a picture or film that is the same is moved, not loaded again.
 */
function takeOver(old: HTMLElement, fresh: HTMLElement): void {
  const details = old.querySelectorAll("details");
  fresh.querySelectorAll("details").forEach((element, i) => {
    const before = details[i];
    if (before !== undefined) element.open = before.open;
  });
  const media = [...old.querySelectorAll("img, video, audio")];
  for (const element of fresh.querySelectorAll("img, video, audio")) {
    const same = media.findIndex((candidate) => candidate.isEqualNode(element));
    if (same >= 0) element.replaceWith(...media.splice(same, 1));
  }
}
