/** The rows of the list: posts, or translations of one piece together, below headings where grouped. */
import type { PostSummary, State } from "../ipc/bindings";
import { nameOf } from "./order";
import { states, statesInWords } from "./states";

export type Grouping = "none" | "state" | "month" | "section" | "language" | "tag";
export type Sorting = "newest" | "oldest" | "title";

export interface HeadingRow {
  kind: "heading";
  key: string;
  name: string;
  count: number;
}

export interface PostsRow {
  kind: "posts";
  key: string;
  /** The one that the row tells of. */
  post: PostSummary;
  /** The translations of the piece, that one included, by language. */
  versions: readonly PostSummary[];
}

export type ListRow = HeadingRow | PostsRow;

/** The rows for posts that come newest first. */
export function listRows(posts: readonly PostSummary[], grouping: Grouping, sorting: Sorting): ListRow[] {
  const rows = inOrder(pieces(posts), sorting);
  if (grouping === "none") return rows;
  const groups = new Map<string, PostsRow[]>();
  for (const row of rows) {
    for (const name of groupsOf(row, grouping)) {
      const group = groups.get(name);
      const member = { ...row, key: `${name}\n${row.key}` };
      if (group) group.push(member);
      else groups.set(name, [member]);
    }
  }
  return [...groups]
    .sort(([a], [b]) => compareGroups(a, b, grouping, sorting))
    .flatMap(([name, members]): ListRow[] => [
      { kind: "heading", key: `heading\n${name}`, name: headingOf(name, grouping), count: members.length },
      ...members,
    ]);
}

/** The index of the nearest row of posts from `from` on in the direction of `step`, or -1. */
export function nearestPosts(rows: readonly ListRow[], from: number, step: 1 | -1): number {
  for (let at = from; at >= 0 && at < rows.length; at += step) if (rows[at]?.kind === "posts") return at;
  return -1;
}

/** One row for all posts of a piece in different languages. */
function pieces(posts: readonly PostSummary[]): PostsRow[] {
  const rows: (PostsRow & { versions: PostSummary[] })[] = [];
  const byPiece = new Map<string, PostsRow & { versions: PostSummary[] }>();
  for (const post of posts) {
    const known = post.piece !== null && post.language !== null ? byPiece.get(post.piece) : undefined;
    if (known?.versions.every(({ language }) => language !== post.language)) {
      known.versions.push(post);
      continue;
    }
    const row = { kind: "posts" as const, key: post.path, post, versions: [post] };
    if (post.piece !== null && post.language !== null) byPiece.set(post.piece, row);
    rows.push(row);
  }
  for (const { versions } of rows)
    if (versions.length > 1) versions.sort((a, b) => ((a.language ?? "") < (b.language ?? "") ? -1 : 1));
  return rows;
}

function inOrder(rows: PostsRow[], sorting: Sorting): PostsRow[] {
  if (sorting === "newest") return rows;
  if (sorting === "title") return rows.sort((a, b) => byName.compare(nameOf(a.post), nameOf(b.post)));
  const dated = rows.filter(({ post }) => post.time !== null).reverse();
  return [...dated, ...rows.filter(({ post }) => post.time === null)];
}

/** Empty text stands for what has none. A row is in the group of each of its tags and languages. */
function groupsOf({ post, versions }: PostsRow, grouping: Grouping): readonly string[] {
  if (grouping === "state") return [post.state];
  if (grouping === "month") return [/^\d{4}[-/]\d{1,2}/.exec(post.date ?? "")?.[0].replace("/", "-") ?? ""];
  if (grouping === "section") return [post.path.split("/").slice(0, -1).join("/")];
  if (grouping === "language") return [...new Set(versions.map(({ language }) => language ?? ""))];
  return post.tags.length > 0 ? [...new Set(post.tags)] : [""];
}

function compareGroups(a: string, b: string, grouping: Grouping, sorting: Sorting): number {
  if (grouping === "state") return states.indexOf(a as State) - states.indexOf(b as State);
  if (a === "" || b === "") return a === "" ? 1 : -1;
  const order = byName.compare(a, b);
  return grouping === "month" && sorting !== "oldest" ? -order : order;
}

function headingOf(name: string, grouping: Grouping): string {
  if (grouping === "state") return statesInWords(name as State);
  if (name === "") return withoutGroup[grouping] ?? "";
  if (grouping !== "month") return name;
  const [year, month] = name.split("-").map(Number);
  return monthName.format(Date.UTC(year ?? 0, (month ?? 1) - 1, 1));
}

const withoutGroup: Partial<Record<Grouping, string>> = {
  month: "No date",
  section: "Top folder",
  language: "No language",
  tag: "No tags",
};
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const monthName = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" });
