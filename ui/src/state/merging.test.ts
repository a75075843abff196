import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { autosaveDelay } from "./document.svelte";
import { startApp, type FakeApp } from "./fake-app";
import type { MemoryOptions } from "../ipc/memory";

const base = "---\ntitle: A\n---\n\none\n\ntwo\n\nthree\n";
const mine = base.replace("three", "three, mine");
const theirs = base.replace("one", "one, theirs");
const against = base.replace("three", "three, theirs").replace("one", "one, theirs");

let fake: FakeApp;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  fake.stop();
  vi.useRealTimers();
});

/** A post with unsaved text in its last line. */
async function writing(options: MemoryOptions = {}): Promise<FakeApp> {
  fake = await startApp({ settings: { autosave: false }, ...options }, { "first.md": base });
  fake.editor.type(", mine", base.indexOf("three") + 5);
  await settle();
  expect(text()).toBe(mine);
  return fake;
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(20);
const text = (): string => fake.editor.text(fake.post().id).toString();
const file = (): string | undefined => fake.backend.files.get("first.md");
const both = mine.replace("one", "one, theirs");

function expectInStep(): void {
  expect(fake.backend.hostText(fake.post().id)).toBe(text());
}

describe("a file that no text can be made of any more", () => {
  it("leaves the text, and is shown when the writer asks", async () => {
    const { app, backend, post } = await writing();
    await post().save();
    backend.failNext("reload", "NotUtf8", "It is UTF-16 text.");
    backend.changeOutside("first.md", theirs);
    await settle();
    expect(post().status).toBe("conflict");
    expect(post().merging.unreadable).toBe("It is UTF-16 text.");
    expect(text()).toBe(mine);
    await app.desk.close("first.md", true);
    await app.desk.open("first.md");
    expect(text()).toBe(theirs);
  });
});

describe("other lines that change outside", () => {
  it("are taken in as one step, and said with a way back", async () => {
    const { app, backend, editor, post } = await writing();
    backend.changeOutside("first.md", theirs);
    await settle();
    expect(text()).toBe(both);
    expect(post().status).toBe("dirty");
    expect(app.notices.list).toMatchObject([
      { text: "One line of first.md came from another program.", action: { name: "Undo" } },
    ]);
    expectInStep();
    editor.undo();
    await settle();
    expect(text()).toBe(mine);
    expectInStep();
    await app.save();
    expect(file()).toBe(mine);
  });

  it("are taken out again by the notice, whatever was typed since", async () => {
    const { app, backend, editor } = await writing();
    backend.changeOutside("first.md", theirs);
    await settle();
    editor.type("!", both.indexOf("two"));
    app.notices.list[0]?.action?.run();
    await settle();
    expect(text()).toBe(mine.replace("two", "!two"));
    expectInStep();
    editor.undo();
    expect(text()).toBe(both.replace("two", "!two"));
  });

  it("can still be taken out when the host says once more that the file changed", async () => {
    const { app, backend, post } = await writing();
    backend.changeOutside("first.md", theirs);
    await settle();
    backend.emit("postChanged", { doc: post().id, deleted: false });
    await settle();
    await app.save();
    backend.emit("postChanged", { doc: post().id, deleted: false });
    await settle();
    app.notices.list[0]?.action?.run();
    expect(text()).toBe(mine);
  });

  it("are found by the save, which then writes both", async () => {
    const { app, backend, post } = await writing();
    backend.files.set("first.md", theirs);
    await app.save();
    expect(file()).toBe(both);
    expect(post().status).toBe("clean");
    expect(post().unsaved).toBe(false);
  });

  it("are saved with mine by autosave", async () => {
    const { backend, editor } = await writing({ settings: { autosave: true } });
    backend.changeOutside("first.md", theirs);
    await settle();
    editor.type("!", 0);
    await vi.advanceTimersByTimeAsync(autosaveDelay);
    expect(file()).toBe(`!${both}`);
  });

  it("meet what is typed meanwhile", async () => {
    const { backend, editor, post } = await writing();
    const release = backend.hold();
    backend.changeOutside("first.md", theirs);
    await settle();
    editor.type("!", mine.indexOf("two"));
    release();
    await settle();
    expect(text()).toBe(both.replace("two", "!two"));
    expect(post().status).toBe("dirty");
    expectInStep();
  });

  it("leave nothing unsaved when the file has it all", async () => {
    const { backend, post } = await writing();
    backend.changeOutside("first.md", both);
    await settle();
    expect(text()).toBe(both);
    expect(post().status).toBe("clean");
  });
});

describe("lines that both changed", () => {
  it("are decided later while typing goes on, and merge once they are the same", async () => {
    const { app, backend, editor, post } = await writing();
    backend.changeOutside("first.md", against);
    await settle();
    expect(post().status).toBe("conflict");
    expect(text()).toBe(mine);
    editor.type("!", mine.indexOf("two"));
    await app.save();
    expect(post().status).toBe("conflict");
    expect(file()).toBe(against);
    backend.changeOutside("first.md", theirs);
    await settle();
    expect(post().status).toBe("dirty");
    expect(text()).toBe(both.replace("two", "!two"));
  });

  it("are resolved as one step and saved", async () => {
    const { backend, editor, post } = await writing();
    backend.changeOutside("first.md", against);
    await settle();
    const pieces = await post().merging.merge();
    expect(pieces?.filter(({ type }) => type === "conflict")).toMatchObject([
      { base: "three\n", mine: "three, mine\n", theirs: "three, theirs\n" },
    ]);
    const result = against.replace("three, theirs", "three, mine and theirs");
    await post().merging.resolve(result);
    expect(text()).toBe(result);
    expect(file()).toBe(result);
    expect(post().status).toBe("clean");
    editor.undo();
    expect(text()).toBe(mine);
  });

  it("are merged once more when the file changes while they are resolved", async () => {
    const { backend, post } = await writing();
    backend.changeOutside("first.md", against);
    await settle();
    await post().merging.merge();
    backend.files.set("first.md", against.replace("two", "two, later"));
    await post().merging.resolve(against.replace("three, theirs", "three, mine"));
    const result = base.replace("one", "one, theirs").replace("two", "two, later");
    expect(file()).toBe(result.replace("three", "three, mine"));
    expect(post().status).toBe("clean");
  });

  it("are not resolved over a text that went on", async () => {
    const { backend, editor, post } = await writing();
    backend.changeOutside("first.md", against);
    await settle();
    editor.type("!", 0);
    await expect(post().merging.resolve("x")).rejects.toMatchObject({ kind: "Refused" });
    expect(text()).toBe(`!${mine}`);
    expect(post().unsaved).toBe(true);
  });

  it("keep mine without overwriting what came after, and leave theirs behind an undo", async () => {
    const { backend, editor, post } = await writing();
    backend.changeOutside("first.md", against);
    await settle();
    const caret = editor.caret(post().id);
    await post().keepMine();
    expect(file()).toBe(mine);
    expect(editor.caret(post().id)).toBe(caret);
    expectInStep();
    editor.undo();
    await settle();
    expect(text()).toBe(against);
    expectInStep();
    editor.undo();
    expect(text()).toBe(mine);
  });

  it("say so and lose nothing when merging fails", async () => {
    const { app, backend, post } = await writing();
    backend.failNext("merge", "PermissionDenied");
    backend.changeOutside("first.md", theirs);
    await settle();
    expect(app.notices.list[0]?.tone).toBe("error");
    expect(text()).toBe(mine);
    expect(post().unsaved).toBe(true);
    await app.save();
    expect(file()).toBe(both);
  });
});

describe("a file that is renamed outside", () => {
  it("is followed with its text", async () => {
    const { app, backend, post } = await writing();
    backend.moveOutside("first.md", "other.md");
    await settle();
    expect(post().path).toBe("other.md");
    expect(app.notices.list[0]?.text).toContain("other.md");
    await app.save();
    expect(backend.files.get("other.md")).toBe(mine);
    expect(backend.files.has("first.md")).toBe(false);
  });

  it("is found again after it was taken for deleted", async () => {
    const { backend, post } = await writing();
    const id = post().id;
    backend.emit("postChanged", { doc: id, deleted: true });
    await settle();
    expect(post().merging.deleted).toBe(true);
    backend.moveOutside("first.md", "other.md");
    await settle();
    expect(post().status).toBe("dirty");
  });
});
