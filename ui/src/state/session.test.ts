import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryBackend } from "../ipc/memory";
import { Notices } from "./notices.svelte";
import { SessionSaver, withRecent } from "./session";
import { SettingsState } from "./settings.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the session", () => {
  it("is saved once after a pause, and not at all when nothing moved", async () => {
    const backend = new MemoryBackend({});
    const { session } = await backend.start();
    const saver = new SessionSaver(backend, new Notices(), session);
    saver.remember(session);
    await vi.advanceTimersByTimeAsync(5_000);
    for (let caret = 1; caret <= 5; caret += 1) saver.remember({ ...session, caret });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(backend.calls).toEqual(["start", "saveSession"]);
    expect(backend.session.caret).toBe(5);
  });

  it("lists each folder once, the last one first", () => {
    expect(withRecent(["/a", "/b"], "/b")).toEqual(["/b", "/a"]);
  });
});

describe("settings", () => {
  it("apply only once they are saved", async () => {
    const backend = new MemoryBackend({});
    const notices = new Notices();
    const settings = new SettingsState(backend, notices, backend.settings);
    backend.failNext("updateSettings", "DiskFull");
    await settings.update({ autosave: false });
    expect(settings.current.autosave).toBe(true);
    expect(notices.list).toHaveLength(1);
    await settings.update({ autosave: false });
    expect(settings.current.autosave).toBe(false);
    expect(notices.list).toEqual([]);
  });
});

describe("notices", () => {
  it("replace the one of the same key; only errors stay", async () => {
    const notices = new Notices();
    notices.tell("a", "one");
    notices.tell("a", "two");
    notices.error("b", "It failed", { kind: "Io", message: "why", path: "x.md" });
    expect(notices.list.map((notice) => notice.text)).toEqual(["two", "It failed: why (x.md)."]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(notices.list.map((notice) => notice.key)).toEqual(["b"]);
  });
});
