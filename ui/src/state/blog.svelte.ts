import type { Backend } from "../ipc/backend";
import type { Blog, BlogChanged, Habits, PostSummary } from "../ipc/bindings";
import { HabitsState } from "./habits.svelte";
import type { Notices } from "./notices.svelte";
import { countByStatus, matching, sorted, type StatusCounts, type StatusFilter } from "./order";

/** The open folder: its posts as the list shows them. */
export class BlogState {
  #backend: Backend;
  #notices: Notices;
  #habits: HabitsState;
  #root = $state<string | null>(null);
  #name = $state("");
  /** Replaced, never changed: one signal for ten thousand posts. */
  #posts = $state.raw<ReadonlyMap<string, PostSummary>>(new Map());
  #filter = $state("");
  #status = $state<StatusFilter>("all");
  #sorted = $derived(sorted(this.#posts.values()));
  #found = $derived(matching(this.#sorted, this.#filter));
  #counts = $derived(countByStatus(this.#found));
  #shown = $derived(
    this.#status === "all" ? this.#found : this.#found.filter((post) => post.status === this.#status),
  );

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

  /** The posts that pass the filter, newest first. */
  get shown(): PostSummary[] {
    return this.#shown;
  }

  /** How many of the posts that match the filter text have each status. */
  get counts(): StatusCounts {
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

  get status(): StatusFilter {
    return this.#status;
  }

  set status(status: StatusFilter) {
    this.#status = status;
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
    this.#filter = "";
    this.#status = "all";
    this.#posts = new Map(blog.posts.map((post) => [post.path, post]));
    void this.#habits.refresh();
  }

  put(post: PostSummary): void {
    this.#posts = new Map(this.#posts).set(post.path, post);
  }

  apply(change: BlogChanged): void {
    const posts = new Map(this.#posts);
    for (const path of change.removed) posts.delete(path);
    for (const post of change.upserted) posts.set(post.path, post);
    this.#posts = posts;
    this.#habits.refreshSoon();
    if (change.problem)
      this.#notices.error("blog", `The folder ${this.#name} cannot be read`, change.problem);
    else this.#notices.dismiss("blog");
  }

  /** Changes the draft state of a post that is not open. Shown at once, taken back when it fails. */
  async setDraft(path: string, on: boolean): Promise<void> {
    const before = this.#posts.get(path);
    if (!before) return;
    const shown: PostSummary = { ...before, status: on ? "draft" : "published" };
    this.put(shown);
    try {
      this.put(await this.#backend.setDraft(path, on));
      this.#notices.dismiss(`draft ${path}`);
    } catch (reason) {
      if (this.#posts.get(path) === shown) this.put(before);
      this.#notices.error(`draft ${path}`, `${path} stays as it was`, reason);
    }
  }
}
