import type { ChangeSet } from "@codemirror/state";
import { tick } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import type { Backend } from "../ipc/backend";
import type { HostError } from "../ipc/error";
import type { Click, Tick } from "../preview";
import { Alignment } from "./alignment";
import { offsetOf, type Caret, type OpenOptions } from "./caret";
import { DocumentState } from "./document.svelte";
import { hostOf } from "./desk-host";
import type { DocumentHost } from "./document-host";
import { placeOf, tickOf } from "./from-preview";
import { inPlaceTold } from "./in-place";
import type { Notices } from "./notices.svelte";
import { tellOfForeignLines } from "./outside";
import { PageSearch } from "./page-search.svelte";
import type { EditorPort, PreviewPort } from "./ports";
import type { SettingsState } from "./settings.svelte";

/** Clean posts beyond this number are closed, the ones that were not used for longest first. */
const keptOpen = 24;

/** The open posts, and the one in front. Their texts live in the editor that is attached. */
export class Desk {
  /** Holds the editor and the preview at the same line. */
  readonly alignment = new Alignment();
  readonly pageSearch = new PageSearch();
  /** Told which post is in front. */
  #cameToFront: (path: string | null) => void;
  #backend: Backend;
  #settings: SettingsState;
  #notices: Notices;
  #documents = new SvelteMap<string, DocumentState>();
  #current = $state.raw<DocumentState | null>(null);
  #caret = $state(0);
  #editor: EditorPort | null = null;
  #preview: PreviewPort | null = null;
  #previewVisible = false;
  readonly #host: DocumentHost;
  /** The last post that was asked for: a slower one that arrives later is not shown. */
  #wanted: string | null = null;

