import type { Backend } from "../ipc/backend";
import type { PostSummary } from "../ipc/bindings";
import type { Notices } from "./notices.svelte";

/** The summaries that the window has: of the posts in rows that are here, and of the one in front. */
export class KnownPosts {
  #backend: Backend;
  #notices: Notices;
  /** Replaced, never changed: one signal for all of them. */
  #posts = $state.raw<ReadonlyMap<string, PostSummary>>(new Map());
  /** Posts as they will be, until the host has said so. */
  #expected = $state.raw<ReadonlyMap<string, PostSummary>>(new Map());
  #front: string | null = null;

  constructor(backend: Backend, notices: Notices) {
    this.#backend = backend;
    this.#notices = notices;
  }

  find(path: string): PostSummary | undefined {
    return this.#expected.get(path) ?? this.#posts.get(path);
  }

  /** Asks the host for a post that is not known; undefined when there is none. */
  async know(path: string): Promise<PostSummary | undefined> {
    if (!this.find(path)) this.add(await this.ask([path]));
    return this.find(path);
  }

  /** The post in front stays known wherever the list is. */
  async keep(path: string | null): Promise<void> {
    this.#front = path;
    if (path !== null) await this.know(path);
  }

  /** The summaries of those posts that exist; none, with a notice, when they cannot be had. */
  async ask(paths: string[]): Promise<PostSummary[]> {
    try {
      return await this.#backend.summaries(paths);
    } catch (reason) {
      this.#notices.error("summaries", "Posts cannot be looked up", reason);
      return [];
    }
  }

  /** These posts are in rows now, and no others. */
  replace(posts: Iterable<PostSummary>): void {
    const front = this.#posts.get(this.#front ?? "");
    const known = new Map(front ? [[front.path, front]] : []);
    for (const post of posts) known.set(post.path, post);
    this.#posts = known;
  }

  add(posts: readonly PostSummary[]): void {
    this.#posts = new Map([...this.#posts, ...posts.map((post) => [post.path, post] as const)]);
  }

  /** Takes what changed, of those that are known. */
  update(upserted: readonly PostSummary[], removed: readonly string[]): void {
    const posts = new Map(this.#posts);
    for (const path of removed) posts.delete(path);
    for (const post of upserted)
      if (posts.has(post.path) || post.path === this.#front) posts.set(post.path, post);
    this.#posts = posts;
  }

  /** Every post may be another now: only the one in front is known, once it was asked for again. */
  async forget(): Promise<void> {
    const front = this.#front;
    if (front !== null) this.update(await this.ask([front]), [front]);
  }

  /** Shows a post as it will be while `work` makes it so; as it was when `work` fails. */
  async expect<T>(post: PostSummary, work: () => Promise<T>): Promise<T> {
    const before = this.#posts.get(post.path);
    this.#expected = new Map(this.#expected).set(post.path, post);
    try {
      const done = await work();
      // The host's own word may have come already.
      if (this.#posts.get(post.path) === before) this.add([post]);
      return done;
    } finally {
      if (this.#expected.get(post.path) === post) {
        const expected = new Map(this.#expected);
        expected.delete(post.path);
        this.#expected = expected;
      }
    }
  }
}
