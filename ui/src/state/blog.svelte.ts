import type { Backend } from "../ipc/backend";
import type {
  Blog,
  BlogChanged,
  Done,
  Habits,
  ListQuery,
  NameCount,
  PostSummary,
  Session,
  Site,
  StateCounts,
} from "../ipc/bindings";
import { Chosen } from "./chosen.svelte";
import { HabitsState } from "./habits.svelte";
import { KnownPosts } from "./known-posts.svelte";
import { everything } from "../ipc/list-query";
import { ListState } from "./list.svelte";
import type { Notices } from "./notices.svelte";
import { postOf, postsOf, type ShownRow } from "./rows";
import { TextSearch } from "./text-search.svelte";

/** The open folder: what its list shows, and what is known of its posts. */
export class BlogState {
  #backend: Backend;
  #notices: Notices;
  #habits: HabitsState;
  #known: KnownPosts;
  #list: ListState;
  #texts: TextSearch;
  #root = $state<string | null>(null);
  #name = $state("");
  #site = $state.raw<Site | null>(null);
  readonly #chosen = new Chosen();
  #searched: { query: ListQuery | null; revision: number } = { query: null, revision: 0 };
  readonly #length = $derived.by(() => this.#list.total + this.#texts.rows.length);
  readonly #indices = $derived(Array.from({ length: this.#length }, (_, index) => index));

  constructor(backend: Backend, notices: Notices, start: Blog | null, session: Session) {
    this.#backend = backend;
    this.#notices = notices;
    this.#habits = new HabitsState(backend, notices);
    this.#known = new KnownPosts(backend, notices);
    const { grouping, sorting } = session;
    this.#list = new ListState(backend, notices, { ...everything, grouping, sorting }, () => this.#listed());
    this.#texts = new TextSearch(backend, notices, (posts) => this.#known.add(posts));
    if (start) this.show(start, session.post);
  }

  /** The folder's path, null when none is open. */
  get root(): string | null {
    return this.#root;
  }

  get name(): string {
    return this.#name;
  }

  /** All posts, whatever the filters. */
  get size(): number {
    return this.#list.facts.size;
  }

  /** What builds the folder; null when none is open. */
  get site(): Site | null {
    return this.#site;
  }

  /** What the headers have in common. */
  get habits(): Habits {
    return this.#habits.current;
  }

  /** How many rows there are, those found in texts included. */
  get length(): number {
    return this.#length;
  }

  /** How many rows the host's list has, headings included. */
  get total(): number {
    return this.#list.total;
  }

  /** The numbers from 0 to before `length`; another array only when that changes. */
  get indices(): readonly number[] {
    return this.#indices;
  }

  /** The row at an index, undefined until it is here; then it comes. */
  row(index: number): ShownRow | undefined {
    return this.#asKnown(index < this.total ? this.#list.row(index) : this.#texts.rows[index - this.total]);
  }

  /** The row at an index if it is here. */
  peek(index: number): ShownRow | undefined {
    return this.#asKnown(index < this.total ? this.#list.peek(index) : this.#texts.rows[index - this.total]);
  }

  /** The row at an index, once it is here; undefined where there is none. */
  async load(index: number): Promise<ShownRow | undefined> {
    if (index < this.total) await this.#list.load(index);
    return this.peek(index);
  }

  /** The index of the row with that key, else of one that holds the post; -1 when none is known. */
  indexOf(path: string, key: string | null): number {
    const texts = this.#texts.rows;
    const keyed = key === null ? -1 : texts.findIndex((row) => row.key === key);
    if (keyed >= 0) return this.total + keyed;
    const listed = this.#list.indexOf(path, key);
    const found = texts.findIndex((row) => postOf(row)?.path === path);
    return listed >= 0 || found < 0 ? listed : this.total + found;
  }

  /** Resolves once the rows that were asked for have come. */
  settled(): Promise<void> {
    return this.#list.settled();
  }

  /** The query whose rows are shown: another object for each. */
  get shownQuery(): ListQuery {
    return this.#list.shownQuery;
  }

  /** How many of the posts that pass the other filters are in each state. */
  get counts(): StateCounts {
    return this.#list.facts.counts;
  }

  /** The tags of the posts that pass the other filters, the most frequent first. */
  get tags(): readonly NameCount[] {
    return this.#list.facts.tags;
  }

  get languages(): readonly NameCount[] {
    return this.#list.facts.languages;
  }

  /** The query that was asked for last. */
  get query(): ListQuery {
    return this.#list.query;
  }

  /** Changes parts of the query. The rows of the one before stay until the new ones are here. */
  ask(parts: Partial<ListQuery>): void {
    const changed = Object.entries(parts).some(
      ([key, value]) => this.query[key as keyof ListQuery] !== value,
    );
    if (changed) this.#list.ask({ ...this.query, ...parts });
  }

  /** Shows every post, whatever the filters were. */
  clearFilters(): void {
    const { grouping, sorting } = this.query;
    this.ask({ ...everything, grouping, sorting });
  }

  /** The posts that were chosen for an operation, by path. */
  get chosen(): ReadonlyMap<string, PostSummary> {
    return this.#chosen.posts;
  }

