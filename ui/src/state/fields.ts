/** The form's fields: those that hold typing which is not part of the text yet, and the way to a new one. */
export class PendingFields {
  #flushes = new Set<() => Promise<void>>();
  #add: (() => void) | null = null;

  /** Returns the function that takes the field out again. */
  register(flush: () => Promise<void>): () => void {
    this.#flushes.add(flush);
    return () => void this.#flushes.delete(flush);
  }

  /** Takes what asks for a new field; returns the function that takes it out again. */
  offerAdding(add: () => void): () => void {
    this.#add = add;
    return () => {
      if (this.#add === add) this.#add = null;
    };
  }

  /** Asks which field to add, where a form shows. */
  add(): void {
    this.#add?.();
  }

  /** Resolves when the text has what was typed. */
  async flush(): Promise<void> {
    await Promise.all([...this.#flushes].map((flush) => flush()));
  }
}
