import type { Body } from "./body";
import type { Scroll } from "./scroll";
import type { Supply } from "./supply";

/** Blocks that are put in at once: some milliseconds of work, for the window's keys come first. */
const STEP = 200;

/** Puts in every block while all are selected or printed. */
export class Expansion {
  readonly #root: HTMLElement;
  readonly #body: Body;
  readonly #scroll: Scroll;
  readonly #supply: Supply;
  #isWhole = false;
  /** All is there to be selected, as long as something is. */
  #isSelecting = false;
  /** Grows when what is under way is wanted no longer. */
  #turn = 0;

  constructor(root: HTMLElement, body: Body, scroll: Scroll, supply: Supply) {
    this.#root = root;
    this.#body = body;
    this.#scroll = scroll;
    this.#supply = supply;
    document.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("selectionchange", () => this.#selected());
    // A printer that was not asked for here waits for nothing: what there is must be there at once.
    window.addEventListener("beforeprint", () => {
      this.#start();
      while (this.#body.showMore(Infinity));
    });
    window.addEventListener("afterprint", () => this.end());
  }

  /** Puts every block in, step by step; false when that was ended before it was done. */
  async whole(): Promise<boolean> {
    const turn = this.#start();
    await this.#supply.all();
    let { from } = this.#body.window;
    while (turn === this.#turn && this.#body.showMore(STEP)) {
      // What comes below moves nothing that is seen, and laying all out again costs most of a step.
      if (from !== this.#body.window.from) this.#scroll.settle();
      ({ from } = this.#body.window);
      await new Promise((resolve) => setTimeout(resolve));
    }
    this.#scroll.settle();
    return turn === this.#turn;
  }

  /** Only the blocks around what is seen are needed again. */
  end(): void {
    this.#turn += 1;
    if (!this.#isWhole) return;
    this.#isWhole = this.#isSelecting = this.#body.whole = false;
    this.#scroll.later();
  }

  #pressed(event: KeyboardEvent): void {
    const isSelectAll = event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey);
    if (!isSelectAll || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#select();
    const whole = this.whole();
    this.#isSelecting = true;
    void whole.then((isThere) => isThere && this.#select());
  }

  #start(): number {
    this.#isWhole = this.#body.whole = true;
    return ++this.#turn;
  }

  #select(): void {
    document.getSelection()?.selectAllChildren(this.#root);
  }

  #selected(): void {
    if (this.#isSelecting && (document.getSelection()?.isCollapsed ?? true)) this.end();
  }
}
