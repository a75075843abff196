import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { first, startApp, type FakeApp } from "./fake-app";

let fake: FakeApp;

beforeEach(async () => {
  vi.useFakeTimers();
  fake = await startApp();
  await settle();
});
afterEach(() => {
  fake.app.desk.forgetAll();
  fake.stop();
  vi.useRealTimers();
});

/** Lets every answer that is under way arrive; no timer fires. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

it("gives the preview HTML that was not sent at first, whatever is typed meanwhile", async () => {
  const { backend, editor, post, filled, shown } = fake;
  const paragraphs = Array.from({ length: 150 }, (_, i) => `Number ${String(i)}.\n`).join("\n");
  editor.type(`\n${paragraphs}`);
  await settle();
  post().refreshPreview();
  await settle();
  expect(shown()).toHaveLength(100);
  const { ids } = await backend.preview(post().id);
  const last = ids.slice(-16);
  editor.type("x", first.indexOf("One"));
  post().feed.fill([last, "0123456789abcdef"], false);
  await settle();
  expect(filled()).toEqual([[{ id: last, html: "<p>Number 149.</p>" }]]);
});

it("answers the preview also when the host could not", async () => {
  const { app, backend, post, filled } = fake;
  post().refreshPreview();
  await settle();
  backend.failNext("previewHtml", "Io");
  post().feed.fill(["0123456789abcdef"], false);
  await settle();
  expect(filled()).toEqual([[]]);
  expect(app.notices.list).toHaveLength(1);
});
