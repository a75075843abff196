import type { Entry } from "./blocks";
import type { Body } from "./body";
import { CaretMark } from "./caret";
import { heightOf, lineAt } from "./lines";
import type { Places } from "./lines";
import type { Send } from "./messages";
import { Room } from "./room";
import type { Box, Viewport } from "./viewport";

/** A block, and the pixels from the top of what is seen to its top. */
interface Anchor {
  index: number;
  /** The block itself, which a patch may have moved. */
  entry: Entry | null;
  y: number;
}

/** Times that the page is laid out for one step; the second already changes next to nothing. */
const PASSES = 5;

/**
 * Keeps what is seen where it is while blocks come, go and grow: the line that the window asked for,
 * or, once the reader scrolls here, the first block in view.
 */
export class Scroll {
  readonly #body: Body;
  readonly #viewport: Viewport;
  readonly #send: Send;
  /** The line that the window wants at a height; null while the reader leads. */
  #held: { line: number; y: number } | null = null;
  /** Null is the top of the page: like a browser's own anchoring, it stays there. */
  #anchor: Anchor | null = null;
  /** Where the page was scrolled to when it was settled last. */
  #settled = 0;
  #isPlanned = false;
  /** What the editor beside it shows, which is what can be in line. */
  #editor: Box | null = null;
  /** The reader scrolled here last, and the window follows. */
  #leads = false;
  /** How often the window asked for a line. */
  #heard = 0;
  readonly #caret: CaretMark;
  readonly #room: Room;

