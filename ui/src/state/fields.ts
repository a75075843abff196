/** The form's fields that hold typing which is not part of the text yet; saving asks for it first. */
export class PendingFields {
  #flushes = new Set<() => Promise<void>>();

  /** Returns the function that takes the field out again. */
  register(flush: () => Promise<void>): () => void {
    this.#flushes.add(flush);
    return () => void this.#flushes.delete(flush);
  }

  /** Resolves when the text has what was typed. */
  async flush(): Promise<void> {
    await Promise.all([...this.#flushes].map((flush) => flush()));
  }
}
