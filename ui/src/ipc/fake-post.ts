/** A row of the list, for tests. */
import type { PostSummary } from "./bindings";

export function post(path: string, rest: Partial<PostSummary> = {}): PostSummary {
  return {
    path,
    title: null,
    date: null,
    time: null,
    kind: "post",
    state: "published",
    until: null,
    moves: false,
    language: null,
    piece: null,
    clash: null,
    slug: null,
    tags: [],
    problems: [],
    ...rest,
  };
}
