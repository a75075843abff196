import { describe, expect, it } from "vitest";
import { startApp } from "./fake-app";
import { menuOf } from "./post-menu";

describe("operations on posts", () => {
  it("move an open post with its text and undo, and are taken back", async () => {
    const { app, backend, editor, post } = await startApp();
    editor.type("mine");
    expect(
      await app.operations.run({ type: "rename", path: "first.md", slug: "New name", alias: false }),
    ).toBe(true);
    expect(post().path).toBe("new-name.md");
    expect(app.desk.find("first.md")).toBeUndefined();
    expect(backend.files.get("new-name.md")).toContain("mine");
    expect(app.blog.find("first.md")).toBeUndefined();
    const [notice] = app.notices.list;
    expect(notice?.action?.name).toBe("Undo");
    await app.operations.undo();
    expect(post().path).toBe("first.md");
    await app.operations.redo();
    expect(post().path).toBe("new-name.md");
  });

  it("say why nothing was changed", async () => {
    const { app, backend } = await startApp();
    backend.failNext("operate", "Refused", "second.md is there already");
    expect(await app.operations.run({ type: "rename", path: "first.md", slug: "second", alias: false })).toBe(
      false,
    );
    expect(app.notices.list[0]?.text).toContain("second.md is there already");
    await app.operations.undo();
    expect(app.notices.list.at(-1)?.text).toBe("There is nothing to take back.");
  });

  it("concern the chosen posts, or the one that the keys are on", async () => {
    const { app } = await startApp();
    expect(app.blog.subjects("first.md").map((post) => post.path)).toEqual(["first.md"]);
    app.blog.choose("first.md");
    await app.blog.chooseRange(0, 1);
    expect(app.blog.subjects("second.md").map((post) => post.path)).toEqual(["first.md", "second.md"]);
    const names = menuOf(app, app.blog.subjects("second.md")).map((item) => item.name);
    expect(names).not.toContain("Rename…");
    app.blog.chooseNone();
    expect(menuOf(app, app.blog.subjects("second.md")).map((item) => item.name)).toContain("Rename…");
  });
});