  constructor(body: Body, viewport: Viewport, send: Send) {
    this.#body = body;
    this.#viewport = viewport;
    this.#send = send;
    this.#caret = new CaretMark(body);
    this.#room = new Room(viewport);
    document.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // What is clicked or turned must not be pulled away, whatever it opens.
    for (const type of ["wheel", "pointerdown", "touchstart"])
      document.addEventListener(type, () => (this.#held = null), { passive: true });
  }

  /** Another post, from its top. */
  toTop(): void {
    this.#held = null;
    this.#leads = false;
    this.#room.none();
    this.#anchor = null;
    this.settle();
  }

  /** The page begins in view, or its first block does. */
  get isAtStart(): boolean {
    return this.#anchor === null || this.#body.box(0).top >= 0;
  }

  /** The window leads: the line stays at that height, whatever loads, until the reader scrolls here. */
  align(line: number, y: number): void {
    this.#held = { line, y };
    this.#leads = false;
    this.#heard += 1;
    this.later();
  }

  /** An editor beside it shows text between these heights. */
  beside(top: number, bottom: number): void {
    this.#editor = { top, bottom };
  }

  /** There is no editor beside it any more. */
  alone(): void {
    this.#editor = null;
    this.#held = null;
    this.#room.none();
    this.settle();
  }

  /** The reader does something here that the window follows. */
  lead(): void {
    this.#held = null;
    this.#leads = true;
  }

  /** The caret is on that line of the document, from 0. */
  caretAt(line: number): void {
    this.#caret.line = line;
    if (this.#leads) this.#report();
  }

  /** Brings a block's top to a height of what is seen, in pixels, for the reader. */
  show(index: number, y = 0): void {
    this.lead();
    this.#anchor = { index, entry: null, y };
    this.settle();
  }

  /** Settles before the next paint. */
  later(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    requestAnimationFrame(() => this.settle());
  }

  /** Brings what should be seen to its height again, with the blocks around it. */
  settle(): void {
    this.#isPlanned = false;
    if (this.#body.list.length === 0) return;
    let target = this.#anchor;
    for (let pass = 0; pass < PASSES; pass++) {
      this.#moveTo(this.#held === null ? target : this.#placeOf(this.#held));
      target = this.#inView();
      if (!this.#body.showAround(target.index, target.y)) break;
    }
    if (this.#held !== null && this.#room.shrink()) target = this.#inView();
    this.#settled = this.#viewport.scrolled;
    this.#anchor = this.#held === null && this.#settled <= 0 ? null : target;
    this.#caret.update();
  }

  /** The pane has another size, or something in it. */
  resized(): void {
    this.settle();
    if (this.#leads) this.#report();
  }

  #moveTo(target: Anchor | null): void {
    if (target === null) {
      this.#viewport.scrollTo(0);
      return;
    }
    const index = target.entry?.element ? target.entry.index : clamped(target.index, this.#body.list.length);
    if (!this.#body.list.at(index)?.element) this.#body.showAround(index, target.y);
    this.#body.measure();
    const move = this.#body.box(index).top - target.y;
    if (Math.abs(move) < 1) return;
    const wanted = this.#viewport.scrolled + move;
    this.#viewport.scrollTo(this.#held === null ? wanted : this.#room.reach(wanted));
  }

  #placeOf({ line, y }: { line: number; y: number }): Anchor {
    const { list } = this.#body;
    const index = Math.max(0, list.indexOfLine(line));
    if (!list.at(index)?.element) this.#body.showAround(index, y);
    const offset = heightOf(this.#places, line) - this.#body.box(index).top;
    return { index, entry: null, y: y - offset };
  }

  /** The first block that begins in view, else the one that covers it. */
  #inView(): Anchor {
    const { shown } = this.#body;
    const { height } = this.#viewport;
    const first = shown[firstWhere(shown.length, (i) => this.#boxOf(shown[i]!).bottom > 0)];
    for (const entry of [first && this.#body.list.at(first.index + 1), first]) {
      if (!entry?.element) continue;
      const { top, bottom } = this.#boxOf(entry);
      const isBetter = entry === first || this.#boxOf(first!).top < 0;
      if (isBetter && top < height && bottom > 0) return { index: entry.index, entry, y: top };
    }
    const index = this.#body.indexAt(0);
    return { index, entry: this.#body.list.at(index) ?? null, y: this.#body.box(index).top };
  }

  #boxOf(entry: Entry): Box {
    return this.#body.box(entry.index);
  }

  #scrolled(): void {
    const moved = this.#viewport.scrolled - this.#settled;
    if (this.#isPlanned || Math.abs(moved) < 1.5) return;
    this.lead();
    if (this.#anchor === null) this.#anchor = this.#inView();
    else this.#anchor.y -= moved;
    this.settle();
    this.#report();
  }

  /**
   * Tells the window which line is where. It is the caret's while that is seen, so that it stays in
   * line with the editor; without it the one at the top, and the one at the bottom at the page's end.
   * Between these the height changes with the way scrolled, so that nothing jumps.
   */
  #report(): void {
    const { height, scrolled, length } = this.#viewport;
    const caret = this.#caret.line;
    const at = caret === null ? -1 : heightOf(this.#places, caret);
    const top = Math.max(0, this.#editor?.top ?? 0);
    const bottom = Math.max(top, Math.min(height, this.#editor?.bottom ?? height));
    if (caret !== null && at >= top && at <= bottom) {
      this.#say(caret, at);
      return;
    }
    const byCaret = at < top ? top : 2 * bottom - at;
    const byEnd = bottom - (length - this.#room.below - height - scrolled);
    // Below the last block there is no line.
    const end = this.#body.box(this.#body.list.length - 1).bottom;
    const y = Math.min(bottom, end, Math.max(top, byCaret, byEnd));
    this.#say(lineAt(this.#places, y), y);
  }

  #say(line: number, y: number): void {
    this.#send({ type: "scrolled", line, y, heard: this.#heard });
  }

  get #places(): Places {
    const { list } = this.#body;
    return {
      count: list.length,
      line: (index) => list.lineOf(index),
      lines: (index) => list.linesOf(index),
      box: (index) => this.#body.box(index),
      top: this.#room.above - this.#viewport.scrolled,
    };
  }
}

function clamped(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}

/** The first index for which the test holds, when it holds for all after it too; otherwise the count. */
function firstWhere(count: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
