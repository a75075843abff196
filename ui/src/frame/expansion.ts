import type { Body } from "./body";
import type { Scroll } from "./scroll";

/** Blocks that are put in at once: some milliseconds of work, for the window's keys come first. */
const STEP = 200;

/** Puts in every block while all are selected or printed. */
export class Expansion {
  readonly #root: HTMLElement;
  readonly #body: Body;
  readonly #scroll: Scroll;
  #next: ReturnType<typeof setTimeout> | undefined;
  #isWhole = false;

  constructor(root: HTMLElement, body: Body, scroll: Scroll) {
    this.#root = root;
    this.#body = body;
    this.#scroll = scroll;
    document.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("selectionchange", () => this.#selected());
    // The printer waits for nothing: here all must be there at once.
    window.addEventListener("beforeprint", () => {
      this.#start();
      while (this.#body.showMore(Infinity));
    });
    window.addEventListener("afterprint", () => this.end());
  }

  /** Only the blocks around what is seen are needed again. */
  end(): void {
    clearTimeout(this.#next);
    if (!this.#isWhole) return;
    this.#isWhole = this.#body.whole = false;
    this.#scroll.later();
  }

  #pressed(event: KeyboardEvent): void {
    const isSelectAll = event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey);
    if (!isSelectAll || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#select();
    this.#start();
    this.#step();
  }

  #start(): void {
    clearTimeout(this.#next);
    this.#isWhole = this.#body.whole = true;
  }

  #step(): void {
    const more = this.#body.showMore(STEP);
    this.#scroll.settle();
    if (more) this.#next = setTimeout(() => this.#step());
    else this.#select();
  }

  #select(): void {
    document.getSelection()?.selectAllChildren(this.#root);
  }

  #selected(): void {
    if (this.#isWhole && (document.getSelection()?.isCollapsed ?? true)) this.end();
  }
}
