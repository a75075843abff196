import type { BlockHtml } from "../ipc/bindings";
import type { BlockList, Entry } from "./blocks";
import type { Send } from "./messages";
import { lacksRest } from "./rest";

/** Ids in one request. The host answers with fewer when their HTML is long. */
const MOST = 500;
/** Milliseconds without a change after which all of a very long block is shown as it is now. */
const REST = 600;

/**
 * Asks the host for HTML that it did not send: of what is near first, then the rest of very long blocks
 * that are wanted, then all when all is wanted.
 */
export class Supply {
  readonly #list: BlockList;
  readonly #send: Send;
  /** Only the start of these is here, and the reader wants all. */
  #long: readonly Entry[] = [];
  #near: readonly Entry[] = [];
  #isAllWanted = false;
  /** Blocks below those that are known have not come. */
  #isBegun = false;
  /** Where to look for more, while all is wanted. */
  #from = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One request is under way at a time, so that what comes near next waits for no more than that. */
  #asked: ReadonlySet<string> | null = null;
  #waiting: (() => void)[] = [];

  constructor(list: BlockList, send: Send) {
    this.#list = list;
    this.#send = send;
  }

  /** These are about to be seen, and nothing else is. */
  near(entries: readonly Entry[]): void {
    this.#near = entries;
    this.#ask();
  }

  /** Resolves when no block lacks its HTML, or there is another post. */
  all(): Promise<void> {
    this.#isAllWanted = true;
    this.#from = 0;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#ask();
    });
  }

  /** All of a block is wanted of which the start is here. */
  entire(entry: Entry): void {
    this.#long = [...this.#long, entry];
    this.#ask();
  }

  /**
   * What the host answered; what it left out of a request is asked for again. Returns the blocks of
   * which the start is shown, and all is here now.
   */
  arrived(blocks: readonly BlockHtml[]): Entry[] {
    const longer = this.#list.fill(new Map(blocks.map(({ id, html }) => [id, html])));
    // Blocks that the host does not have any more go with the next patch.
    if (blocks.length === 0) {
      const isLeft = ({ id }: Entry): boolean => this.#asked?.has(id) !== true;
      [this.#near, this.#long] = [this.#near.filter(isLeft), this.#long.filter(isLeft)];
      this.#from = this.#list.length;
    }
    this.#asked = null;
    this.#ask();
    return longer;
  }

  /** There are other blocks; after the first of a post all of them. */
  changed(): void {
    this.#isBegun = false;
    this.#from = 0;
    const { behind } = this.#list;
    this.#long = this.#long.filter((entry) => !behind.has(entry));
    clearTimeout(this.#timer);
    if (behind.size > 0)
      this.#timer = setTimeout(() => [...behind].forEach((entry) => this.entire(entry)), REST);
    this.#ask();
  }

  /** Another post, or the first blocks of it: what was asked for is not wanted any more. */
  reset(isBegun = false): void {
    clearTimeout(this.#timer);
    this.#near = this.#long = [];
    this.#asked = null;
    this.#done();
    this.#isBegun = isBegun;
  }

  #ask(): void {
    if (this.#asked !== null) return;
    const near = this.#near.filter(({ html }) => html === null);
    this.#long = this.#long.filter(lacksRest);
    const wanted = [near, this.#long].find(({ length }) => length > 0) ?? this.#next();
    if (wanted.length === 0) {
      if (!this.#isBegun) this.#done();
      return;
    }
    this.#asked = new Set(wanted.slice(0, MOST).map(({ id }) => id));
    this.#send({ type: "wanted", ids: [...this.#asked], entire: wanted[0]!.html !== null });
  }

  /** Blocks of one kind: without HTML, or with the start of it. */
  #next(): Entry[] {
    const next: Entry[] = [];
    if (!this.#isAllWanted) return next;
    const { entries } = this.#list;
    const isLacking = (entry: Entry): boolean => entry.html === null || lacksRest(entry);
    while (this.#from < entries.length && !isLacking(entries[this.#from]!)) this.#from += 1;
    for (let i = this.#from; i < entries.length && next.length < MOST; i++) {
      const entry = entries[i]!;
      if (isLacking(entry) && lacksRest(entry) === lacksRest(entries[this.#from]!)) next.push(entry);
    }
    return next;
  }

  #done(): void {
    this.#isAllWanted = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
