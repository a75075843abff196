import type { Viewport } from "./viewport";

/**
 * Blank space around the page, made when a line could not come to the height of the same line in the
 * editor otherwise: the editor begins further down, and a short page cannot be scrolled.
 */
export class Room {
  readonly #viewport: Viewport;
  #above = 0;
  #below = 0;

  constructor(viewport: Viewport) {
    this.#viewport = viewport;
  }

  /** In pixels. */
  get above(): number {
    return this.#above;
  }

  /** In pixels. */
  get below(): number {
    return this.#below;
  }

  none(): void {
    this.#set(0, 0);
  }

  /** Makes it possible to scroll there, and tells where that is then. */
  reach(scrolled: number): number {
    const lacking = Math.max(0, -scrolled);
    const most = this.#viewport.length - this.#viewport.height;
    this.#set(this.#above + lacking, this.#below + Math.max(0, scrolled - most));
    return scrolled + lacking;
  }

  /** Takes away what is far out of sight; true when the page moved by that. */
  shrink(): boolean {
    const { scrolled, height, length } = this.#viewport;
    const isAboveFar = this.#above > 0 && scrolled > this.#above + 2 * height;
    const isBelowFar = this.#below > 0 && scrolled + 3 * height < length - this.#below;
    if (!isAboveFar && !isBelowFar) return false;
    const above = isAboveFar ? this.#above : 0;
    this.#set(this.#above - above, isBelowFar ? 0 : this.#below);
    this.#viewport.scrollTo(scrolled - above);
    return isAboveFar;
  }

  #set(above: number, below: number): void {
    if (above === this.#above && below === this.#below) return;
    [this.#above, this.#below] = [above, below];
    this.#viewport.surround(above, below);
  }
}
