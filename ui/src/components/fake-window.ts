/** The whole window over the in-memory host, for tests of components. */
import { cleanup, render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterAll, vi } from "vitest";
import AppView from "../App.svelte";
import { MemoryBackend, type MemoryOptions } from "../ipc/memory";
import { sampleFiles } from "../ipc/memory/sample";
import { App } from "../state/app.svelte";

declare global {
  interface Window {
    /** The test's browser; it loads frames only when told so. */
    happyDOM: { settings: object };
  }
}

export interface FakeWindow {
  app: App;
  backend: MemoryBackend;
  /** The element with that `data-testid`; fails when there is none. */
  get: <E extends HTMLElement = HTMLElement>(testid: string) => E;
  all: (testid: string) => HTMLElement[];
  /** The text of the post in front. */
  text: () => string;
  /** Presses a key where the focus is. */
  key: (key: string, modifiers?: KeyboardEventInit) => Promise<void>;
}

// Else what the last window of a file waits for comes when the test's document is gone.
afterAll(cleanup);

/** Opens the sample posts, in place of the window before; the newest post is in front. */
export async function openWindow(options: MemoryOptions = {}, files = sampleFiles): Promise<FakeWindow> {
  cleanup();
  // A real browser reports a new selection later; in the middle of an update the editor refuses it.
  window.addEventListener("selectionchange", quiet, true);
  Object.assign(window.happyDOM.settings, { enableIframePageLoading: true });
  const backend = new MemoryBackend(files, { previewUrl: "about:blank", ...options });
  const start = await backend.start();
  const app = new App(backend, start);
  render(AppView, { app });
  await app.resume(start);
  await tick();
  const all = (testid: string): HTMLElement[] => [
    ...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`),
  ];
  return {
    app,
    backend,
    all,
    get<E extends HTMLElement>(testid: string): E {
      const found = all(testid)[0];
      if (!found) throw new Error(`nothing is named ${testid}`);
      return found as E;
    },
    text: () => app.desk.editor?.text(app.desk.current?.id ?? 0).toString() ?? "",
    async key(key, modifiers = {}) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...modifiers }),
      );
      await tick();
    },
  };
}

/** Sets an input's text as typing does. */
export function typeInto(input: HTMLInputElement, text: string): void {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Waits until the expectation holds. */
export function until(expectation: () => void): Promise<void> {
  return vi.waitFor(expectation, { timeout: 2_000 });
}

function quiet(event: Event): void {
  event.stopImmediatePropagation();
}
