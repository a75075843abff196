import type { Backend } from "../ipc/backend";
import type { ListPage, ListQuery, ListRow } from "../ipc/bindings";
import { everything } from "../ipc/list-query";
import type { Notices } from "./notices.svelte";

/** Rows that are asked for at once. */
const pageSize = 100;
/** Pages beyond this number are forgotten, those that were not shown for longest first. */
const keptPages = 40;
/** A window is never as high as the rows of three pages. */
const pagesInSight = 3;

/** What is shown: the pages of one query and revision. */
interface Listing {
  query: ListQuery;
  /** The post that `at` is about. */
  near: string | null;
  facts: Omit<ListPage, "from" | "rows">;
  pages: ReadonlyMap<number, readonly ListRow[]>;
}

/**
 * The rows of the list, which the host keeps: those pages are here that were shown. One request is
 * under way at a time; the newest query goes first, and its rows replace the old ones at once.
 */
export class ListState {
  #backend: Backend;
  #notices: Notices;
  /** Called when rows came. */
  #came: () => void;
  #query = $state.raw<ListQuery>(everything);
  /** Replaced, never changed. */
  #listing = $state.raw<Listing>(nothing);
  #total = $derived(this.#listing.facts.total);
  #near: string | null = null;
  /** Pages by when a row of theirs was shown last, the latest at the end. */
  #shown: number[] = [];
  #missing = new Set<number>();
  #stale = false;
  #running: Promise<void> | null = null;

  constructor(backend: Backend, notices: Notices, query: ListQuery, came: () => void) {
    this.#backend = backend;
    this.#notices = notices;
    this.#query = query;
    this.#came = came;
  }

  /** What was asked for last; the rows may still be those of the query before. */
  get query(): ListQuery {
    return this.#query;
  }

  /** The query whose rows are shown. */
  get shownQuery(): ListQuery {
    return this.#listing.query;
  }

  /** What the host says of the list as a whole. */
  get facts(): Omit<ListPage, "from" | "rows"> {
    return this.#listing.facts;
  }

  /** How many rows the list has. */
  get total(): number {
    return this.#total;
  }

