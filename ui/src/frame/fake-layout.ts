/** A page that is laid out without a browser, for tests: what is in the body, one below the other. */
import type { Box, Viewport } from "./viewport";

export class FakeLayout implements Viewport {
  height = 600;
  scrolled = 0;
  /** Pixels above the body. */
  above = 32;
  #below = 200;
  readonly #root: HTMLElement;
  readonly #heightOf: (block: HTMLElement) => number;

  constructor(root: HTMLElement, heightOf: (block: HTMLElement) => number) {
    this.#root = root;
    this.#heightOf = heightOf;
  }

  /** Of the body, in pixels. */
  get total(): number {
    return this.#children.reduce((sum, child) => sum + this.#height(child), 0);
  }

  get length(): number {
    return this.above + this.total + this.#below;
  }

  /** As a browser does: to a whole pixel on the page. */
  scrollTo(y: number): void {
    this.scrolled = Math.round(Math.max(0, Math.min(y, this.length - this.height)));
  }

  surround(above: number, below: number): void {
    [this.above, this.#below] = [32 + above, 200 + below];
  }

  /** As the reader does. */
  scrollBy(y: number): void {
    this.scrollTo(this.scrolled + y);
    document.dispatchEvent(new Event("scroll"));
  }

  box(element: Element): Box {
    let top = this.above - this.scrolled;
    if (element === this.#root) return { top, bottom: top + this.total };
    for (const child of this.#children) {
      if (child === element) return { top, bottom: top + this.#height(child) };
      top += this.#height(child);
    }
    throw new Error("an element that is not in the body has no place");
  }

  get #children(): HTMLElement[] {
    return [...this.#root.children] as HTMLElement[];
  }

  #height(child: HTMLElement): number {
    return child.className === "spacer" ? parseFloat(child.style.height) : this.#heightOf(child);
  }
}

/** Small numbers that are the same in every run. */
export function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}
