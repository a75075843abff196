import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { first, startApp } from "./fake-app";

/** A repeatable source of numbers from 0 up to `below`. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("whatever happens in whatever order", () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    "editor, host and preview end in step (seed %i)",
    async (seed) => {
      const roll = dice(seed + 1);
      const fake = await startApp({ settings: { autosave: roll(2) === 0 } });
      const { app, backend, editor, post } = fake;
      const faulty = seed % 2 === 1;
      let release: (() => void) | null = null;
      for (let step = 0; step < 40; step += 1) {
        const at = roll(editor.text(post().id).length);
        switch (roll(9)) {
          case 0:
            release?.();
            release = backend.hold();
            break;
          case 1:
            release?.();
            await vi.advanceTimersByTimeAsync(roll(3_000));
            break;
          case 2:
            if (faulty) backend.failNext("edit", roll(2) === 0 ? "OutOfSync" : "Io");
            break;
          case 3:
            post()
              .editHeader({ type: "set_text", path: ["title"], value: `Title ${String(step)}` })
              .catch(() => undefined);
            break;
          case 4:
            if (roll(2) === 0) editor.undo();
            else editor.redo();
            break;
          case 5:
            backend.changeOutside("first.md", `${first}Outside ${String(step)}.\n`);
            break;
          case 6:
            void (roll(2) === 0 ? post().takeTheirs() : post().keepMine());
            break;
          default:
            editor.type(["a", "\n\n", "**", "川🌊", "---\n"][roll(5)] ?? "", at);
        }
      }
      release?.();
      await vi.advanceTimersByTimeAsync(120_000);
      const text = editor.text(post().id).toString();
      expect(backend.hostText(post().id)).toBe(text);
      // Sending the whole text heals every mistake, so a sound host must never need it.
      if (!faulty) expect(backend.calls).not.toContain("resync");
      const shown = [...fake.shown()];
      post().refreshPreview();
      await vi.advanceTimersByTimeAsync(0);
      expect(shown).toEqual(fake.shown());
      if (post().status === "clean") expect(backend.files.get("first.md")).toBe(text);
      app.desk.forgetAll();
      fake.stop();
    },
  );
});
