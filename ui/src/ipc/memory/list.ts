import type { ListPage, ListQuery, ListRow, PostSummary } from "../bindings";
import { countByState, countNames, passing, sorted } from "./order";
import { listRows } from "./rows";
import { wordsOf } from "./words";

/** The most tags that a page names. */
const mostTags = 300;

/** The list of one revision of the folder; the last query's rows are kept for its further pages. */
export class MemoryList {
  readonly revision: number;
  #posts: PostSummary[];
  #made: { query: string; list: Omit<ListPage, "from" | "at"> } | null = null;

  constructor(revision: number, posts: Iterable<PostSummary>) {
    this.revision = revision;
    this.#posts = sorted(posts);
  }

  page(query: ListQuery, from: number, count: number, near: string | null): ListPage {
    const { rows, ...facts } = this.#list(query);
    const at = near === null ? -1 : rows.findIndex((row) => holds(row, near));
    return { ...facts, from, rows: rows.slice(from, from + count), at: at < 0 ? null : at };
  }

  /** The posts that pass the query's filters, its text left out; newest first. */
  passing(query: ListQuery): PostSummary[] {
    return passing(this.#posts, { ...query, text: "" });
  }

  #list(query: ListQuery): Omit<ListPage, "from" | "at"> {
    const asked = JSON.stringify(query);
    if (this.#made?.query === asked) return this.#made.list;
    const { grouping, sorting, text } = query;
    const rows = listRows(passing(this.#posts, query), grouping, sorting, wordsOf(text));
    const languagesOf = ({ language }: PostSummary): string[] => (language === null ? [] : [language]);
    const list = {
      revision: this.revision,
      size: this.#posts.length,
      total: rows.length,
      rows,
      counts: countByState(passing(this.#posts, query, "state")),
      tags: countNames(passing(this.#posts, query, "tag"), ({ tags }) => tags).slice(0, mostTags),
      languages: countNames(passing(this.#posts, query, "language"), languagesOf),
    };
    this.#made = { query: asked, list };
    return list;
  }
}

function holds(row: ListRow, path: string): boolean {
  return row.type === "posts" && row.versions.some((post) => post.path === path);
}
