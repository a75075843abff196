/** How the list of posts is sorted, filtered and counted. */
import type { PostSummary, State } from "../ipc/bindings";

/** `all` leaves the templates out: they are no posts. */
export type StateFilter = "all" | State;
export type StateCounts = Record<StateFilter, number>;

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

export function countByState(posts: readonly PostSummary[]): StateCounts {
  const counts: StateCounts = {
    all: 0,
    draft: 0,
    scheduled: 0,
    published: 0,
    expired: 0,
    hidden: 0,
    template: 0,
  };
  for (const post of posts) {
    counts[post.state] += 1;
    if (post.state !== "template") counts.all += 1;
  }
  return counts;
}

export function inState(posts: PostSummary[], filter: StateFilter): PostSummary[] {
  return posts.filter((post) => (filter === "all" ? post.state !== "template" : post.state === filter));
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
