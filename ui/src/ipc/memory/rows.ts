/** The rows of the list: posts, or translations of one piece together, below headings where grouped. */
import type { Grouping, ListRow, PostSummary, Sorting, State } from "../bindings";
import { nameOf } from "../post";
import { marksOf } from "./words";

type PostsRow = Extract<ListRow, { type: "posts" }>;

/** The order of their groups. */
const states: readonly State[] = ["draft", "scheduled", "published", "expired", "hidden", "template"];

/** The rows for posts that come newest first; `words` are marked in their titles. */
export function listRows(
  posts: readonly PostSummary[],
  grouping: Grouping,
  sorting: Sorting,
  words: readonly string[] = [],
): ListRow[] {
  const rows = inOrder(pieces(posts, words), sorting);
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
      { type: "heading", key: `heading\n${name}`, name, count: members.length },
      ...members,
    ]);
}

/** One row for all posts of a piece in different languages. */
function pieces(posts: readonly PostSummary[], words: readonly string[]): PostsRow[] {
  const rows: PostsRow[] = [];
  const byPiece = new Map<string, PostsRow>();
  for (const post of posts) {
    const known = post.piece !== null && post.language !== null ? byPiece.get(post.piece) : undefined;
    if (known?.versions.every(({ language }) => language !== post.language)) {
      known.versions.push(post);
      continue;
    }
    const marks = marksOf(post.title ?? "", words);
    const row: PostsRow = { type: "posts", key: post.path, post, versions: [post], marks };
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

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
