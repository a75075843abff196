/** The rows of the list: posts, of which the translations of one piece share a row. */
import type { PostSummary } from "../ipc/bindings";

export interface Row {
  /** The post that the row stands for: the first of its translations in the list's order. */
  post: PostSummary;
  /** All translations that are shown, by language; empty on a site of one language. */
  languages: PostSummary[];
}

/** One row for each piece, at the place of the first of its translations. */
export function oneRowEach(posts: readonly PostSummary[]): Row[] {
  const rows: Row[] = [];
  const pieces = new Map<string, Row>();
  for (const post of posts) {
    const row = post.piece === null ? undefined : pieces.get(post.piece);
    if (row) {
      row.languages.push(post);
      continue;
    }
    const made: Row = { post, languages: post.language === null ? [] : [post] };
    rows.push(made);
    if (post.piece !== null) pieces.set(post.piece, made);
  }
  for (const { languages } of rows) languages.sort((a, b) => compare(a.language, b.language));
  return rows;
}

function compare(a: string | null, b: string | null): number {
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
