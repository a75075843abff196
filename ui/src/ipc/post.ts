import type { PostSummary } from "./bindings";

/** The title, or the file's name when there is none. */
export function nameOf(post: PostSummary): string {
  return post.title !== null && post.title.trim() !== ""
    ? post.title
    : (post.path.split("/").at(-1) ?? post.path);
}
