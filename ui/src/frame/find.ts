import type { Entry } from "./blocks";
import type { Body } from "./body";
import { Matches } from "./matches";
import type { Send } from "./messages";
import type { Scroll } from "./scroll";
import type { Supply } from "./supply";
import { piecesOf, rangeOf, textOf } from "./text";
import type { Viewport } from "./viewport";

/** Names of highlights, as `frame.css` has them. */
const ALL = "found";
const CURRENT = "found-current";
/** Ranges are marked in no more blocks than this: all may be shown at once. */
const MARKED = 1_000;
/** Milliseconds after a patch before what it changed is looked through. */
const REST = 200;

/** A match, by its block and its number in it. */
interface Place {
  entry: Entry;
  nth: number;
}

/**
 * Finds text in the whole page, in blocks without an element too. Matches are highlights of ranges, so
 * the blocks stay as they are.
 */
export class Find {
  readonly #root: HTMLElement;
  readonly #body: Body;
  readonly #scroll: Scroll;
  readonly #supply: Supply;
  readonly #viewport: Viewport;
  readonly #send: Send;
  /** Kept for good: WebKit does not paint anew what was in a highlight that another one replaces. */
  #highlights: { all: Highlight; current: Highlight } | null = null;
  #matches: Matches | null = null;
  #current: Place | null = null;
  #isPlanned = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** Blocks come and go, and code and formulas are set after them. */
  readonly #changes = new MutationObserver(() => this.#later());

  constructor(
    root: HTMLElement,
    body: Body,
    { scroll, supply, viewport, send }: { scroll: Scroll; supply: Supply; viewport: Viewport; send: Send },
  ) {
    [this.#root, this.#body, this.#scroll] = [root, body, scroll];
    [this.#supply, this.#viewport, this.#send] = [supply, viewport, send];
  }

  /** Looks for other text, from what is seen on; empty text ends the search. */
  async look(text: string): Promise<void> {
    this.end();
    if (text.trim() === "") return;
    const matches = new Matches(this.#body.list, text);
    this.#matches = matches;
    this.#changes.observe(this.#root, { childList: true, subtree: true });
    await this.#supply.all();
    if (this.#matches === matches) await this.#count(matches);
  }

  /** Goes to the next match, or to the one before, around the ends. */
  step(by: 1 | -1): void {
    if (this.#matches?.isComplete !== true) return;
    const place =
      this.#current === null ? this.#matches.from(this.#seen()) : this.#matches.beside(this.#current, by);
    if (place !== null) this.#goTo(place);
    this.#tell();
  }

  /** The blocks are others: what was found in those that stayed is still known. */
  changed(): void {
    const matches = this.#matches;
    if (matches === null) return;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#supply.all().then(() => this.#count(matches)), REST);
  }

  /** Nothing is looked for any more. */
  end(): void {
    clearTimeout(this.#rest);
    if (this.#matches === null) return;
    this.#matches = this.#current = null;
    this.#changes.disconnect();
    this.#mark();
  }

  async #count(matches: Matches): Promise<void> {
    if (!(await matches.count(() => this.#matches === matches))) return;
    const last = this.#current;
    if (last !== null && matches.has(last)) this.#later();
    else {
      // While it is written, a block is another one with each key: the reader is not taken elsewhere.
      this.#current = matches.from(this.#seen());
      if (last === null && this.#current !== null) this.#goTo(this.#current);
    }
    this.#tell();
  }

  #seen(): number {
    return this.#body.indexAt(0);
  }

  #tell(): void {
    const { total } = this.#matches ?? { total: 0 };
    const at = this.#current === null ? 0 : (this.#matches?.numberOf(this.#current) ?? 0);
    this.#send({ type: "found", count: total, at });
  }

  /** Brings it into view: it stays where it is when it is seen already. */
  #goTo(place: Place): void {
    this.#current = place;
    const index = this.#body.list.entries.indexOf(place.entry);
    const third = this.#viewport.height / 3;
    if (place.entry.element === null) this.#scroll.show(index, third);
    const box = this.#boxOf(place);
    const isSeen = box !== null && box.top >= 0 && box.bottom <= this.#viewport.height;
    if (box !== null && !isSeen) this.#scroll.show(index, third - (box.top - this.#body.box(index).top));
    this.#mark();
  }

  #boxOf({ entry, nth }: Place): DOMRect | null {
    const range = entry.element === null ? undefined : this.#rangesIn(entry.element)[nth];
    if (range === undefined) return null;
    const around = range.startContainer.parentElement;
    for (
      let closed = around?.closest("details:not([open])");
      closed;
      closed = around?.closest("details:not([open])")
    )
      closed.toggleAttribute("open", true);
    return range.getBoundingClientRect();
  }

  #rangesIn(element: HTMLElement): Range[] {
    const pieces = piecesOf(element);
    const found = this.#matches?.in(textOf(pieces)) ?? [];
    return found.map(([from, to]) => rangeOf(pieces, from, to));
  }

  #later(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    requestAnimationFrame(() => {
      this.#isPlanned = false;
      this.#mark();
    });
  }

  #mark(): void {
    // Older web views cannot mark; going from match to match works there too.
    if (!("highlights" in CSS)) return;
    const { all, current } = (this.#highlights ??= registered());
    all.clear();
    current.clear();
    for (const entry of this.#matches === null ? [] : this.#body.shown.slice(0, MARKED))
      this.#rangesIn(entry.element!).forEach((range, nth) => {
        const isCurrent = entry === this.#current?.entry && nth === this.#current.nth;
        (isCurrent ? current : all).add(range);
      });
  }
}

function registered(): { all: Highlight; current: Highlight } {
  const [all, current] = [new Highlight(), new Highlight()];
  current.priority = 1;
  CSS.highlights.set(ALL, all);
  CSS.highlights.set(CURRENT, current);
  return { all, current };
}
