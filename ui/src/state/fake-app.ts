/** A whole `App` over the in-memory host and an editor without a view, for tests. */
import type { BlockHtml, PreviewPatch } from "../ipc/bindings";
import { MemoryBackend, type MemoryOptions } from "../ipc/memory";
import { App } from "./app.svelte";
import type { DocumentState } from "./document.svelte";
import { FakeEditor } from "./fake-editor";
import type { PreviewPort } from "./ports";

export const first = "---\ntitle: First\ndate: 2025-02-01\ndraft: true\ntags: [a]\n---\n\nOne.\n";
export const second = "---\ntitle: Second\ndate: 2025-01-01\ndraft: false\ntags: [a, b]\n---\n\nTwo.\n";

/** That many files: `0000.md` is the newest, every tenth is a draft tagged "tenth". */
export function manyFiles(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => {
      const date = new Date(Date.UTC(2025, 0, 1) - n * 3_600_000).toISOString();
      const isTenth = n % 10 === 0;
      const header = `title: Post ${String(n)}\ndate: ${date}\ndraft: ${String(isTenth)}\ntags: [${isTenth ? "tenth" : "other"}]`;
      return [`${String(n).padStart(4, "0")}.md`, `---\n${header}\n---\n\nText number ${String(n)}.\n`];
    }),
  );
}

export interface FakeApp {
  app: App;
  backend: MemoryBackend;
  editor: FakeEditor;
  preview: PreviewPort;
  /** The ids of the blocks that the preview shows. */
  shown: () => string[];
  /** What it was asked to find, and to go on to. */
  looked: () => (string | number)[];
  /** What came for it later. */
  filled: () => BlockHtml[][];
  /** The post in front. */
  post: () => DocumentState;
  stop: () => void;
}

/** Starts with the newer post, `first.md`, in front. */
export async function startApp(
  options: MemoryOptions = {},
  files: Readonly<Record<string, string>> = { "first.md": first, "second.md": second },
): Promise<FakeApp> {
  const backend = new MemoryBackend(files, options);
  const start = await backend.start();
  const app = new App(backend, start);
  const editor = new FakeEditor((doc, changes) => app.desk.changed(doc, changes));
  let blocks: string[] = [];
  const filled: BlockHtml[][] = [];
  const looked: (string | number)[] = [];
  const patch = ({ start: at, removed, blocks: added }: PreviewPatch): void => {
    blocks = blocks.toSpliced(at, removed, ...added.map((block) => block.html ?? ""));
  };
  app.desk.attachEditor(editor);
  const preview: PreviewPort = {
    patch,
    html: (sent) => void filled.push(sent),
    reset: (whole) => (blocks = [...whole.html]),
    begin: (top) => (blocks = [...top.html]),
    complete: (whole) => (blocks = [...whole.html]),
    isFocused: () => false,
    print: () => void looked.push("print"),
    find: (text) => void looked.push(text),
    findBeside: (by) => void looked.push(by),
    box: () => ({ top: 60, bottom: 560 }),
    align: () => undefined,
    beside: () => undefined,
    alone: () => undefined,
    caret: () => undefined,
  };
  app.desk.attachPreview(preview);
  app.desk.setPreviewVisible(true);
  const stop = app.listen();
  await app.resume(start);
  backend.calls.length = 0;
  const post = (): DocumentState => {
    if (!app.desk.current) throw new Error("no post is in front");
    return app.desk.current;
  };
  return {
    app,
    backend,
    preview,
    editor,
    shown: () => blocks,
    filled: () => filled,
    looked: () => looked,
    post,
    stop,
  };
}
