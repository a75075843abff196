import { describe, expect, it, vi } from "vitest";
import type { BodyRow } from "../ipc/bindings";
import { MemoryBackend, type MemoryOptions } from "../ipc/memory";
import { BlogState } from "./blog.svelte";
import { first, manyFiles, second } from "./fake-app";
import { Notices } from "./notices.svelte";
import { postOf } from "./rows";

interface OpenBlog {
  blog: BlogState;
  backend: MemoryBackend;
  notices: Notices;
  /** The paths of the rows that are here, from one index to before another; empty text for the others. */
  paths: (from?: number, to?: number) => string[];
}

const two = { "first.md": first, "second.md": second };

async function openBlog(
  files: Readonly<Record<string, string>> = two,
  options: MemoryOptions = {},
): Promise<OpenBlog> {
  const backend = new MemoryBackend(files, options);
  const notices = new Notices();
  const start = await backend.start();
  const blog = new BlogState(backend, notices, start.blog, start.session);
  backend.listen("blogChanged", (change) => blog.apply(change));
  backend.calls.length = 0;
  const paths = (from = 0, to = blog.total): string[] =>
    blog.indices.slice(from, to).map((index) => postOf(blog.peek(index))?.path ?? "");
  return { blog, backend, notices, paths };
}

function lists(backend: MemoryBackend): number {
  return backend.calls.filter((call) => call === "list").length;
}

