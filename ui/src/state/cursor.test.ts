import { describe, expect, it, vi } from "vitest";
import { manyFiles, startApp } from "./fake-app";

describe("the keys in the list", () => {
  it("go to the end and back, over pages that are not here", async () => {
    const { app } = await startApp({}, manyFiles(5_000));
    const { cursor } = app;
    expect(cursor.index).toBe(0);
    const going = cursor.go(4_999, -1);
    expect([cursor.index, cursor.path]).toEqual([4_999, null]);
    await going;
    expect([cursor.index, cursor.path]).toEqual([4_999, "4999.md"]);
    await cursor.go(cursor.index - 1_500, -1);
    expect(cursor.path).toBe("3499.md");
    await cursor.go(0, 1);
    expect(cursor.path).toBe("0000.md");
    await cursor.go(-3, -1);
    expect(cursor.index).toBe(0);
  });

  it("let the last key win when the pages are slow", async () => {
    const { app, backend } = await startApp({}, manyFiles(5_000));
    const release = backend.hold();
    const end = app.cursor.go(4_999, -1);
    const up = app.cursor.go(app.cursor.index - 300, -1);
    const opened = vi.fn();
    app.cursor.withPost(opened);
    release();
    await Promise.all([end, up]);
    expect(app.cursor.path).toBe("4699.md");
    await vi.waitFor(() => expect(opened).toHaveBeenCalledWith("4699.md"));
  });

  it("pass over headings, and stay in the group where a post stands twice", async () => {
    const files = {
      "a.md": "---\ntitle: A\ntags: [x, y]\n---\n",
      "b.md": "---\ntitle: B\ntags: [y]\n---\n",
    };
    const { app } = await startApp({ session: { grouping: "tag" } }, files);
    const { cursor } = app;
    expect(cursor.index).toBe(1);
    await cursor.go(2, 1);
    expect([cursor.index, cursor.path]).toEqual([3, "a.md"]);
    await cursor.go(4, 1);
    expect(cursor.path).toBe("b.md");
    await cursor.go(2, -1);
    expect([cursor.index, cursor.path]).toEqual([1, "a.md"]);
    await cursor.go(0, -1);
    expect(cursor.index).toBe(1);
  });

  it("go through the translations of a row", async () => {
    const { app } = await startApp({}, { "p.de.md": "Eins\n", "p.en.md": "One\n" });
    expect(app.blog.total).toBe(1);
    app.cursor.turn(1);
    expect([app.cursor.index, app.cursor.path]).toEqual([0, "p.en.md"]);
  });

  it("choose the rows on the way, over pages that are not here", async () => {
    const { app } = await startApp({}, manyFiles(500));
    await app.cursor.go(150, 1);
    await app.cursor.extend(151, 1);
    await app.cursor.extend(499, 1);
    expect(app.blog.chosen.size).toBe(350);
    expect(app.blog.chosen.has("0150.md")).toBe(true);
  });

  it("stay with the post when the blog changes above it", async () => {
    const { app, backend } = await startApp({}, manyFiles(500));
    await app.cursor.go(250, 1);
    backend.changeOutside("0003.md", null);
    await app.blog.settled();
    expect([app.cursor.index, app.cursor.path]).toEqual([249, "0250.md"]);
  });
});

describe("the post beside", () => {
  it("is found on a page that is not here, and from outside the list", async () => {
    const { app } = await startApp({}, manyFiles(300));
    await app.desk.open("0199.md");
    expect(await app.cursor.beside("0199.md", 1)).toBe("0200.md");
    expect(await app.cursor.beside("0199.md", -1)).toBe("0198.md");
    expect(await app.cursor.beside(null, 1)).toBe("0000.md");
    expect(await app.cursor.beside("gone.md", -1)).toBe("0299.md");
    await app.desk.open("0299.md");
    expect(await app.cursor.beside("0299.md", 1)).toBeNull();
  });
});
