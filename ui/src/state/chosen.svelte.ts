import type { PostSummary } from "../ipc/bindings";

/** The posts that were chosen for an operation, by path, as they were when they were chosen. */
export class Chosen {
  /** Replaced, never changed. */
  #posts = $state.raw<ReadonlyMap<string, PostSummary>>(new Map());

  get posts(): ReadonlyMap<string, PostSummary> {
    return this.#posts;
  }

  /** Chooses a post, or no longer. */
  toggle(path: string, post: PostSummary | undefined): void {
    const posts = new Map(this.#posts);
    if (!posts.delete(path) && post) posts.set(path, post);
    this.#posts = posts;
  }

  add(posts: readonly PostSummary[]): void {
    this.#posts = new Map([...this.#posts, ...posts.map((post) => [post.path, post] as const)]);
  }

  replace(posts: readonly PostSummary[]): void {
    this.#posts = new Map(posts.map((post) => [post.path, post]));
  }

  /** These posts are gone. */
  remove(paths: readonly string[]): void {
    const posts = new Map(this.#posts);
    for (const path of paths) posts.delete(path);
    if (posts.size < this.#posts.size) this.#posts = posts;
  }
}
