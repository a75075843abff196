import { describe, expect, it, vi } from "vitest";
import { first, startApp } from "./fake-app";

describe("the desk", () => {
  it("keeps text, undo and caret of each post while others are in front", async () => {
    const { app, editor, backend, post } = await startApp({ settings: { autosave: false } });
    editor.type("mine");
    const id = post().id;
    await app.desk.open("second.md");
    expect(editor.text(post().id).toString()).toContain("Two.");
    await app.desk.open("first.md");
    expect(post().id).toBe(id);
    expect(editor.caret(id)).toBe(`${first}mine`.length);
    editor.undo();
    expect(editor.text(id).toString()).toBe(first);
    expect(backend.calls.filter((call) => call === "openPost")).toHaveLength(1);
  });

  it("shows the post that was asked for last, also when it arrives first", async () => {
    const { app, backend, post } = await startApp();
    const release = backend.hold();
    const slow = app.desk.open("second.md");
    const back = app.desk.open("first.md");
    release();
    await Promise.all([slow, back]);
    expect(post().path).toBe("first.md");
  });

  it("says which post could not be opened, and why", async () => {
    const { app, backend } = await startApp();
    backend.failNext("openPost", "PermissionDenied", "permission denied");
    expect(await app.desk.open("second.md")).toBe(false);
    expect(app.notices.list[0]?.text).toBe("second.md could not be opened: permission denied.");
    expect(app.desk.current?.path).toBe("first.md");
  });

  it("says nothing of the late failures of a post that was closed", async () => {
    const { app, backend, editor } = await startApp();
    const release = backend.hold();
    backend.failNext("edit", "NotFound");
    editor.type("gone");
    void app.desk.close("first.md");
    release();
    await vi.waitFor(() => expect(backend.calls).toContain("closePost"));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(app.notices.list).toEqual([]);
  });

  it("closes the clean posts that were not used for longest", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [`${String(n)}.md`, `Post ${String(n)}\n`]),
    );
    const { app, backend } = await startApp({}, files);
    for (const path of Object.keys(files)) await app.desk.open(path);
    const closed = (): string[] => backend.calls.filter((call) => call === "closePost");
    await vi.waitFor(() => expect(closed()).toHaveLength(6));
    expect(app.desk.find("29.md")).toBe(app.desk.current);
    expect(app.desk.find("1.md")).toBeUndefined();
  });
});

describe("a click in the preview", () => {
  const file = "---\ntitle: T\n---\n\nOne word, another word.\n\n- [ ] task\n";
  const click = { line: 4, lines: 1, word: "word", nth: 1, at: 0 };
  const tick = { line: 6, lines: 1, nth: 0, checked: true };

  it("puts the caret at the word", async () => {
    const { app, editor, post } = await startApp({}, { "p.md": file });
    const focused = editor.focused;
    app.desk.previewClicked(click);
    expect(editor.caret(post().id)).toBe(file.lastIndexOf("word"));
    expect(editor.focused).toBe(focused + 1);
  });

  it("ticks a task as one step that undo takes back", async () => {
    const { app, editor, post, backend } = await startApp({}, { "p.md": file });
    app.desk.previewTicked(tick);
    const ticked = file.replace("[ ]", "[x]");
    await vi.waitFor(() => expect(backend.hostText(post().id)).toBe(ticked));
    editor.undo();
    expect(editor.text(post().id).toString()).toBe(file);
  });

  it("does nothing while the preview is behind the text", async () => {
    const { app, editor, post, backend } = await startApp({}, { "p.md": file });
    const release = backend.hold();
    editor.type("Above.\n", 0);
    const before = [editor.text(post().id).toString(), editor.caret(post().id)];
    app.desk.previewTicked(tick);
    app.desk.previewClicked(click);
    expect([editor.text(post().id).toString(), editor.caret(post().id)]).toEqual(before);
    release();
  });
});

describe("the app", () => {
  it("resumes the last post at its caret", async () => {
    const { post, editor } = await startApp({ session: { folder: "/blog", post: "second.md", caret: 9 } });
    expect(post().path).toBe("second.md");
    expect(editor.caret(post().id)).toBe(9);
  });

  it("toggles the draft of an open post through its text, and saves a post that was clean", async () => {
    const { app, backend, editor, post } = await startApp();
    await app.setDraft("first.md", false);
    expect(backend.files.get("first.md")).toBe(first.replace("true", "false"));
    expect(backend.calls).not.toContain("operate");
    editor.undo();
    await vi.waitFor(() => expect(post().header.draft).toBe(true));
  });

  it("publishes with a date when there was none, and takes it back", async () => {
    const file = "---\ntitle: T\ndraft: true\n---\n\nText.\n";
    const { app, backend } = await startApp({ now: "2025-03-04T10:00:00+01:00" }, { "p.md": file });
    await app.publish(true);
    const published = "---\ntitle: T\ndraft: false\ndate: 2025-03-04T10:00:00+01:00\n---\n\nText.\n";
    expect(backend.files.get("p.md")).toBe(published);
    await app.publish(false);
    expect(backend.files.get("p.md")).toBe(published.replace("false", "true"));
  });

  it("creates a post and opens it with the caret at its end", async () => {
    const { app, editor, post } = await startApp();
    app.blog.ask({ state: "published" });
    await app.createPost({
      title: "New one",
      slug: "new-one",
      section: null,
      language: null,
      bundle: null,
      draft: true,
    });
    expect(post().path).toBe("new-one.md");
    expect(editor.caret(post().id)).toBe(editor.text(post().id).length);
    expect(app.blog.query.state).toBeNull();
    expect(app.blog.indexOf("new-one.md", null)).toBe(0);
    expect(app.cursor.index).toBe(0);
  });

  it("saves before the window closes, and remembers the place", async () => {
    const { app, backend, editor } = await startApp();
    editor.type("last words");
    app.rememberPlace(app.place);
    backend.emit("closeRequested", null);
    await vi.waitFor(() => expect(backend.calls).toContain("closeWindow"));
    expect(backend.files.get("first.md")).toBe(`${first}last words`);
    expect(backend.session).toMatchObject({ folder: "/blog", post: "first.md", recent: ["/blog"] });
  });

  it("closes at once over what is not saved: the host keeps it", async () => {
    const { app, backend, editor } = await startApp({ settings: { autosave: false } });
    editor.type("unsaved");
    backend.emit("closeRequested", null);
    await vi.waitFor(() => expect(backend.calls).toContain("closeWindow"));
    expect(app.layout.dialog).toBeNull();
    expect(backend.remembered.has("first.md")).toBe(true);
    expect(backend.files.get("first.md")).toBe(first);
  });

  it("opens another folder, and forgets the posts of the one before", async () => {
    const { app, backend, post } = await startApp();
    const before = post();
    backend.emit("openRequested", { path: "/other" });
    await vi.waitFor(() => expect(app.blog.root).toBe("/other"));
    await vi.waitFor(() => expect(app.desk.current).not.toBeNull());
    expect(app.desk.current).not.toBe(before);
    expect(app.recent).toEqual(["/other", "/blog"]);
  });
});
