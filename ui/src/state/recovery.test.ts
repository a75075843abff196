import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Resumed } from "../ipc/bindings";
import { autosaveDelay } from "./document.svelte";
import { historyDelay } from "./pause";
import { first, second, startApp } from "./fake-app";

const left: Resumed = {
  start: first,
  history: null,
  caret: first.length,
  steps: [{ at: 1_000, changes: [{ from: first.length, to: first.length, insert: "left" }] }],
  changes: [],
  unsaved: true,
  recovered: 1_000,
};

describe("text that a crash left", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is shown at the start, and no save touches the file before the writer decides", async () => {
    const { app, backend, editor, post } = await startApp({ resumed: { "first.md": left } });
    expect(app.layout.dialog).toBe("recovered");
    expect(post().status).toBe("recovered");
    expect(editor.text(post().id).toString()).toBe(`${first}left`);
    editor.type("!");
    await vi.advanceTimersByTimeAsync(autosaveDelay * 2);
    await app.save();
    app.desk.blurred();
    await app.desk.saveAll();
    expect(backend.files.get("first.md")).toBe(first);
    expect(post().status).toBe("recovered");
    await post().keepMine();
    expect(backend.files.get("first.md")).toBe(`${first}left!`);
    expect(post().status).toBe("clean");
  });

  it("is in conflict when the file changed since", async () => {
    const files = { "first.md": `${first}theirs`, "second.md": second };
    const { backend, post } = await startApp({ resumed: { "first.md": left } }, files);
    backend.changeOutside("first.md", `${first}others`);
    await post().keepMine();
    expect(post().status).toBe("conflict");
    expect(backend.files.get("first.md")).toBe(`${first}others`);
  });

  it("brings its post to the front when it is in conflict", async () => {
    const resumed = { "second.md": { ...left, start: second, steps: [] } };
    const { app, backend, post } = await startApp({ resumed });
    const [recovered] = app.desk.recovered;
    if (!recovered) throw new Error("nothing was recovered");
    backend.changeOutside("second.md", "others\n");
    app.desk.editor?.apply(recovered.id, [{ from: 0, to: second.length, insert: "mine\n" }], {
      fromHost: false,
    });
    expect(post().path).toBe("first.md");
    await app.recovery.keepMine(recovered);
    expect(recovered.status).toBe("conflict");
    expect(post().path).toBe("second.md");
  });

  it("gives way to the file's text in one step that undo takes back", async () => {
    const { backend, editor, post } = await startApp({ resumed: { "first.md": left } });
    await post().takeTheirs();
    expect(editor.text(post().id).toString()).toBe(first);
    expect(post().status).toBe("clean");
    editor.undo();
    expect(editor.text(post().id).toString()).toBe(`${first}left`);
    await vi.advanceTimersByTimeAsync(autosaveDelay);
    expect(backend.files.get("first.md")).toBe(`${first}left`);
  });

  it("becomes a post of its own when both are kept", async () => {
    const { app, backend, editor, post } = await startApp({ resumed: { "first.md": left } });
    await app.recovery.keepBoth(post());
    expect(backend.files.get("first-2.md")).toBe(`${first}left`);
    expect(editor.text(post().id).toString()).toBe(first);
    expect(app.notices.list.at(-1)?.text).toContain("first-2.md");
  });

  it("is asked about for a post that is not in front too", async () => {
    const { app, post } = await startApp({ resumed: { "second.md": { ...left, start: second, steps: [] } } });
    expect(post().path).toBe("first.md");
    expect(app.desk.recovered.map(({ path }) => path)).toEqual(["second.md"]);
  });

  it("comes back without a question when it was left unsaved on purpose", async () => {
    const quiet = { ...left, recovered: null };
    const settings = { autosave: false };
    const { app, backend, post } = await startApp({ settings, resumed: { "first.md": quiet } });
    expect(app.layout.dialog).toBeNull();
    expect(post().status).toBe("dirty");
    await app.save();
    expect(backend.files.get("first.md")).toBe(`${first}left`);
  });
});

describe("the undo history", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is kept after a pause, when the post is left and when the window closes", async () => {
    const { app, backend, editor } = await startApp();
    editor.type("a");
    expect(backend.remembered.size).toBe(0);
    await vi.advanceTimersByTimeAsync(historyDelay);
    expect(backend.remembered.get("first.md")?.caret).toBe(first.length + 1);
    backend.remembered.clear();
    editor.type("b");
    await app.desk.open("second.md");
    await vi.advanceTimersByTimeAsync(0);
    expect(backend.remembered.has("first.md")).toBe(true);
    editor.type("c");
    app.close();
    await vi.advanceTimersByTimeAsync(0);
    await vi.waitFor(() => expect(backend.calls).toContain("closeWindow"));
    expect(backend.remembered.has("second.md")).toBe(true);
  });
});
