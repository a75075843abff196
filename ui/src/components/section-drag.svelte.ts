/** CSS pixels that the pointer moves before a press becomes a drag. */
const slack = 5;

/** A section carried along the outline while the pointer is down; it lands between two headings. */
export class SectionDrag {
  #pressed: { index: number; y: number } | null = null;
  #index = $state<number | null>(null);
  #before = $state<number | null>(null);

  /** The section that is carried; null when none is. */
  get index(): number | null {
    return this.#index;
  }

  /** The heading before which it would land; null where it would stay. */
  get before(): number | null {
    return this.#before;
  }

  press(event: PointerEvent, index: number): void {
    if (event.button === 0) this.#pressed = { index, y: event.clientY };
  }

  /** `rows` are the headings, `allows` says before which of them the section may go. */
  over(
    event: PointerEvent,
    rows: readonly Element[],
    allows: (index: number, before: number) => boolean,
  ): void {
    const pressed = this.#pressed;
    if (!pressed || (this.#index === null && Math.abs(event.clientY - pressed.y) < slack)) return;
    this.#index = pressed.index;
    const edges = rows.map((row) => row.getBoundingClientRect());
    const gaps = [...edges.map(({ top }) => top), edges.at(-1)?.bottom ?? 0];
    let nearest = pressed.index;
    gaps.forEach((gap, before) => {
      const isNearer = Math.abs(gap - event.clientY) < Math.abs((gaps[nearest] ?? 0) - event.clientY);
      if (isNearer && (before === pressed.index + 1 || allows(pressed.index, before))) nearest = before;
    });
    this.#before = allows(pressed.index, nearest) ? nearest : null;
  }

  /** Lets go; the move that it makes, if any. */
  drop(): { index: number; before: number } | null {
    const [index, before] = [this.#index, this.#before];
    this.cancel();
    return index === null || before === null ? null : { index, before };
  }

  cancel(): void {
    this.#pressed = null;
    this.#index = null;
    this.#before = null;
  }
}
