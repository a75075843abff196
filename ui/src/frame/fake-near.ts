/** An observer of what is near the viewport, for tests: nothing is until the reader comes near it. */

type Seen = (entries: { isIntersecting: boolean; target: Element }[]) => void;

export class FakeNear {
  static #all: FakeNear[] = [];
  readonly #seen: Seen;
  readonly #observed = new Set<Element>();

  /** The reader comes near what is observed in that element. */
  static near(root: Element): void {
    for (const observer of FakeNear.#all) {
      const targets = [...observer.#observed].filter((target) => root.contains(target));
      if (targets.length > 0) observer.#seen(targets.map((target) => ({ isIntersecting: true, target })));
    }
  }

  constructor(seen: Seen) {
    this.#seen = seen;
    FakeNear.#all.push(this);
  }

  observe(target: Element): void {
    this.#observed.add(target);
  }

  unobserve(target: Element): void {
    this.#observed.delete(target);
  }
}
