import type { BlogState } from "./blog.svelte";
import { postOf, postsOf, type ShownRow } from "./rows";

/** Where the keys were put: a post, and in which row, where several hold it. */
interface Place {
  /** Null while the row is not here yet. */
  path: string | null;
  key: string | null;
  /** The row's index then. */
  index: number;
}

/** The row of the list that the keys are on: that of the post in front until a key moves it. */
export class ListCursor {
  #blog: BlogState;
  #place = $state.raw<Place>(nowhere);
  #index = $derived.by(() => this.#indexNow());
  /** The row from which rows are chosen by moving on. */
  #anchor: number | null = null;
  #going: Promise<void> = Promise.resolve();

  constructor(blog: BlogState) {
    this.#blog = blog;
  }

  /** The index of the row, -1 when it is not in the list or not known. */
  get index(): number {
    return this.#index;
  }

  /** The post in the row: of translations, the one that the keys are on. */
  get path(): string | null {
    return this.#place.path;
  }

  /** Another object each time that it was moved. */
  get place(): unknown {
    return this.#place;
  }

  /** Goes to the row of a post. */
  follow(path: string | null): void {
    if (path !== this.path || path === null)
      this.#put(path === null ? nowhere : { path, key: null, index: -1 });
  }

  /** Goes to a row that is here. */
  put(index: number, row: ShownRow, path: string | undefined = postOf(row)?.path): void {
    if (path === undefined) return;
    this.#anchor = null;
    this.#put({ path, key: row.key, index });
  }

  /** Comes to the list once the rows that were asked for are here: to the first one from outside. */
  enter(): void {
    this.#going = this.#enter();
  }

  /** Goes to the posts nearest to that row, first in the direction of `step`; headings are passed over. */
  go(target: number, step: 1 | -1): Promise<void> {
    this.#anchor = null;
    return (this.#going = this.#go(target, step));
  }

  /** Goes there, and chooses the rows on the way. */
  async extend(target: number, step: 1 | -1): Promise<void> {
    const anchor = this.#anchor ?? this.index;
    await this.go(target, step);
    this.#anchor = anchor;
    await this.#blog.chooseRange(anchor, this.index);
  }

  /** Goes to the next translation in the row. */
  turn(by: number): void {
    const { path, key, index } = this.#place;
    const versions = postsOf(this.#blog.peek(this.index));
    const next = versions[versions.findIndex((post) => post.path === path) + by];
    if (next) this.#put({ path: next.path, key, index });
  }

  /** Does it with the post that the keys are on, once its row is here. */
  withPost(run: (path: string) => void): void {
    void this.#going.then(() => {
      if (this.index >= 0 && this.path !== null) run(this.path);
    });
  }

  /** The post `step` rows from the one at `path`; from outside the list, its first or last. */
  async beside(path: string | null, step: 1 | -1): Promise<string | null> {
    await this.#blog.settled();
    const known = this.path === path ? this.index : path === null ? -1 : this.#blog.indexOf(path, null);
    const start = known >= 0 ? known + step : step > 0 ? 0 : this.#blog.length - 1;
    for (let at = start; at >= 0 && at < this.#blog.length; at += step) {
      const row = this.#blog.peek(at) ?? (await this.#blog.load(at));
      if (!row) return null;
      const post = postOf(row);
      if (post && post.path !== path) return post.path;
    }
    return null;
  }

  async #enter(): Promise<void> {
    await this.#blog.settled();
    if (this.index < 0) await this.#go(0, 1);
  }

  async #go(target: number, step: 1 | -1): Promise<void> {
    const last = this.#blog.length - 1;
    const from = Math.max(0, Math.min(target, last));
    const before = this.#place;
    const aim: Place = { path: null, key: null, index: from };
    for (const by of [step, -step]) {
      for (let at = from; at >= 0 && at <= last; at += by) {
        let row = this.#blog.peek(at);
        if (!row) {
          this.#place = aim;
          row = await this.#blog.load(at);
          if (this.#place !== aim) return;
        }
        const post = postOf(row);
        if (row && post) {
          this.#put({ path: post.path, key: row.key, index: at });
          return;
        }
        if (!row) break;
      }
    }
    this.#place = before;
  }

  #put(place: Place): void {
    this.#place = place;
    this.#blog.follow(place.path);
  }

  #indexNow(): number {
    const { path, key, index } = this.#place;
    if (path === null) return index;
    const row = this.#blog.peek(index);
    const isThere = row?.key === key && postsOf(row).some((post) => post.path === path);
    return isThere ? index : this.#blog.indexOf(path, key);
  }
}

const nowhere: Place = { path: null, key: null, index: -1 };
