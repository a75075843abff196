/** How the list of posts is sorted, filtered and counted. */
import type { ListQuery, NameCount, PostSummary, State, StateCounts } from "../bindings";
import { nameOf } from "../post";
import { fold, wordsOf } from "./words";

/** Newest first; posts without a date last, by title. */
export function sorted(posts: Iterable<PostSummary>): PostSummary[] {
  return [...posts].sort(
    (a, b) => byTime(a.time, b.time) || byName.compare(nameOf(a), nameOf(b)) || compare(a.path, b.path),
  );
}

/** The posts that pass the filters but those left out. */
export function passing(
  posts: readonly PostSummary[],
  query: ListQuery,
  without: "state" | "tag" | "language" | null = null,
): PostSummary[] {
  const { folder, tag, language } = query;
  const passed = posts.filter(
    (post) =>
      (folder === null || post.path.startsWith(`${folder}/`)) &&
      (without === "state" || inState(post, query.state)) &&
      (without === "tag" || tag === null || post.tags.includes(tag)) &&
      (without === "language" || language === null || post.language === language),
  );
  return matching(passed, query.text);
}

/** The posts that contain every word of `text` in title, slug, path or a tag. */
export function matching(posts: PostSummary[], text: string): PostSummary[] {
  const words = wordsOf(text);
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

/** How many posts have each name, the most frequent first. */
export function countNames(
  posts: readonly PostSummary[],
  namesOf: (post: PostSummary) => readonly string[],
): NameCount[] {
  const counts = new Map<string, number>();
  for (const post of posts)
    for (const name of new Set(namesOf(post))) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || compare(a.name, b.name));
}

function inState(post: PostSummary, state: State | null): boolean {
  return state === null ? post.state !== "template" : post.state === state;
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function byTime(a: number | null, b: number | null): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return b - a;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