describe("the list of the blog", () => {
  it("starts with the page that came with it, and asks for others when they are shown", async () => {
    const { blog, backend, paths } = await openBlog(manyFiles(5_000));
    expect(blog.length).toBe(5_000);
    expect(paths(98, 101)).toEqual(["0098.md", "0099.md", ""]);
    expect(backend.calls).not.toContain("list");
    expect(blog.row(4_321)).toBeUndefined();
    expect(blog.row(4_322)).toBeUndefined();
    await blog.settled();
    expect(postOf(blog.row(4_321))?.path).toBe("4321.md");
    expect(lists(backend)).toBe(1);
  });

  it("does not ask for what was only passed by", async () => {
    const { blog, backend } = await openBlog(manyFiles(5_000));
    for (let index = 150; index < 5_000; index += 50) blog.row(index);
    await blog.settled();
    expect(lists(backend)).toBe(3);
    expect(postOf(blog.peek(4_950))?.path).toBe("4950.md");
    expect(blog.peek(150)).toBeUndefined();
  });

  it("makes its indices anew only when their number changes", async () => {
    const { blog } = await openBlog(manyFiles(300));
    const { indices } = blog;
    blog.row(150);
    await blog.settled();
    expect(blog.indices).toBe(indices);
    blog.ask({ state: "draft" });
    await blog.settled();
    expect(blog.indices).toHaveLength(30);
  });

  it("forgets pages that were not shown for long", async () => {
    const { blog, backend } = await openBlog(manyFiles(5_000));
    for (let page = 1; page < 50; page += 1) {
      blog.row(page * 100);
      await blog.settled();
    }
    expect(blog.peek(0)).toBeUndefined();
    expect(blog.peek(4_900)).toBeDefined();
    expect(lists(backend)).toBe(49);
  });

  it("keeps the old rows until the new ones are there", async () => {
    const { blog, backend, paths } = await openBlog(manyFiles(500));
    const release = backend.hold();
    blog.ask({ text: "post 499" });
    await Promise.resolve();
    expect(blog.query.text).toBe("post 499");
    expect(paths(0, 2)).toEqual(["0000.md", "0001.md"]);
    release();
    await blog.settled();
    expect(paths()).toEqual(["0499.md"]);
    expect(blog.row(0)).toMatchObject({
      marks: [
        [0, 4],
        [5, 8],
      ],
    });
  });

  it("asks for one list at a time: the newest query wins and late answers are dropped", async () => {
    const { blog, backend, paths } = await openBlog(manyFiles(500));
    const list = vi.spyOn(backend, "list");
    const release = backend.hold();
    blog.ask({ text: "4" });
    await vi.waitFor(() => expect(list).toHaveBeenCalledTimes(1));
    blog.ask({ text: "49" });
    blog.ask({ text: "499" });
    expect(list).toHaveBeenCalledTimes(1);
    release();
    await blog.settled();
    expect(list.mock.calls.map(([query]) => query.text)).toEqual(["4", "499"]);
    expect(paths()).toEqual(["0499.md"]);
  });

  it("drops a page of another revision, and asks for what is in sight again", async () => {
    const { blog, backend, paths } = await openBlog(manyFiles(500));
    const stop = vi.spyOn(blog, "apply").mockImplementation(() => undefined);
    blog.row(0);
    blog.row(450);
    backend.changeOutside("0000.md", null);
    await blog.settled();
    expect(blog.total).toBe(499);
    expect(paths(0, 1)).toEqual(["0001.md"]);
    expect(postOf(blog.peek(450))?.path).toBe("0451.md");
    stop.mockRestore();
  });

  it("says when it cannot be read, and reads it again with the next change", async () => {
    const { blog, backend, notices } = await openBlog();
    backend.failNext("list", "Io", "the disk is gone");
    blog.ask({ text: "sec" });
    await blog.settled();
    expect(notices.list[0]?.text).toContain("the disk is gone");
    blog.ask({ text: "seco" });
    await blog.settled();
    expect(notices.list).toEqual([]);
    expect(blog.total).toBe(1);
  });

  it("finds the row of a post far away, and brings its page with another query", async () => {
    const { blog } = await openBlog(manyFiles(5_000));
    blog.follow("3000.md");
    await blog.settled();
    expect(blog.indexOf("3000.md", null)).toBe(3_000);
    blog.ask({ sorting: "oldest" });
    await blog.settled();
    expect(blog.indexOf("3000.md", null)).toBe(1_999);
    expect(postOf(blog.peek(1_999))?.path).toBe("3000.md");
  });

  it("starts grouped and sorted as the session says", async () => {
    const { blog } = await openBlog(two, { session: { grouping: "state", sorting: "title" } });
    expect(blog.query).toMatchObject({ grouping: "state", sorting: "title" });
    expect(blog.row(0)).toMatchObject({ type: "heading", name: "draft", count: 1 });
  });

  it("filters by state, tag and text together; the counts follow the text", async () => {
    const { blog, paths } = await openBlog();
    blog.ask({ state: "draft", tag: "a" });
    await blog.settled();
    expect(paths()).toEqual(["first.md"]);
    blog.ask({ text: "second" });
    await blog.settled();
    expect(paths()).toEqual([]);
    expect(blog.counts).toMatchObject({ all: 1, draft: 0, published: 1 });
    blog.clearFilters();
    await blog.settled();
    expect(paths()).toEqual(["first.md", "second.md"]);
  });
});

describe("a change of the blog", () => {
  it("shows what appears, changes and vanishes", async () => {
    const { blog, backend, paths } = await openBlog();
    backend.changeOutside("second.md", null);
    backend.changeOutside("new.md", first.replace("2025-02", "2025-03"));
    expect(blog.find("second.md")).toBeUndefined();
    await blog.settled();
    expect(paths()).toEqual(["new.md", "first.md"]);
    expect(lists(backend)).toBe(1);
  });

  it("looks for the chosen posts again when more changed than is named", async () => {
    const { blog, backend } = await openBlog();
    await blog.chooseRange(0, 1);
    backend.files.delete("second.md");
    blog.apply({ revision: 9, upserted: [], removed: [], many: true, problem: null });
    await vi.waitFor(() => expect([...blog.chosen.keys()]).toEqual(["first.md"]));
  });
});

