import type { Body } from "./body";
import { heightOf, lineAt } from "./lines";
import type { Box } from "./lines";
import type { Send } from "./messages";

/** Tells the window which line is at the top, and brings a line there. */
export class Scroll {
  readonly #body: Body;
  readonly #send: Send;
  #pending = false;
  /** Where this class scrolled to itself: not news for the window. */
  #own: number | null = null;

  constructor(body: Body, send: Send) {
    this.#body = body;
    this.#send = send;
    document.addEventListener("scroll", () => this.#schedule(), { passive: true });
  }

  toLine(line: number): void {
    this.#body.showThrough(line);
    const y = heightOf(this.#body.shown, this.#box, line);
    window.scrollTo({ top: y, behavior: "instant" });
    this.#own = window.scrollY;
  }

  toTop(): void {
    window.scrollTo({ top: 0, behavior: "instant" });
    this.#own = 0;
  }

  #schedule(): void {
    if (this.#pending) return;
    this.#pending = true;
    requestAnimationFrame(() => {
      this.#pending = false;
      const own = this.#own;
      this.#own = null;
      if (own !== null && Math.abs(window.scrollY - own) < 2) return;
      this.#send({ type: "scrolled", line: lineAt(this.#body.shown, this.#box, window.scrollY) });
    });
  }

  readonly #box = (index: number): Box => {
    const rect = this.#body.elementAt(index)?.getBoundingClientRect();
    return { top: (rect?.top ?? 0) + window.scrollY, bottom: (rect?.bottom ?? 0) + window.scrollY };
  };
}
