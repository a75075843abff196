import { beforeEach, expect, it } from "vitest";
import { startApp, type FakeApp } from "./fake-app";

const from = "---\ntitle: From\ndate: 2026-01-01\n---\n\nSee [it](to.md#the-end).\n";
const to = "---\ntitle: To\ndate: 2025-01-01\n---\n\nText.\n\n## The end\n\nLast.\n";

let started: FakeApp;
beforeEach(async () => {
  started = await startApp({}, { "from.md": from, "to.md": to });
});

const told = (): string[] => started.app.notices.list.map(({ text }) => text);
const caret = (): number => started.editor.caret(started.post().id);

it("opens the post at the part that a link names", async () => {
  await started.app.links.follow("to.md#the-end");
  expect(started.post().path).toBe("to.md");
  expect(caret()).toBe(to.indexOf("## The end"));
  expect(told()).toEqual([]);
});

it("goes to the part of a post that is in front, in its text as it is", async () => {
  await started.app.links.follow("to.md");
  started.editor.type("More.\n\n", to.indexOf("Text."));
  await started.app.links.follow("to.md#the-end");
  const text = started.editor.text(started.post().id).toString();
  expect(caret()).toBe(text.indexOf("## The end"));
});

it("opens a post without the part at its start, and says so", async () => {
  await started.app.links.follow("to.md");
  started.editor.setCaret(started.post().id, to.length);
  await started.app.links.follow("to.md#no%20such");
  expect([started.post().path, caret()]).toEqual(["to.md", to.indexOf("\nText.")]);
  expect(told()).toEqual(["to.md has no part “no such”."]);
});

it("goes to the top without a word", async () => {
  await started.app.links.follow("to.md#top");
  expect([started.post().path, told()]).toEqual(["to.md", []]);
});

it("leaves the caret where it was when no part is named", async () => {
  await started.app.links.follow("to.md");
  started.editor.setCaret(started.post().id, 40);
  await started.app.links.follow("from.md#");
  await started.app.links.follow("to.md");
  expect(caret()).toBe(40);
});

it("stays with the post that the writer opened while the other one was read", async () => {
  const { app, backend } = started;
  const read = backend.openPost.bind(backend);
  backend.openPost = async (path) => {
    const post = await read(path);
    if (path === "to.md") await app.desk.open("third.md");
    return post;
  };
  backend.files.set("third.md", from);
  await app.links.follow("to.md#the-end");
  expect(app.desk.current?.path).toBe("third.md");
});