  constructor(
    backend: Backend,
    settings: SettingsState,
    notices: Notices,
    cameToFront: (path: string | null) => void,
  ) {
    this.#cameToFront = cameToFront;
    this.#backend = backend;
    this.#settings = settings;
    this.#notices = notices;
    this.#host = hostOf({
      alignment: this.alignment,
      editor: () => this.#editor,
      previewOf: (doc) => (this.#current?.id === doc ? this.#preview : null),
      previewVisible: () => this.#previewVisible,
      previewReset: () => this.pageSearch.again(),
      autosave: () => settings.current.autosave,
      failed: (document, error) => this.#failed(document, error),
      recovered: (document) => notices.dismiss(saveKey(document)),
      savedInPlace: inPlaceTold(notices),
      tookIn: (document, lines) => tellOfForeignLines(notices, document, lines),
    });
  }

  get current(): DocumentState | null {
    return this.#current;
  }

  /** UTF-16 offset of the caret in the post in front. */
  get caret(): number {
    return this.#caret;
  }

  get editor(): EditorPort | null {
    return this.#editor;
  }

  /** The post at that path if it is open. */
  find(path: string): DocumentState | undefined {
    return this.#documents.get(path);
  }

  /** Posts with text that a crash left, which the writer has not decided about. */
  get recovered(): DocumentState[] {
    return [...this.#documents.values()].filter((document) => document.status === "recovered");
  }

  attachEditor(port: EditorPort): () => void {
    this.#editor = port;
    this.alignment.attach({ editor: port.scroll });
    return () => this.alignment.attach({ editor: (this.#editor = null) });
  }

  attachPreview(port: PreviewPort): () => void {
    this.#preview = port;
    this.alignment.attach({ preview: port });
    this.pageSearch.attach(port);
    this.#current?.refreshPreview();
    return () => this.alignment.attach({ preview: (this.#preview = null) });
  }

  /** An invisible preview costs nothing: no patches are asked for until it shows again. */
  setPreviewVisible(visible: boolean): void {
    if (visible === this.#previewVisible) return;
    this.#previewVisible = visible;
    if (visible) this.#current?.refreshPreview();
  }

  /** Shows the post, reading it if it is not open yet. False when it could not be read. */
  async open(path: string, options: OpenOptions = {}): Promise<boolean> {
    this.#wanted = path;
    const open = this.#documents.get(path) ?? (await this.#read(path, options));
    if (!open) return false;
    if (this.#wanted !== path) return true;
    if (this.#current !== open) this.#show(open);
    if (options.caret !== undefined) this.#setCaret(open, options.caret, options.top);
    if (options.focus) {
      // The pane of the first post is hidden until then, and takes no focus.
      await tick();
      this.#editor?.focus();
    }
    return true;
  }

  /** Reads the post without showing it, so that what was left of it is there. */
  async load(path: string): Promise<void> {
    if (!this.#documents.has(path)) await this.#read(path, {});
  }

  /** Closes the post without saving it. Its text comes back with it, unless that is to be gone too. */
  async close(path: string, discard = false): Promise<void> {
    const document = this.#documents.get(path);
    if (!document) return;
    this.#forget(document);
    await this.#backend.closePost(document.id, discard).catch((reason: unknown) => {
      this.#notices.error("close", `${path} could not be closed`, reason);
    });
  }

  /** The file of an open post has another place. */
  moved(doc: number, path: string): void {
    const document = this.byId(doc);
    if (!document) return;
    this.#documents.delete(document.path);
    document.moved(path);
    this.#documents.set(path, document);
    if (this.#current !== document) return;
    this.#wanted = path;
    this.#cameToFront(path);
  }

  /** Forgets every post. The host has closed its side already, with the folder. */
  forgetAll(): void {
    for (const document of [...this.#documents.values()]) this.#forget(document);
  }

  /** The writer, or a field of the form, changed the text of an open post. */
  changed(doc: number, changes: ChangeSet): void {
    if (doc === this.#current?.id) this.alignment.textChanged();
    this.byId(doc)?.changed(changes);
  }

  caretMoved(offset: number): void {
    this.#caret = offset;
    this.alignment.caretMoved();
  }

  /** A word was clicked in the preview. What it shows of an older text is not clear enough to act on. */
  previewClicked(click: Click): void {
    const doc = this.#current?.id;
    if (doc === undefined || !this.#editor || this.alignment.isBehind) return;
    this.#editor.setCaret(doc, placeOf(this.#editor.text(doc), click), { stay: true });
    this.#editor.focus();
    this.alignment.previewClicked();
  }

  /** A task's box was clicked in the preview. */
  previewTicked(tick: Tick): void {
    const post = this.#current;
    if (!post || post.readOnly !== null || !this.#editor || this.alignment.isBehind) return;
    const change = tickOf(this.#editor.text(post.id), tick);
    if (change) this.#editor.apply(post.id, [change], { fromHost: false, userEvent: "input.task" });
  }

  /** Prints the page that the preview shows, once it shows it. */
  async print(): Promise<void> {
    await this.#current?.feed.fetched;
    this.#preview?.print();
  }

  /** The editor or the window lost the focus. */
  blurred(): void {
    void this.#current?.keepHistory();
    if (this.#settings.current.autosave) void this.saveAll();
  }

  /** Saves every post that can be saved; those in conflict stay as they are. */
  async saveAll(): Promise<void> {
    await Promise.all([...this.#documents.values()].map((document) => document.save()));
  }

  /** Keeps every undo history, for the next time that its post is opened. */
  async keepHistories(): Promise<void> {
    await Promise.all([...this.#documents.values()].map((document) => document.keepHistory()));
  }

  /** The open post with the host's number. */
  byId(doc: number): DocumentState | undefined {
    return [...this.#documents.values()].find((document) => document.id === doc);
  }

  async #read(path: string, options: OpenOptions): Promise<DocumentState | null> {
    try {
      const post = await this.#backend.openPost(path);
      const document = new DocumentState(this.#backend, post, this.#host);
      // Text that was left is shown where it was typed.
      const asked = post.resumed?.unsaved === true ? undefined : options.caret;
      const place = asked ?? (post.resumed ? undefined : post.header.to);
      this.#editor?.open(post.doc, post.text, {
        readOnly: post.readOnly !== null,
        headerTo: post.header.to,
        ...(place === undefined ? {} : { caret: offsetOf(place, post.text, post.header.to) }),
        ...(post.resumed ? { resumed: post.resumed } : {}),
      });
      this.#documents.set(path, document);
      if (post.notice !== null) this.#notices.tell(`notice ${path}`, post.notice);
      this.#notices.dismiss("open");
      return document;
    } catch (reason) {
      this.#notices.error("open", `${path} could not be opened`, reason);
      return null;
    }
  }

  #show(document: DocumentState): void {
    const before = this.#current;
    this.#current = document;
    this.#cameToFront(document.path);
    // The map keeps the order of use: the post that is shown goes last.
    this.#documents.delete(document.path);
    this.#documents.set(document.path, document);
    this.alignment.opened();
    document.refreshPreview(); // On its way while the editor draws.
    this.#editor?.show(document.id);
    this.#caret = this.#editor?.caret(document.id) ?? 0;
    if (before) void this.#leave(before);
    void this.#closeOldest();
  }

  async #leave(document: DocumentState): Promise<void> {
    if (this.#settings.current.autosave) await document.save();
    await document.keepHistory();
  }

  #forget(document: DocumentState): void {
    if (this.#current === document) {
      this.#current = null;
      this.#cameToFront(null);
      this.#wanted = null;
      this.#editor?.show(null);
    }
    document.close();
    this.#documents.delete(document.path);
    this.#editor?.close(document.id);
    this.#notices.dismiss(saveKey(document));
  }

  async #closeOldest(): Promise<void> {
    const spare = this.#documents.size - keptOpen;
    if (spare <= 0) return;
    const isIdle = (document: DocumentState): boolean =>
      document !== this.#current && document.status === "clean" && !document.unsaved;
    const idle = [...this.#documents.values()].filter(isIdle).slice(0, spare);
    for (const document of idle) {
      await document.keepHistory();
      if (isIdle(document)) void this.close(document.path);
    }
  }

  #setCaret(document: DocumentState, caret: Caret, top = false): void {
    if (!this.#editor) return;
    const text = this.#editor.text(document.id).toString();
    this.#editor.setCaret(document.id, offsetOf(caret, text, document.header.to), { top });
  }

  #failed(document: DocumentState, error: HostError): void {
    // The last answers of a post that was closed may come after it.
    if (this.#documents.get(document.path) !== document) return;
    this.#notices.error(saveKey(document), `${document.path} is not saved`, error, {
      name: "Try again",
      run: () => void document.save(),
    });
  }
}

function saveKey(document: DocumentState): string {
  return `save ${document.path}`;
}
