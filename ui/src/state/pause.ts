/** Time without typing after which the undo history is kept, in milliseconds. */
export const historyDelay = 2_000;

/** Time in which a post that is opened is painted, in milliseconds. */
const opening = 150;

/**
 * What is not seen of a long post waits until then: the host's reading of it takes the cores that its
 * first picture needs.
 */
export function afterOpening(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, opening));
}

/** Does something once, when what asks for it has rested for a while, or at once when that is asked. */
export class Pause {
  readonly #delay: number;
  readonly #work: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = false;

  /** `delay` in milliseconds. */
  constructor(delay: number, work: () => Promise<void>) {
    this.#delay = delay;
    this.#work = work;
  }

  /** There is something to do, after the pause. */
  ask(): void {
    this.#due = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), this.#delay);
  }

  /** Does it now, if there is something to do. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#due) return;
    this.#due = false;
    await this.#work();
  }

  stop(): void {
    this.#due = false;
    clearTimeout(this.#timer);
  }
}
