import type { PreviewPort } from "./ports";

/** What is looked for in the preview, while its bar is open. */
export class PageSearch {
  #preview: PreviewPort | null = null;
  #isOpen = $state(false);
  #text = $state("");
  #count = $state<number | null>(null);
  #at = $state(0);
  /** Grows each time that the bar is asked for: an open one takes the focus again. */
  #asked = $state(0);

  attach(preview: PreviewPort | null): void {
    this.#preview = preview;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get asked(): number {
    return this.#asked;
  }

  get text(): string {
    return this.#text;
  }

  /** How many there are; null while that is not known. */
  get count(): number | null {
    return this.#count;
  }

  /** The number of the one that is shown, from 1; 0 without one. */
  get at(): number {
    return this.#at;
  }

  /** Whether the keys go to the preview. */
  isFocused(): boolean {
    return this.#preview?.isFocused() ?? false;
  }

  open(): void {
    this.#isOpen = true;
    this.#asked += 1;
    this.again();
  }

  close(): void {
    this.#isOpen = false;
    this.#preview?.find("");
  }

  look(text: string): void {
    this.#text = text;
    this.again();
  }

  /** Goes to the next one, or to the one before. */
  step(by: 1 | -1): void {
    if (this.#isOpen) this.#preview?.findBeside(by);
  }

  found(count: number, at: number): void {
    [this.#count, this.#at] = [count, at];
  }

  /** The preview shows another post, and has forgotten what is looked for. */
  again(): void {
    if (!this.#isOpen) return;
    this.#count = null;
    this.#preview?.find(this.#text);
  }
}