  /** Chooses a post, or no longer. */
  choose(path: string): void {
    this.#chosen.toggle(path, this.find(path));
  }

  /** Chooses the rows between two indices, both included. Never rejects. */
  async chooseRange(one: number, other: number): Promise<void> {
    const from = Math.max(Math.min(one, other), 0);
    const to = Math.max(one, other) + 1;
    const texts = this.#texts.rows.slice(Math.max(from - this.total, 0), Math.max(to - this.total, 0));
    try {
      const listed = await this.#list.range(from, Math.min(to, this.total));
      this.#chosen.add([...listed, ...texts].flatMap((row) => postOf(row) ?? []));
      this.#notices.dismiss("choose");
    } catch (reason) {
      this.#notices.error("choose", "The posts between cannot be chosen", reason);
    }
  }

  chooseNone(): void {
    this.#chosen.replace([]);
  }

  /** What an operation on the post at `path` is about: all chosen posts when it is one of them. */
  subjects(path: string | null): PostSummary[] {
    const isChosen = this.chosen.size > 0 && (path === null || this.chosen.has(path));
    if (isChosen) return [...this.chosen.values()].map((post) => this.find(post.path) ?? post);
    return path === null ? [] : [this.find(path) ?? []].flat();
  }

  /** The post at a path, when it is in a row that is here, or in front. */
  find(path: string): PostSummary | undefined {
    return this.#known.find(path);
  }

  /** The post at a path, wherever it is in the list; undefined when there is none. */
  know(path: string): Promise<PostSummary | undefined> {
    return this.#known.know(path);
  }

  /** The row of this post is wanted. */
  follow(path: string | null): void {
    this.#list.follow(path);
  }

  /** This post is in front now. */
  keep(path: string | null): void {
    void this.#known.keep(path);
  }

  /** Shows the row of a post that was just made, whatever the filters were. */
  async reveal(post: PostSummary): Promise<void> {
    this.#known.add([post]);
    this.#list.follow(post.path);
    this.#list.refresh();
    await this.settled();
    if (this.#list.indexOf(post.path, null) < 0) this.clearFilters();
    await this.settled();
  }

  /** Takes another folder in place of the one before. `last` is the post of the session. */
  show(blog: Blog, last: string | null = null): void {
    this.#root = blog.root;
    this.#name = blog.name;
    this.#site = blog.site;
    this.#chosen.replace([]);
    this.#texts.clear();
    this.#known.replace([]);
    const { grouping, sorting } = this.query;
    const near = blog.page.at === null ? null : (blog.selected ?? last);
    this.#list.show({ ...everything, folder: blog.folder, grouping, sorting }, blog.page, near);
    void this.#habits.refresh();
  }

  /** Notes what the writer decided about the site. */
  decide(decision: Partial<Pick<Site, "trusted" | "preview">>): void {
    if (this.#site) this.#site = { ...this.#site, ...decision };
  }

  apply(change: BlogChanged): void {
    const { upserted, removed } = change;
    this.#known.update(upserted, removed);
    this.#chosen.remove(removed);
    if (change.many) void this.#lookAgain();
    if (change.revision > this.#list.facts.revision) this.#list.refresh();
    this.#habits.refreshSoon();
    if (change.problem)
      this.#notices.error("blog", `The folder ${this.#name} cannot be read`, change.problem);
    else this.#notices.dismiss("blog");
  }

  /** Changes the draft state of a post. Shown at once, taken back when it fails. */
  async setDraft(path: string, on: boolean): Promise<Done | null> {
    const operate = (): Promise<Done> => this.#backend.operate({ type: "draft", paths: [path], on });
    const before = this.find(path);
    const shown: PostSummary | null = before ? { ...before, state: on ? "draft" : "published" } : null;
    try {
      const done = await (shown ? this.#known.expect(shown, operate) : operate());
      this.#notices.dismiss(`draft ${path}`);
      return done;
    } catch (reason) {
      this.#notices.error(`draft ${path}`, `${path} stays as it was`, reason);
      return null;
    }
  }

  /** More changed than was named: what is held beside the rows is asked for again. */
  async #lookAgain(): Promise<void> {
    void this.#known.forget();
    const before = this.chosen;
    if (before.size === 0) return;
    const posts = await this.#known.ask([...before.keys()]);
    if (this.chosen === before) this.#chosen.replace(posts);
  }

  /** Rows came. The texts are searched once the titles of the same query are shown. */
  #listed(): void {
    this.#known.replace([...this.#list.rows, ...this.#texts.rows].flatMap(postsOf));
    const query = this.#list.shownQuery;
    const { revision } = this.#list.facts;
    if (query === this.#searched.query && revision === this.#searched.revision) return;
    this.#searched = { query, revision };
    if (query.text.trim() === "") this.#texts.clear();
    else void this.#texts.search(query);
  }

  /** A row with its post as it is known to be by now. */
  #asKnown(row: ShownRow | undefined): ShownRow | undefined {
    if (row?.type !== "posts") return row;
    const post = this.find(row.post.path);
    return post && post !== row.post ? { ...row, post } : row;
  }
}
