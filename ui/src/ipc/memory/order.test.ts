import { describe, expect, it } from "vitest";
import type { ListQuery } from "../bindings";
import { post } from "../fake-post";
import { everything } from "../list-query";
import { nameOf } from "../post";
import { countByState, countNames, matching, passing, sorted } from "./order";
import { marksOf, wordsOf } from "./words";

const posts = [
  post("old.md", { title: "Old", time: 1, tags: ["a", "b"] }),
  post("b.md", { title: "Undated 10" }),
  post("a.md", { title: "undated 9" }),
  post("new.md", { title: "Café", time: 2, tags: ["b"], state: "draft", slug: "coffee", language: "fr" }),
  post("dir/untitled.md", { tags: ["b", "c"] }),
];

describe("the order of posts", () => {
  it("is newest first, then by name where there is no date", () => {
    expect(sorted(posts).map(nameOf)).toEqual(["Café", "Old", "undated 9", "Undated 10", "untitled.md"]);
  });

  it("finds every word in title, slug, path or tags, whatever its case and marks", () => {
    const paths = (text: string): string[] => matching(posts, text).map((found) => found.path);
    expect(paths("CAFE")).toEqual(["new.md"]);
    expect(paths("coffee b")).toEqual(["new.md"]);
    expect(paths("dir")).toEqual(["dir/untitled.md"]);
    expect(paths("  ")).toHaveLength(5);
    expect(paths("nowhere")).toEqual([]);
  });

  it("passes filters that are combined, each left out where its own counts are asked for", () => {
    const paths = (query: Partial<ListQuery>, without?: "tag"): string[] =>
      passing(posts, { ...everything, ...query }, without).map((found) => found.path);
    expect(paths({ tag: "b" })).toEqual(["old.md", "new.md", "dir/untitled.md"]);
    expect(paths({ tag: "b", state: "published", folder: "dir" })).toEqual(["dir/untitled.md"]);
    expect(paths({ tag: "b", language: "fr" })).toEqual(["new.md"]);
    expect(paths({ tag: "c", language: "fr" }, "tag")).toEqual(["new.md"]);
  });

  it("counts by state, and names by how often they are there", () => {
    expect(countByState(posts)).toMatchObject({ all: 5, draft: 1, published: 4 });
    expect(countNames(posts, ({ tags }) => tags).map(({ name, count }) => name + String(count))).toEqual([
      "b3",
      "a1",
      "c1",
    ]);
  });

  it("sorts and filters ten thousand posts within a frame or two", () => {
    const many = Array.from({ length: 10_000 }, (_, n) =>
      post(`${String(n)}.md`, { title: `Post ${String(n)}`, time: n % 977 }),
    );
    const before = performance.now();
    expect(matching(sorted(many), "post 99")[0]?.title).toContain("99");
    expect(performance.now() - before).toBeLessThan(500);
  });
});

describe("marks", () => {
  const marked = (text: string, words: string): string[] =>
    marksOf(text, wordsOf(words)).map(([from, to]) => text.slice(from, to));

  it("cover the words as they are written", () => {
    expect(marked("Un CAFÉ, un cafe\u0301", "cafe")).toEqual(["CAFÉ", "cafe\u0301"]);
    expect(marked("😀 river", "river")).toEqual(["river"]);
  });

  it("do not overlap", () => {
    expect(marked("notes", "note tes")).toEqual(["notes"]);
    expect(marked("notes", "")).toEqual([]);
  });
});
