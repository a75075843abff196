import { SvelteSet } from "svelte/reactivity";

/** A field with what is typed into it. */
export interface PendingField {
  /** Something typed is not on its way into the text yet. */
  readonly unsent: boolean;
  /** Sends it. Resolves when the text has it. */
  flush(): Promise<void>;
}

/** The form's fields: those that hold typing which is not part of the text yet, and the way to a new one. */
export class PendingFields {
  #fields = new SvelteSet<PendingField>();
  #add: (() => void) | null = null;

  /** Returns the function that takes the field out again. */
  register(field: PendingField): () => void {
    this.#fields.add(field);
    return () => void this.#fields.delete(field);
  }

  /** Whether something typed into a field is not on its way into the text yet. */
  get unsent(): boolean {
    return [...this.#fields].some((field) => field.unsent);
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
    await Promise.all([...this.#fields].map((field) => field.flush()));
  }
}
