/** A chip carried along while the pointer is down; it lands where another one is when it is let go. */
export class Carry {
  /** The chip under the pointer, and where it would land; null when none is carried. */
  #at = $state.raw<{ from: number; to: number } | null>(null);

  /** The number of the carried chip. */
  get from(): number | null {
    return this.#at?.from ?? null;
  }

  /** Where it would land, when that is another place. */
  get target(): number | null {
    return this.#at && this.#at.to !== this.#at.from ? this.#at.to : null;
  }

  /** The pointer went down on a chip; its button is no handle. */
  start(event: PointerEvent, from: number): void {
    if (event.button !== 0 || (event.target as HTMLElement).closest("button")) return;
    event.preventDefault();
    this.#at = { from, to: from };
  }

  over(event: PointerEvent, chips: Iterable<HTMLElement>): void {
    if (!this.#at) return;
    const { clientX: x, clientY: y } = event;
    const to = [...chips].findIndex((chip) => {
      const { left, right, top, bottom } = chip.getBoundingClientRect();
      return x >= left && x <= right && y >= top && y <= bottom;
    });
    if (to >= 0) this.#at = { from: this.#at.from, to };
  }

  /** Lets go; the move that it makes, if any. */
  drop(): [from: number, to: number] | null {
    const at = this.#at;
    this.#at = null;
    return at && at.to !== at.from ? [at.from, at.to] : null;
  }
}
