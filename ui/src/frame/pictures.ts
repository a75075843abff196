import type { BlockFeature } from "./body";
import { Recent } from "./recent";

/** What a source became: something to show, or why there is nothing. */
export type Picture = { content: DocumentFragment; error: null } | { content: null; error: string };

/** Turns a source into HTML; throws an error whose message the writer can use. */
export type Draw = (holder: HTMLElement) => string | Promise<string>;

/** Sources in a post that a library turns into pictures: formulas, diagrams. */
export interface Kind {
  /** The elements of a block that hold one source each; called once for a block. */
  find(block: HTMLElement): HTMLElement[];
  /** Whatever the picture depends on. */
  key(holder: HTMLElement): string;
  load(): Promise<Draw>;
  /** Puts the picture, or the source with the error, into the holder. */
  show(holder: HTMLElement, picture: Picture): void;
  /** Milliseconds that a source must rest, when it is being written, before it is drawn. */
  readonly rest: number;
}

/** UTF-16 units of HTML that are remembered, for blocks that left the window and may come again. */
const REMEMBERED = 4_000_000;
/** Milliseconds that pictures may take at once; the window's keys come first. */
const SLICE = 8;
/** Milliseconds that a picture stays after its source went wrong: while it is written, most are. */
const PATIENCE = 1_500;
/** A source that is being written rests for so many times what its kind's last picture took. */
const SHARE = 4;

interface Place {
  key: string;
  /** What the holder shows: nothing but its source, its picture, or the one from before an edit. */
  shown: Picture | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Pictures for the sources near the viewport, filled in after the text. */
export class Pictures implements BlockFeature {
  readonly #kind: Kind;
  readonly #places = new Map<HTMLElement, Place>();
  readonly #holders = new WeakMap<HTMLElement, HTMLElement[]>();
  readonly #known = new Recent<Picture>(REMEMBERED);
  readonly #near: IntersectionObserver;
  readonly #waiting = new Set<HTMLElement>();
  #drawing: Promise<void> | null = null;
  /** Milliseconds. */
  #lastCost = 0;

  constructor(kind: Kind) {
    this.#kind = kind;
    this.#near = new IntersectionObserver((entries) => this.#seen(entries), {
      root: document,
      rootMargin: "100% 0px",
    });
  }

  added(block: HTMLElement, before: HTMLElement | null): void {
    const holders = this.#kind.find(block);
    if (holders.length === 0) return;
    this.#holders.set(block, holders);
    const keys = new Set(holders.map((holder) => this.#kind.key(holder)));
    const old = before === null ? [] : this.#in(before).flatMap((holder) => this.#places.get(holder) ?? []);
    // Those that stayed are known by their keys; what is left over is what was rewritten.
    const rewritten = old.filter(({ key }) => !keys.has(key)).values();
    const stayed = new Map(old.map((place) => [place.key, place.shown]));
    for (const holder of holders) {
      const key = this.#kind.key(holder);
      const last = stayed.has(key) ? stayed.get(key) : rewritten.next().value?.shown;
      this.#start(holder, key, last ?? null);
    }
  }

  removed(block: HTMLElement): void {
    for (const holder of this.#in(block)) {
      clearTimeout(this.#places.get(holder)?.timer);
      this.#places.delete(holder);
      this.#waiting.delete(holder);
      this.#near.unobserve(holder);
    }
  }

  /** Draws all that there are, seen or not, and resolves when they are there. */
  async all(): Promise<void> {
    for (const [holder, { shown }] of this.#places) {
      if (shown !== null) continue;
      this.#near.unobserve(holder);
      this.#waiting.add(holder);
    }
    while (this.#waiting.size > 0) await this.#draw();
  }

  /** What pictures depend on beside their source has changed. */
  refresh(): void {
    for (const [holder, place] of this.#places) {
      const key = this.#kind.key(holder);
      if (key === place.key) continue;
      clearTimeout(place.timer);
      this.#near.unobserve(holder);
      this.#start(holder, key, place.shown);
    }
  }

  #in(block: HTMLElement): readonly HTMLElement[] {
    return this.#holders.get(block) ?? [];
  }

  #start(holder: HTMLElement, key: string, last: Picture | null): void {
    const place: Place = { key, shown: null, timer: undefined };
    this.#places.set(holder, place);
    if (last !== null) this.#show(holder, place, last);
    const known = this.#known.get(key);
    if (known !== undefined) this.#arrived(holder, place, known);
    else this.#near.observe(holder);
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      const holder = target as HTMLElement;
      const place = this.#places.get(holder);
      if (!isIntersecting || place === undefined) continue;
      this.#near.unobserve(holder);
      const ask = (): void => {
        this.#waiting.add(holder);
        void this.#draw();
      };
      if (place.shown === null) ask();
      else place.timer = setTimeout(ask, this.#kind.rest + SHARE * this.#lastCost);
    }
  }

  #draw(): Promise<void> {
    this.#drawing ??= this.#drawWaiting().finally(() => (this.#drawing = null));
    return this.#drawing;
  }

  async #drawWaiting(): Promise<void> {
    const draw = await this.#kind.load().catch(() => null);
    // What could not be loaded leaves the sources as they are.
    if (draw === null) this.#waiting.clear();
    else await this.#drawAll(draw);
  }

  async #drawAll(draw: Draw): Promise<void> {
    let start = performance.now();
    for (const holder of this.#waiting) {
      this.#waiting.delete(holder);
      const place = this.#places.get(holder);
      if (place === undefined) continue;
      const picture = this.#known.get(place.key) ?? (await this.#drawn(draw, holder, place.key));
      if (this.#places.get(holder) === place) this.#arrived(holder, place, picture);
      if (performance.now() - start < SLICE) continue;
      await new Promise((resolve) => setTimeout(resolve));
      start = performance.now();
    }
  }

  async #drawn(draw: Draw, holder: HTMLElement, key: string): Promise<Picture> {
    const start = performance.now();
    const { picture, weight } = await pictureOf(draw, holder);
    this.#lastCost = performance.now() - start;
    this.#known.set(key, picture, weight + key.length);
    return picture;
  }

  #arrived(holder: HTMLElement, place: Place, picture: Picture): void {
    const isWorse = picture.error !== null && place.shown?.content;
    if (!isWorse) this.#show(holder, place, picture);
    else place.timer = setTimeout(() => this.#show(holder, place, picture), PATIENCE);
  }

  #show(holder: HTMLElement, place: Place, picture: Picture): void {
    if (picture === place.shown) return;
    place.shown = picture;
    this.#kind.show(holder, picture);
  }
}

async function pictureOf(draw: Draw, holder: HTMLElement): Promise<{ picture: Picture; weight: number }> {
  try {
    const html = await draw(holder);
    const template = document.createElement("template");
    template.innerHTML = html;
    return { picture: { content: template.content, error: null }, weight: html.length };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { picture: { content: null, error: message }, weight: message.length };
  }
}
