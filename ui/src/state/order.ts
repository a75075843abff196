/** How the list of posts is sorted, filtered and counted. */
import type { PostSummary, Status } from "../ipc/bindings";

export type StatusFilter = "all" | Status;
export type StatusCounts = Record<StatusFilter, number>;

/** Newest first; posts without a date last, by title. */
export function sorted(posts: Iterable<PostSummary>): PostSummary[] {
  return [...posts].sort(
    (a, b) => byTime(a.time, b.time) || byName.compare(nameOf(a), nameOf(b)) || compare(a.path, b.path),
  );
}

/** The title, or the file's name when there is none. */
export function nameOf(post: PostSummary): string {
  return post.title !== null && post.title.trim() !== ""
    ? post.title
    : (post.path.split("/").at(-1) ?? post.path);
}

/** The posts that contain every word of `text` in title, slug, path or a tag. */
export function matching(posts: PostSummary[], text: string): PostSummary[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return posts;
  return posts.filter((post) => {
    const hay = fold([post.title ?? "", post.slug ?? "", post.path, ...post.tags].join("\n"));
    return words.every((word) => hay.includes(word));
  });
}

export function countByStatus(posts: PostSummary[]): StatusCounts {
  const draft = posts.reduce((sum, post) => sum + (post.status === "draft" ? 1 : 0), 0);
  return { all: posts.length, draft, published: posts.length - draft };
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function byTime(a: number | null, b: number | null): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return b - a;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Lower case without marks, so that "cafe" finds "Café". */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
