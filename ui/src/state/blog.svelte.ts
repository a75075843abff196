import type { Backend } from "../ipc/backend";
import type { Blog, BlogChanged, Done, Habits, PostSummary, Site } from "../ipc/bindings";
import { HabitsState } from "./habits.svelte";
import type { Notices } from "./notices.svelte";
import { countByState, inState, matching, sorted, type StateCounts, type StateFilter } from "./order";
import { listRows, type Grouping, type ListRow, type Sorting } from "./rows";

/** The open folder: its posts as the list shows them. */
export class BlogState {
  #backend: Backend;
  #notices: Notices;
  #habits: HabitsState;
  #root = $state<string | null>(null);
  #name = $state("");
  /** Replaced, never changed: one signal for ten thousand posts. */
  #posts = $state.raw<ReadonlyMap<string, PostSummary>>(new Map());
  #chosen = $state.raw<ReadonlySet<string>>(new Set());
  #filter = $state("");
  #state = $state<StateFilter>("all");
  /** Only posts below this folder are shown; null shows all. */
  #folder = $state<string | null>(null);
  #site = $state.raw<Site | null>(null);
  #sorted = $derived(sorted(this.#posts.values()));
  #below = $derived(below(this.#sorted, this.#folder));
  #found = $derived(matching(this.#below, this.#filter));
  #counts = $derived(countByState(this.#found));
  #grouping = $state<Grouping>("none");
  #sorting = $state<Sorting>("newest");
  #rows = $derived(listRows(inState(this.#found, this.#state), this.#grouping, this.#sorting));
  #shown = $derived(this.#rows.flatMap((row) => (row.kind === "posts" ? row.post : [])));

  constructor(backend: Backend, notices: Notices, start: Blog | null) {
    this.#backend = backend;
    this.#notices = notices;
    this.#habits = new HabitsState(backend, notices);
    if (start) this.show(start);
  }

  /** The folder's path, null when none is open. */
  get root(): string | null {
    return this.#root;
  }

  get name(): string {
    return this.#name;
  }

  get size(): number {
    return this.#posts.size;
  }

  /** What builds the folder; null when none is open. */
  get site(): Site | null {
    return this.#site;
  }

  /** The rows of the list: translations of one piece share one; groups have headings. */
  get rows(): ListRow[] {
    return this.#rows;
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  set grouping(grouping: Grouping) {
    this.#grouping = grouping;
  }

  get sorting(): Sorting {
    return this.#sorting;
  }

  set sorting(sorting: Sorting) {
    this.#sorting = sorting;
  }

  /** The posts that pass the filters, newest first, one of each piece. */
  get shown(): PostSummary[] {
    return this.#shown;
  }

  /** How many of the posts that match the filter text are in each state. */
  get counts(): StateCounts {
    return this.#counts;
  }

  /** What the headers have in common. */
  get habits(): Habits {
    return this.#habits.current;
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text;
  }

  get state(): StateFilter {
    return this.#state;
  }

  set state(state: StateFilter) {
    this.#state = state;
  }

  get folder(): string | null {
    return this.#folder;
  }

  set folder(folder: string | null) {
    this.#folder = folder;
  }

  /** Shows every post, whatever the filters were. */
  clearFilters(): void {
    this.#filter = "";
    this.#state = "all";
    this.#folder = null;
  }

  /** Every post. */
  get all(): readonly PostSummary[] {
    return this.#sorted;
  }

  /** The posts that were chosen for an operation, by path. */
  get chosen(): ReadonlySet<string> {
    return this.#chosen;
  }

  /** Chooses a post, or no longer. */
  choose(path: string): void {
    const chosen = new Set(this.#chosen);
    if (!chosen.delete(path)) chosen.add(path);
    this.#chosen = chosen;
  }

  /** Chooses the rows from one to the other. */
  chooseTo(from: string | null, to: string): void {
    const at = (path: string): number => this.#shown.findIndex((post) => post.path === path);
    const [start, end] = [at(from ?? to), at(to)].sort((a, b) => a - b);
    const between = this.#shown.slice(Math.max(start ?? 0, 0), (end ?? 0) + 1);
    this.#chosen = new Set([...this.#chosen, ...between.map((post) => post.path)]);
  }

  chooseNone(): void {
    this.#chosen = new Set();
  }

  /** What an operation on the post at `path` is about: all chosen posts when it is one of them. */
  subjects(path: string | null): PostSummary[] {
    const isChosen = this.#chosen.size > 0 && (path === null || this.#chosen.has(path));
    const paths = isChosen ? [...this.#chosen] : path === null ? [] : [path];
    return paths.flatMap((one) => this.#posts.get(one) ?? []);
  }

  find(path: string): PostSummary | undefined {
    return this.#posts.get(path);
  }

  /** The path of the shown post that is `step` rows away from the one at `path`. */
  neighbour(path: string | null, step: number): string | null {
    const shown = this.#shown;
    const at = shown.findIndex((post) => post.path === path);
    if (at < 0) return shown.at(step > 0 ? 0 : -1)?.path ?? null;
    return shown[at + step]?.path ?? null;
  }

  /** Takes another folder in place of the one before. */
  show(blog: Blog): void {
    this.#root = blog.root;
    this.#name = blog.name;
    this.clearFilters();
    this.#folder = blog.folder;
    this.#site = blog.site;
    this.#chosen = new Set();
    this.#posts = new Map(blog.posts.map((post) => [post.path, post]));
    void this.#habits.refresh();
  }

  /** Notes whether the generator may run the code of the site's templates. */
  trust(trusted: boolean): void {
    if (this.#site) this.#site = { ...this.#site, trusted };
  }

  put(post: PostSummary): void {
    this.#posts = new Map(this.#posts).set(post.path, post);
  }

  apply(change: BlogChanged): void {
    const posts = new Map(this.#posts);
    for (const path of change.removed) posts.delete(path);
    for (const post of change.upserted) posts.set(post.path, post);
    this.#posts = posts;
    if (change.removed.length > 0)
      this.#chosen = new Set([...this.#chosen].filter((path) => posts.has(path)));
    this.#habits.refreshSoon();
    if (change.problem)
      this.#notices.error("blog", `The folder ${this.#name} cannot be read`, change.problem);
    else this.#notices.dismiss("blog");
  }

  /** Changes the draft state of a post. Shown at once, taken back when it fails. */
  async setDraft(path: string, on: boolean): Promise<Done | null> {
    const before = this.#posts.get(path);
    if (!before) return null;
    const shown: PostSummary = { ...before, state: on ? "draft" : "published" };
    this.put(shown);
    try {
      const done = await this.#backend.operate({ type: "draft", paths: [path], on });
      this.#notices.dismiss(`draft ${path}`);
      return done;
    } catch (reason) {
      if (this.#posts.get(path) === shown) this.put(before);
      this.#notices.error(`draft ${path}`, `${path} stays as it was`, reason);
      return null;
    }
  }
}

function below(posts: PostSummary[], folder: string | null): PostSummary[] {
  return folder === null ? posts : posts.filter((post) => post.path.startsWith(`${folder}/`));
}
