import { describe, expect, it } from "vitest";
import { MemoryBackend } from "../ipc/memory";
import { BlogState } from "./blog.svelte";
import { first, second } from "./fake-app";
import { post } from "./fake-post";
import { Notices } from "./notices.svelte";
import { countByState, matching, nameOf, sorted } from "./order";

const posts = [
  post("old.md", { title: "Old", time: 1, tags: ["a", "b"] }),
  post("b.md", { title: "Undated 10" }),
  post("a.md", { title: "undated 9" }),
  post("new.md", { title: "Café", time: 2, tags: ["b"], state: "draft", slug: "coffee" }),
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

  it("counts by state", () => {
    expect(countByState(posts)).toMatchObject({ all: 5, draft: 1, published: 4 });
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

async function openBlog(): Promise<{ blog: BlogState; backend: MemoryBackend; notices: Notices }> {
  const backend = new MemoryBackend({ "first.md": first, "second.md": second });
  const notices = new Notices();
  return { blog: new BlogState(backend, notices, (await backend.start()).blog), backend, notices };
}

describe("the blog", () => {
  it("applies what appears, changes and vanishes", async () => {
    const { blog } = await openBlog();
    blog.apply({ upserted: [post("new.md", { time: 9e9 })], removed: ["second.md"], problem: null });
    expect(blog.shown.map((shown) => shown.path)).toEqual(["new.md", "first.md"]);
  });

  it("filters by state and text together; the counts follow the text", async () => {
    const { blog } = await openBlog();
    blog.state = "draft";
    expect(blog.shown.map((shown) => shown.path)).toEqual(["first.md"]);
    blog.filter = "second";
    expect(blog.shown).toEqual([]);
    expect(blog.counts).toMatchObject({ all: 1, draft: 0, published: 1 });
  });

  it("walks through the posts that are shown", async () => {
    const { blog } = await openBlog();
    expect(blog.neighbour("first.md", 1)).toBe("second.md");
    expect(blog.neighbour("second.md", 1)).toBeNull();
    expect(blog.neighbour(null, 1)).toBe("first.md");
    expect(blog.neighbour("gone.md", -1)).toBe("second.md");
  });

  it("shows a toggled draft at once, and takes it back when it fails", async () => {
    const { blog, backend, notices } = await openBlog();
    backend.failNext("operate", "Refused", "the header has a mistake");
    const toggled = blog.setDraft("second.md", true);
    expect(blog.find("second.md")?.state).toBe("draft");
    await toggled;
    expect(blog.find("second.md")?.state).toBe("published");
    expect(notices.list[0]?.text).toContain("the header has a mistake");
    await blog.setDraft("second.md", true);
    expect(backend.files.get("second.md")).toBe(second.replace("false", "true"));
    expect(notices.list).toEqual([]);
  });
});