  /** The rows that are here. */
  get rows(): readonly ListRow[] {
    return [...this.#listing.pages.values()].flat();
  }

  /** Takes the list of another folder, of which the first page has come. */
  show(query: ListQuery, page: ListPage, near: string | null): void {
    this.#query = query;
    this.#near = near;
    this.#shown = [0];
    this.#missing.clear();
    this.#stale = false;
    const pages = page.rows.length > 0 ? new Map([[0, page.rows]]) : new Map<number, ListRow[]>();
    this.#listing = { query, near, facts: page, pages };
    this.#came();
  }

  /** Asks for another list. */
  ask(query: ListQuery): void {
    this.#query = query;
    this.refresh();
  }

  /** Asks for the rows in sight again. */
  refresh(): void {
    this.#stale = true;
    void this.settled();
  }

  /** The post whose row is wanted. */
  follow(path: string | null): void {
    this.#near = path;
    if (path !== null && this.#unplaced()) void this.settled();
  }

  /** The row at an index, undefined until its page is there; then it comes. */
  row(index: number): ListRow | undefined {
    const page = Math.floor(index / pageSize);
    const rows = this.#listing.pages.get(page);
    this.#touch(page);
    if (!rows && index < this.#total) this.#want(page);
    return rows?.[index % pageSize];
  }

  /** The row at an index if its page is there. */
  peek(index: number): ListRow | undefined {
    return this.#listing.pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** The row at an index, once its page is there; undefined where there is none. */
  async load(index: number): Promise<ListRow | undefined> {
    // A new revision that comes meanwhile may not bring the page.
    for (let tries = 0; tries < 3 && !this.peek(index); tries += 1) {
      if (index < 0 || index >= this.total) return undefined;
      const page = Math.floor(index / pageSize);
      this.#touch(page);
      this.#want(page);
      await this.settled();
    }
    return this.peek(index);
  }

  /** The rows from index `from` to before `to`; fewer when the list changes meanwhile. */
  async range(from: number, to: number): Promise<ListRow[]> {
    const rows: ListRow[] = [];
    for (let row = this.peek(from); row && from + rows.length < to; row = this.peek(from + rows.length))
      rows.push(row);
    const query = this.shownQuery;
    const { revision } = this.facts;
    while (from + rows.length < to) {
      const at = from + rows.length;
      const page = await this.#backend.list(query, at, to - at, null);
      if (page.revision !== revision || page.rows.length === 0) break;
      rows.push(...page.rows);
    }
    return rows;
  }

  /** The index of the row of that key, else of the first known one that holds the post; -1 for none. */
  indexOf(path: string, key: string | null): number {
    let found = -1;
    for (const [page, rows] of this.#listing.pages) {
      for (const [at, row] of rows.entries()) {
        if (row.type !== "posts" || !row.versions.some((post) => post.path === path)) continue;
        const index = page * pageSize + at;
        if (row.key === key) return index;
        if (found < 0 || index < found) found = index;
      }
    }
    if (found >= 0 || this.#listing.near !== path) return found;
    return this.facts.at ?? -1;
  }

  /** Resolves once everything that was asked for has come. Never rejects. */
  settled(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  #touch(page: number): void {
    if (this.#shown.at(-1) !== page) this.#shown = [...this.#shown.filter((other) => other !== page), page];
  }

  #want(page: number): void {
    this.#missing.add(page);
    void this.settled();
  }

  async #run(): Promise<void> {
    // What is asked for in one go goes together; and a row that asks is in the middle of being drawn.
    await Promise.resolve();
    for (let next = this.#next(); next; next = this.#next()) {
      try {
        await next();
      } catch (reason) {
        this.#notices.error("list", "The list of posts cannot be read", reason);
      }
    }
    this.#running = null;
  }

  #next(): (() => Promise<void>) | null {
    if (this.#stale) {
      this.#stale = false;
      this.#missing.clear();
      return () => this.#renew();
    }
    // What was passed by is not asked for; its rows ask again when they come into sight.
    const inSight = this.#shown.slice(-pagesInSight);
    const page = inSight.findLast((one) => this.#missing.has(one) && !this.#listing.pages.has(one));
    if (page !== undefined) {
      this.#missing.delete(page);
      return () => this.#fetch(page);
    }
    this.#missing.clear();
    return this.#unplaced() ? () => this.#locate() : null;
  }

  /** Another query or revision: its rows replace the old ones when those in sight are all there. */
  async #renew(): Promise<void> {
    const query = this.#query;
    const near = this.#near;
    const isSame = query === this.shownQuery;
    const todo = isSame ? this.#shown.slice(-pagesInSight) : [0];
    const pages = new Map<number, readonly ListRow[]>();
    let facts: ListPage | null = null;
    for (let page = todo.shift() ?? 0; ;) {
      const answer: ListPage = await this.#backend.list(query, page * pageSize, pageSize, near);
      if (query !== this.#query) return;
      // The blog changed in between: what came before does not fit.
      if (facts?.revision !== answer.revision) pages.clear();
      // The row that the keys are on comes into sight.
      if (!facts && !isSame && (answer.at ?? 0) >= pageSize)
        todo.push(Math.floor((answer.at ?? 0) / pageSize));
      facts = answer;
      if (answer.rows.length > 0) pages.set(page, answer.rows);
      const next = todo.shift();
      if (next === undefined) break;
      page = next;
    }
    this.#shown = [...pages.keys()];
    this.#listing = { query, near, facts, pages };
    this.#notices.dismiss("list");
    this.#came();
  }

  async #fetch(page: number): Promise<void> {
    const answer = await this.#answer(page * pageSize, pageSize);
    if (!answer || answer.rows.length === 0) return;
    const pages = new Map(this.#listing.pages).set(page, answer.rows);
    for (const old of this.#shown) if (pages.size > keptPages && old !== page) pages.delete(old);
    this.#listing = { ...this.#listing, pages };
    this.#notices.dismiss("list");
    this.#came();
  }

  async #locate(): Promise<void> {
    const near = this.#near;
    // Asked once, whatever comes of it.
    this.#listing = { ...this.#listing, near, facts: { ...this.facts, at: null } };
    const answer = await this.#answer(0, 1);
    if (answer && this.#listing.near === near)
      this.#listing = { ...this.#listing, facts: { ...this.facts, at: answer.at } };
  }

  /** A part of what is shown; null when it does not fit it any more. */
  async #answer(from: number, count: number): Promise<ListPage | null> {
    const { query, facts } = this.#listing;
    const answer = await this.#backend.list(query, from, count, this.#near);
    if (query !== this.shownQuery) return null;
    if (answer.revision === facts.revision) return answer;
    this.#stale = true;
    return null;
  }

  /** Whether it is not known which row holds the post that is followed. */
  #unplaced(): boolean {
    const { near, facts } = this.#listing;
    const path = this.#near;
    if (path === null || near === path || facts.total === 0) return false;
    return this.indexOf(path, null) < 0;
  }
}

const nothing: Listing = {
  query: everything,
  near: null,
  facts: {
    revision: 0,
    size: 0,
    total: 0,
    counts: { all: 0, draft: 0, scheduled: 0, published: 0, expired: 0, hidden: 0, template: 0 },
    tags: [],
    languages: [],
    at: null,
  },
  pages: new Map(),
};
