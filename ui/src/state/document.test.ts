import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { autosaveDelay } from "./document.svelte";
import { first, startApp, type FakeApp } from "./fake-app";

let fake: FakeApp;

async function start(options: Parameters<typeof startApp>[0] = {}): Promise<FakeApp> {
  fake = await startApp(options);
  await settle();
  fake.backend.calls.length = 0;
  return fake;
}

/** Lets every answer that is under way arrive; no timer fires. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

function texts(): { editor: string; host: string } {
  const { editor, backend, post } = fake;
  return { editor: editor.text(post().id).toString(), host: backend.hostText(post().id) };
}

function expectInStep(): void {
  const { editor, host } = texts();
  expect(host).toBe(editor);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  fake.app.desk.forgetAll();
  fake.stop();
  vi.useRealTimers();
});

describe("the pipe of an open post", () => {
  it("sends the first change at once and composes what is typed meanwhile into one", async () => {
    const { editor, backend } = await start();
    const release = backend.hold();
    for (const letter of "more") editor.type(letter);
    release();
    await settle();
    expect(backend.calls.filter((call) => call === "edit")).toHaveLength(2);
    expect(texts().editor).toContain("One.\nmore");
    expectInStep();
  });

  it("keeps the preview in step, patch by patch", async () => {
    const { editor, shown } = await start();
    editor.type("\nAnother paragraph.\n");
    await settle();
    editor.type("**bold** ", first.indexOf("One"));
    await settle();
    expect(shown()).toEqual(["<p><strong>bold</strong> One.</p>", "<p>Another paragraph.</p>"]);
  });

  it("sends the whole text when the host lost track, and goes on from there", async () => {
    const { editor, backend } = await start();
    backend.failNext("edit", "OutOfSync");
    editor.type("a");
    editor.type("b");
    await settle();
    editor.type("c");
    await settle();
    expect(backend.calls.filter((call) => call === "resync")).toHaveLength(1);
    expect(texts().editor).toContain("One.\nabc");
    expectInStep();
  });

  it("keeps what was typed when the host does not answer, says so, and tries again by itself", async () => {
    const { app, editor, backend, post } = await start({ settings: { autosave: false } });
    backend.failNext("edit", "Io", "the host is busy");
    editor.type("kept");
    await settle();
    expect(post().status).toBe("failed");
    expect(app.notices.list[0]?.text).toContain("the host is busy");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(post().status).toBe("dirty");
    expect(app.notices.list).toEqual([]);
    expectInStep();
  });

  it("asks for no patches while the preview is hidden, and for all blocks when it shows again", async () => {
    const { app, editor, shown, backend } = await start();
    app.desk.setPreviewVisible(false);
    editor.type("\nUnseen.\n");
    await settle();
    expect(shown()).toEqual(["<p>One.</p>"]);
    app.desk.setPreviewVisible(true);
    await settle();
    expect(backend.calls).toEqual(["edit", "preview"]);
    expect(shown()).toEqual(["<p>One.</p>", "<p>Unseen.</p>"]);
  });
});

describe("saving", () => {
  it("writes two seconds after the last change", async () => {
    const { editor, backend, post } = await start();
    editor.type("a");
    await vi.advanceTimersByTimeAsync(autosaveDelay - 1);
    editor.type("b");
    await vi.advanceTimersByTimeAsync(autosaveDelay - 1);
    expect(backend.files.get("first.md")).toBe(first);
    await vi.advanceTimersByTimeAsync(1);
    expect(backend.files.get("first.md")).toBe(`${first}ab`);
    expect(post().status).toBe("clean");
  });

  it("writes when the focus leaves, unless the writer turned that off", async () => {
    const { app, editor, backend, post } = await start();
    editor.type("a");
    app.desk.blurred();
    await settle();
    expect(backend.files.get("first.md")).toBe(`${first}a`);
    await app.settings.update({ autosave: false });
    editor.type("b");
    app.desk.blurred();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(backend.files.get("first.md")).toBe(`${first}a`);
    expect(post().status).toBe("dirty");
  });

  it("asks the host for nothing when nothing changed", async () => {
    const { app, backend } = await start();
    await app.save();
    expect(backend.calls).toEqual([]);
  });

  it("waits for the changes under way, and stays dirty when typing goes on during it", async () => {
    const { app, editor, backend, post } = await start({ settings: { autosave: false } });
    editor.type("a");
    const saved = app.save();
    await vi.waitFor(() => expect(backend.calls).toContain("save"));
    editor.type("b");
    await saved;
    expect(backend.calls.slice(0, 2)).toEqual(["edit", "save"]);
    expect(backend.files.get("first.md")).toBe(`${first}a`);
    expect(post().status).toBe("dirty");
    await app.save();
    expect(backend.files.get("first.md")).toBe(`${first}ab`);
  });

  it("keeps the text dirty after a failure, says what to do, and saves with the next change", async () => {
    const { app, editor, backend, post } = await start();
    backend.failNext("save", "DiskFull", "no space is left");
    editor.type("a");
    await vi.advanceTimersByTimeAsync(autosaveDelay);
    expect(post().status).toBe("failed");
    expect(app.notices.list[0]).toMatchObject({ tone: "error", action: { name: "Try again" } });
    expect(app.notices.list[0]?.advice).toContain("Free some space");
    editor.type("b");
    await vi.advanceTimersByTimeAsync(autosaveDelay);
    expect(post().status).toBe("clean");
    expect(app.notices.list).toEqual([]);
    expect(backend.files.get("first.md")).toBe(`${first}ab`);
  });

  it("sends the whole text and saves again when the host would save another one", async () => {
    const { app, editor, backend } = await start();
    editor.type("a");
    await settle();
    backend.failNext("save", "OutOfSync");
    await app.save();
    const calls = backend.calls.filter((call) => call !== "list");
    expect(calls).toEqual(["edit", "save", "resync", "save", "preview"]);
    expect(backend.files.get("first.md")).toBe(`${first}a`);
  });
});

describe("a file that changes outside", () => {
  const theirs = first.replace("One.", "Theirs.");

  it("is taken in silently when nothing was typed, as one step that can be undone", async () => {
    const { app, editor, backend, post, shown } = await start();
    backend.changeOutside("first.md", theirs);
    await settle();
    expect(texts().editor).toBe(theirs);
    expect(post().status).toBe("clean");
    expect(shown()).toEqual(["<p>Theirs.</p>"]);
    expect(app.notices.list).toEqual([]);
    editor.undo();
    await settle();
    expect(texts().editor).toBe(first);
    expect(post().status).toBe("dirty");
  });

  it("is a conflict when something was typed, and autosave keeps its hands off", async () => {
    const { editor, backend, post } = await start();
    editor.type("mine");
    backend.changeOutside("first.md", theirs);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(post().status).toBe("conflict");
    expect(backend.files.get("first.md")).toBe(theirs);
  });

  it("is found by the save when the host did not tell, and is never overwritten unasked", async () => {
    const { app, editor, backend, post } = await start();
    editor.type("mine");
    backend.files.set("first.md", theirs);
    await app.save();
    expect(post().status).toBe("conflict");
    expect(backend.files.get("first.md")).toBe(theirs);
    await post().keepMine();
    expect(post().status).toBe("clean");
    expect(backend.files.get("first.md")).toBe(`${first}mine`);
  });

  it("takes theirs, and undo brings mine back", async () => {
    const { editor, backend, post } = await start();
    editor.type("mine");
    backend.changeOutside("first.md", theirs);
    await settle();
    await post().takeTheirs();
    expect(texts().editor).toBe(theirs);
    expect(post().status).toBe("clean");
    editor.undo();
    await settle();
    expect(texts().editor).toBe(`${first}mine`);
    expectInStep();
  });

  it("keeps what is typed while it is being taken in", async () => {
    const { editor, backend, post } = await start();
    const release = backend.hold();
    backend.changeOutside("first.md", theirs);
    await settle();
    editor.type("typed");
    release();
    await settle();
    expect(texts().editor).toContain("typed");
    expect(post().status).toBe("dirty");
    expectInStep();
  });

  it("asks when it was deleted; keeping writes it again, closing forgets it", async () => {
    const { app, backend, post } = await start();
    backend.changeOutside("first.md", null);
    await settle();
    expect(post().status).toBe("conflict");
    expect(post().merging.deleted).toBe(true);
    await post().keepMine();
    expect(backend.files.get("first.md")).toBe(first);
    backend.changeOutside("first.md", null);
    await settle();
    void app.desk.close("first.md");
    expect(app.desk.current).toBeNull();
    expect(backend.files.has("first.md")).toBe(false);
  });
});

describe("an edit in the form", () => {
  it("is a step of the text's own history and reaches the host like typing", async () => {
    const { editor, post } = await start();
    editor.type("typed");
    await post().editHeader({ type: "set_text", path: ["title"], value: 'She said: "yes"' });
    expect(post().header.fields[0]?.text).toBe('She said: "yes"');
    expectInStep();
    editor.undo();
    await settle();
    expect(post().header.fields[0]?.text).toBe("First");
    expect(texts().editor).toBe(`${first}typed`);
    editor.redo();
    await settle();
    expect(post().header.fields[0]?.text).toBe('She said: "yes"');
    expectInStep();
  });

  it("lands in the right place when the writer types while it is computed", async () => {
    const { editor, backend, post } = await start();
    const release = backend.hold();
    const edited = post().editHeader({ type: "set_draft", on: false });
    editor.type("# in front\n", first.indexOf("title"));
    release();
    await edited;
    expect(texts().editor).toBe(first.replace("title", "# in front\ntitle").replace("true", "false"));
    expectInStep();
  });

  it("counts as unsaved while it is on its way, and a save waits for it", async () => {
    const { backend, post } = await start({ settings: { autosave: false } });
    const release = backend.hold();
    void post().editHeader({ type: "set_draft", on: false });
    expect(post().status).toBe("dirty");
    expect(post().unsaved).toBe(true);
    const saved = post().save();
    release();
    await saved;
    expect(backend.files.get("first.md")).toBe(first.replace("true", "false"));
    expect(post().status).toBe("clean");
    expect(post().unsaved).toBe(false);
  });

  it("leaves a post saved that it did not change", async () => {
    const { backend, post } = await start();
    backend.failNext("headerEdit", "Refused");
    await expect(post().editHeader({ type: "set_draft", on: false })).rejects.toThrow();
    expect(post().status).toBe("clean");
    expect(post().unsaved).toBe(false);
  });
});
