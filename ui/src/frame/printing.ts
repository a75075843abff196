import type { Expansion } from "./expansion";
import type { Pictures } from "./pictures";

/** Milliseconds that images may take to come; one that never does keeps nothing from being printed. */
const PATIENCE = 5_000;
/** What ends a wait for a printer that never began: the reader goes on. */
const GOES_ON = ["wheel", "pointerdown", "keydown"];

/** Prints the whole page: every block, formulas and diagrams that were never seen, images too. */
export class Printing {
  readonly #root: HTMLElement;
  readonly #expansion: Expansion;
  readonly #pictures: readonly Pictures[];

  constructor(root: HTMLElement, expansion: Expansion, pictures: readonly Pictures[]) {
    [this.#root, this.#expansion, this.#pictures] = [root, expansion, pictures];
  }

  async print(): Promise<void> {
    if (!(await this.#expansion.whole())) return;
    await Promise.all(this.#pictures.map((pictures) => pictures.all()));
    await Promise.race([this.#images(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    // The printer's dialog holds the page: what is behind it should be what is printed.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    let hasBegun = false;
    window.addEventListener("beforeprint", () => (hasBegun = true), { once: true });
    window.print();
    const goOn = (): void => {
      for (const type of GOES_ON) document.removeEventListener(type, goOn);
      if (!hasBegun) this.#expansion.end();
    };
    for (const type of GOES_ON) document.addEventListener(type, goOn, { passive: true });
  }

  async #images(): Promise<void> {
    const images = [...this.#root.querySelectorAll("img")];
    for (const image of images) if (image.loading === "lazy") image.loading = "eager";
    await Promise.allSettled(images.map((image) => image.decode()));
  }
}
