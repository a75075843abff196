import { describe, expect, it, vi } from "vitest";
import { first, startApp, type FakeApp } from "./fake-app";
import { dayInWords, daysOf, Timeline } from "./timeline.svelte";

async function withVersions(): Promise<FakeApp & { timeline: Timeline }> {
  const fake = await startApp();
  fake.backend.versionTime = "2025-03-03T23:59:00+01:00";
  fake.backend.keepVersion("first.md", first.replace("One.", "Zero."), "saved");
  fake.backend.keepVersion("first.md", first.replace("One.", "One half."), "typing");
  fake.backend.keepVersion("first.md", first, "saved");
  return { ...fake, timeline: new Timeline(fake.app) };
}

describe("the timeline", () => {
  it("has the versions by day, with the words that came and went", async () => {
    const { timeline } = await withVersions();
    expect(timeline.entries).toBeNull();
    await timeline.load(false);
    const entries = timeline.entries ?? [];
    expect(entries.map((entry) => entry.version.id)).toEqual([3, 2, 1]);
    expect(entries.slice(0, 2).map((entry) => entry.words)).toEqual([-1, 1]);
    expect(daysOf(entries).map(({ day, from, entries }) => [day, from, entries.length])).toEqual([
      ["2025-03-04", 0, 2],
      ["2025-03-03", 2, 1],
    ]);
  });

  it("compares the selected version with now, with the one before, or shows its page", async () => {
    const { timeline } = await withVersions();
    await timeline.load(false);
    expect(timeline.pieces?.map((piece) => piece.kind)).toEqual(["same"]);
    timeline.select(2);
    await vi.waitFor(() => expect(timeline.pieces?.[1]?.text).toBe("Zero.\n"));
    expect(timeline.pieces?.[2]?.text).toBe("One.\n");
    timeline.lookAt("then");
    await vi.waitFor(() => expect(timeline.pieces?.map((piece) => piece.kind)).toEqual(["added"]));
    timeline.lookAt("page");
    await vi.waitFor(() => expect(timeline.page?.html).toEqual(["<p>Zero.</p>"]));
    expect(timeline.pieces).toBeNull();
  });

  it("stays within its ends", async () => {
    const { timeline } = await withVersions();
    await timeline.load(false);
    timeline.select(-1);
    expect(timeline.selected).toBe(0);
    timeline.select(99);
    expect(timeline.selected).toBe(2);
  });

  it("restores a version as one step that undo takes back, and keeps what was there", async () => {
    const { timeline, app, editor, post } = await withVersions();
    editor.type(" More.", 60);
    const typed = editor.text(post().id).toString();
    await timeline.load(false);
    timeline.select(2);
    expect(await timeline.restore()).toBe(true);
    expect(editor.text(post().id).toString()).toBe(first.replace("One.", "Zero."));
    await vi.waitFor(() => expect(post().status).not.toBe("saving"));
    const again = new Timeline(app);
    await again.load(false);
    expect(again.entries?.[0]?.version.reason).toBe("before_restore");
    editor.undo();
    expect(editor.text(post().id).toString()).toBe(typed);
    expect(app.notices.list.at(-1)?.text).toContain("23:59");
  });

  it("saves a version that differs in its line endings alone, and offers no undo of what was typed", async () => {
    const { timeline, app, backend, editor, post } = await withVersions();
    await timeline.load(false);
    const save = vi.spyOn(backend, "save");
    expect(await timeline.restore()).toBe(true);
    expect(editor.text(post().id).toString()).toBe(first);
    expect(post().unsaved).toBe(true);
    expect(app.notices.list.at(-1)?.action).toBeNull();
    await post().save();
    expect(save).toHaveBeenCalledOnce();
  });

  it("says why a version cannot be restored", async () => {
    const { timeline, backend, editor, post } = await withVersions();
    await timeline.load(false);
    timeline.select(2);
    backend.failNext("restoreVersion", "Refused", "the version cannot be read");
    expect(await timeline.restore()).toBe(false);
    expect(timeline.problem).toBe("the version cannot be read");
    expect(editor.text(post().id).toString()).toBe(first);
  });

  it("has only the versions in which the paragraph at the caret changed", async () => {
    const { app, backend, editor, post } = await withVersions();
    backend.keepVersion("first.md", `${first}\nAnother.\n`, "saved");
    editor.setCaret(post().id, first.length - 2);
    app.desk.caretMoved(first.length - 2);
    const timeline = new Timeline(app);
    await timeline.load(true);
    expect(timeline.look).toBe("then");
    expect(timeline.entries?.map((entry) => entry.version.id)).toEqual([3, 2, 1]);
    expect(timeline.pieces?.map((piece) => piece.text)).toEqual(["One half.", "One."]);
  });
});

describe("days", () => {
  it("are named from today", () => {
    const today = new Date(2025, 2, 4, 1);
    expect(dayInWords("2025-03-04", today, "en")).toBe("Today");
    expect(dayInWords("2025-03-03", today, "en")).toBe("Yesterday");
    expect(dayInWords("2025-02-01", today, "en")).toBe("Saturday, February 1");
    expect(dayInWords("2024-12-31", today, "en")).toContain("2024");
  });
});
