import { mount } from "svelte";
import AppView from "./App.svelte";
import type { Backend } from "./ipc/backend";
import { App } from "./state/app.svelte";
import "./style/base.css";
import "./style/tokens.css";

void run();

async function run(): Promise<void> {
  const backend = await chooseBackend();
  const start = await backend.start();
  const app = new App(backend, start);
  let onready = (): void => undefined;
  const framed = new Promise<void>((resolve) => (onready = resolve));
  const target = document.getElementById("app");
  if (!target) throw new Error("the page has no place for the app");
  mount(AppView, { target, props: { app, onready } });
  await app.resume(start);
  // Without a post, or in the Write view, nothing waits for the frame.
  if (app.desk.current && app.layout.previewVisible) await framed;
  await painted();
  document.documentElement.dataset["ready"] = "true";
}

/** Neither backend loads the other. */
async function chooseBackend(): Promise<Backend> {
  if ("__TAURI_INTERNALS__" in window) {
    const { tauriBackend } = await import("./ipc/tauri");
    return tauriBackend();
  }
  const [{ MemoryBackend }, { sampleFiles }] = await Promise.all([
    import("./ipc/memory"),
    import("./ipc/memory/sample"),
  ]);
  return new MemoryBackend(sampleFiles);
}

/** Resolves once the frame that is being prepared has been shown. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
