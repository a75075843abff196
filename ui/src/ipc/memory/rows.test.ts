import { describe, expect, it } from "vitest";
import type { Grouping, Sorting } from "../bindings";
import { post } from "../fake-post";
import { listRows } from "./rows";

const posts = [
  post("posts/b.en.md", { date: "2025-02-03", time: 3, language: "en", piece: "b", tags: ["x", "y"] }),
  post("posts/b.de.md", { date: "2025-02-03", time: 3, language: "de", piece: "b" }),
  post("a.md", { date: "2024-12-01", time: 1, state: "draft", tags: ["x"] }),
  post("undated.md"),
];

function told(grouping: Grouping, sorting: Sorting = "newest"): string[] {
  return listRows(posts, grouping, sorting).map((row) =>
    row.type === "heading"
      ? `# ${row.name} ${String(row.count)}`
      : row.versions.map(({ path }) => path).join(" + "),
  );
}

describe("the rows of the list", () => {
  it("hold the translations of a piece together, by language", () => {
    expect(told("none")).toEqual(["posts/b.de.md + posts/b.en.md", "a.md", "undated.md"]);
  });

  it("are oldest first with undated posts last, or by title", () => {
    expect(told("none", "oldest")).toEqual(["a.md", "posts/b.de.md + posts/b.en.md", "undated.md"]);
    expect(told("none", "title")[0]).toBe("a.md");
  });

  it("stand below headings that count them, what has none last", () => {
    expect(told("state")).toContain("# draft 1");
    expect(told("tag").filter((row) => row.startsWith("#"))).toEqual(["# x 2", "# y 1", "#  1"]);
    expect(told("section").filter((row) => row.startsWith("#"))).toEqual(["# posts 1", "#  2"]);
    expect(told("month").at(-2)).toBe("#  1");
    expect(told("language")).toContain("# en 1");
  });

  it("have keys of their own, also where a post stands twice", () => {
    const keys = listRows(posts, "tag", "newest").map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("are made of fifty thousand posts at once", () => {
    const many = Array.from({ length: 50_000 }, (_, n) =>
      post(`${String(n)}.md`, { tags: [String(n % 90)] }),
    );
    const before = performance.now();
    expect(listRows(many, "tag", "newest")).toHaveLength(50_090);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
