import type { BlockHtml } from "../ipc/bindings";
import type { BlockList, Entry } from "./blocks";
import type { Send } from "./messages";

/** Ids in one request. The host answers with fewer when their HTML is long. */
const MOST = 500;

/** Asks the host for HTML that it did not send: of what is near first, of all when all is wanted. */
export class Supply {
  readonly #list: BlockList;
  readonly #send: Send;
  #near: readonly Entry[] = [];
  #isAllWanted = false;
  /** Blocks below those that are known have not come. */
  #isBegun = false;
  /** Where to look for more, while all is wanted. */
  #from = 0;
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

  /** What the host answered; what it left out of a request is asked for again. */
  arrived(blocks: readonly BlockHtml[]): void {
    this.#list.fill(new Map(blocks.map(({ id, html }) => [id, html])));
    // Blocks that the host does not have any more go with the next patch.
    if (blocks.length === 0) this.#near = this.#near.filter(({ id }) => !this.#asked?.has(id));
    if (blocks.length === 0) this.#from = this.#list.length;
    this.#asked = null;
    this.#ask();
  }

  /** There are other blocks; after the first of a post all of them. */
  changed(): void {
    this.#isBegun = false;
    this.#from = 0;
    this.#ask();
  }

  /** Another post, or the first blocks of it: what was asked for is not wanted any more. */
  reset(isBegun = false): void {
    this.#near = [];
    this.#asked = null;
    this.#done();
    this.#isBegun = isBegun;
  }

  #ask(): void {
    if (this.#asked !== null) return;
    const near = this.#near.filter(({ html }) => html === null);
    const wanted = near.length > 0 ? near : this.#next();
    if (wanted.length === 0) {
      if (!this.#isBegun) this.#done();
      return;
    }
    this.#asked = new Set(wanted.slice(0, MOST).map(({ id }) => id));
    this.#send({ type: "wanted", ids: [...this.#asked] });
  }

  #next(): Entry[] {
    const next: Entry[] = [];
    if (!this.#isAllWanted) return next;
    const { entries } = this.#list;
    while (entries[this.#from]?.html !== null && this.#from < entries.length) this.#from += 1;
    for (let i = this.#from; i < entries.length && next.length < MOST; i++)
      if (entries[i]!.html === null) next.push(entries[i]!);
    return next;
  }

  #done(): void {
    this.#isAllWanted = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