describe("choosing", () => {
  it("takes every row between two that are far apart, the unseen ones too", async () => {
    const { blog } = await openBlog(manyFiles(5_000));
    await blog.chooseRange(3_456, 50);
    expect(blog.chosen.size).toBe(3_407);
    expect(blog.subjects("2000.md")).toHaveLength(3_407);
    expect(blog.subjects("0049.md").map((post) => post.path)).toEqual(["0049.md"]);
    blog.choose("0050.md");
    expect(blog.chosen.has("0050.md")).toBe(false);
  });
});

describe("a toggled draft", () => {
  it("shows at once, and is taken back when it fails", async () => {
    const { blog, backend, notices } = await openBlog();
    backend.failNext("operate", "Refused", "the header has a mistake");
    const toggled = blog.setDraft("second.md", true);
    expect(postOf(blog.row(1))?.state).toBe("draft");
    await toggled;
    expect(postOf(blog.row(1))?.state).toBe("published");
    expect(notices.list[0]?.text).toContain("the header has a mistake");
    await blog.setDraft("second.md", true);
    expect(backend.files.get("second.md")).toBe(second.replace("false", "true"));
    expect(notices.list).toEqual([]);
  });

  it("stays shown while older rows come", async () => {
    const { blog, backend } = await openBlog(manyFiles(200));
    const release = backend.hold();
    const toggled = blog.setDraft("0001.md", true);
    blog.row(150);
    release();
    await blog.settled();
    expect(blog.find("0001.md")?.state).toBe("draft");
    await toggled;
    expect(blog.find("0001.md")?.state).toBe("draft");
  });
});

describe("a search in texts", () => {
  it("comes below the titles, and goes with the filter", async () => {
    const { blog, backend } = await openBlog(manyFiles(300));
    blog.ask({ text: "number 29" });
    await blog.settled();
    expect(blog.total).toBe(0);
    await vi.waitFor(() => expect(blog.length).toBe(14));
    expect(blog.row(0)).toMatchObject({ type: "texts", count: 13, most: false, searching: false });
    expect(blog.row(1)).toMatchObject({ type: "text", body: { post: { path: "0029.md" }, count: 2 } });
    expect(blog.find("0295.md")).toBeDefined();
    blog.ask({ text: "" });
    await blog.settled();
    expect(blog.length).toBe(300);
    expect(backend.calls.filter((call) => call === "searchBodies")).toHaveLength(1);
  });

  it("says that it searches, and nothing when there is nothing", async () => {
    const { blog, backend } = await openBlog();
    const answer = held(backend);
    blog.ask({ text: "nowhere" });
    await blog.settled();
    expect(blog.length).toBe(1);
    expect(blog.row(0)).toMatchObject({ type: "texts", count: 0, searching: true });
    answer([]);
    await vi.waitFor(() => expect(blog.length).toBe(0));
  });

  it("keeps what was found until the next answer, and drops late ones", async () => {
    const { blog, backend } = await openBlog();
    blog.ask({ text: "two." });
    await blog.settled();
    await vi.waitFor(() => expect(blog.row(1)).toMatchObject({ body: { post: { path: "second.md" } } }));
    const late = held(backend);
    blog.ask({ text: "nowhere" });
    await blog.settled();
    expect(blog.row(1)).toMatchObject({ body: { post: { path: "second.md" } } });
    blog.ask({ text: "one." });
    await blog.settled();
    await vi.waitFor(() => expect(blog.row(1)).toMatchObject({ body: { post: { path: "first.md" } } }));
    late(null);
    await Promise.resolve();
    expect(blog.length).toBe(2);
  });
});

/** Holds the next search's answer back until the returned function gives it. */
function held(backend: MemoryBackend): (rows: BodyRow[] | null) => void {
  let answer: (rows: BodyRow[] | null) => void = () => undefined;
  const rows = new Promise<BodyRow[] | null>((resolve) => (answer = resolve));
  vi.spyOn(backend, "searchBodies").mockReturnValueOnce(rows);
  return answer;
}
