import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startApp, type FakeApp } from "./fake-app";

let fake: FakeApp;

/** Lets every answer that is under way arrive, and what waits until the post is seen. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(200);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  fake.app.desk.forgetAll();
  fake.stop();
  vi.useRealTimers();
});

describe("a long post", () => {
  const paragraphs = Array.from({ length: 40_000 }, (_, i) => `Paragraph ${String(i)}.`).join("\n\n");

  it("shows its first blocks at once, and all of them when they were read", async () => {
    fake = await startApp({}, { "long.md": paragraphs, "short.md": "short" });
    await settle();
    await fake.app.desk.open("short.md");
    await settle();
    await fake.app.desk.close("long.md");
    const [begin, complete] = [vi.spyOn(fake.preview, "begin"), vi.spyOn(fake.preview, "complete")];
    await fake.app.desk.open("long.md");
    await settle();
    const counts = (spy: typeof begin): number[] => spy.mock.calls.map(([{ ids }]) => ids.length / 16);
    const [first] = counts(begin);
    expect(first).toBeGreaterThan(1_000);
    expect(first).toBeLessThan(10_000);
    expect(counts(begin)).toHaveLength(1);
    expect(counts(complete)).toEqual([40_000]);
  });

  it("shows all at once where its caret is further below", async () => {
    fake = await startApp({}, { "long.md": paragraphs, "short.md": "short" });
    await settle();
    await fake.app.desk.open("short.md");
    await settle();
    await fake.app.desk.close("long.md");
    const completed = vi.spyOn(fake.preview, "complete");
    await fake.app.desk.open("long.md", { caret: "end" });
    await settle();
    expect(completed).not.toHaveBeenCalled();
    expect(fake.shown()).not.toHaveLength(0);
  });
});

describe("a long post that is left at once", () => {
  it("is not read for the preview", async () => {
    const long = Array.from({ length: 40_000 }, (_, i) => `Paragraph ${String(i)}.`).join("\n\n");
    fake = await startApp({}, { "long.md": long, "short.md": "short" });
    await settle();
    await fake.app.desk.open("short.md");
    await fake.app.desk.close("long.md");
    const read = vi.spyOn(fake.backend, "preview");
    await fake.app.desk.open("long.md");
    const { id } = fake.post();
    await fake.app.desk.open("short.md");
    await settle();
    expect(read.mock.calls.map(([doc]) => doc)).not.toContain(id);
    expect(fake.app.notices.list).toEqual([]);
  });
});

describe("the words of a post", () => {
  it("are of no interest where it was closed before", async () => {
    fake = await startApp({}, { "long.md": "word ".repeat(200_000) });
    fake.backend.failNext("words", "Refused");
    await settle();
    expect(fake.post().words).toBe(0);
    expect(fake.app.notices.list).toEqual([]);
  });

  it("are counted after a long one was opened", async () => {
    fake = await startApp({}, { "long.md": "word ".repeat(200_000) });
    await settle();
    expect(fake.post().words).toBe(200_000);
    fake.editor.type("and one more ");
    await settle();
    expect(fake.post().words).toBe(200_003);
  });
});
