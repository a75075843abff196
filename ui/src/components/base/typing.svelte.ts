/** How a field takes part in its surroundings: saving asks for its text, undo is the text's own. */
export interface FieldLink {
  /** Takes a field whose typing is to be sent before a save; returns what takes it out again. */
  register(typing: Pick<Typing, "unsent" | "flush">): () => void;
  /** Undoes or redoes in the history that the field shares with the text. */
  history(direction: "undo" | "redo"): void;
}

interface Field {
  /** Resolves when the form shows the text. */
  commit: (text: string) => Promise<void>;
  link: FieldLink;
  valid: (text: string) => boolean;
}

/** Milliseconds without typing after which the text is sent. */
const delay = 150;

/**
 * What the writer types into one field, until the form shows it and the field is left. While an
 * input method composes, nothing is sent and nothing is written into the field.
 */
export class Typing {
  /** What the field shows instead of its value. */
  text = $state<string | null>(null);
  invalid = $state(false);
  #unsent = $state(false);
  #field: () => Field;
  #composing = false;
  #focused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(field: () => Field) {
    this.#field = field;
  }

  /** Something typed is not sent yet. */
  get unsent(): boolean {
    return this.#unsent;
  }

  get composing(): boolean {
    return this.#composing;
  }

  focus(): void {
    this.#focused = true;
  }

  composeStart(): void {
    this.#composing = true;
  }

  composeEnd(text: string): void {
    this.#composing = false;
    this.input(text);
  }

  input(text: string): void {
    this.text = text;
    if (this.#composing) return;
    this.invalid = !this.#field().valid(text);
    this.#unsent = !this.invalid;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delay);
  }

  /** Sends what is typed and not sent yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const text = this.text;
    if (!this.#unsent || text === null) return;
    this.#unsent = false;
    await this.#field().commit(text);
    this.#release(text);
  }

  blur(): void {
    this.#focused = false;
    const rejected = this.invalid;
    this.invalid = false;
    if (rejected) this.text = null;
    else if (this.#unsent) void this.flush();
    else this.#release(this.text);
  }

  /** Undoes and redoes in the shared history; whether the key was one of those. */
  history(event: KeyboardEvent): boolean {
    const undoes = (event.ctrlKey || event.metaKey) && !event.altKey && /^[zy]$/i.test(event.key);
    if (!undoes) return false;
    event.preventDefault();
    void this.#history(event.shiftKey || event.key.toLowerCase() === "y" ? "redo" : "undo");
    return true;
  }

  async #history(direction: "undo" | "redo"): Promise<void> {
    await this.flush();
    this.text = null;
    this.#field().link.history(direction);
  }

  /** From now on the field follows the form again, unless the writer typed on. */
  #release(sent: string | null): void {
    if (!this.#focused && this.text === sent && !this.#unsent) this.text = null;
  }
}
