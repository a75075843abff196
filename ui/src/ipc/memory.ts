/** A working `Backend` over a folder held in memory: for unit tests, and the UI in a plain browser. */
import type { Backend } from "./backend";
import type * as wire from "./bindings";
import { HostError } from "./error";
import { fingerprint } from "./fingerprint";
import { blocksOf, patchBetween } from "./memory/blocks";
import { aboutOf, countWords } from "./memory/folder";
import { habitsOf } from "./memory/habits";
import { changesFor, readHeader } from "./memory/header";
import { linesFromOutside, mergedPieces } from "./memory/merge";
import { applied, follow, MemoryOperations } from "./memory/operations";
import { outlineOf } from "./memory/outline";
import { WindowHost, type MemoryOptions } from "./memory/window-host";

export type { MemoryOptions };

interface OpenFile {
  path: string;
  text: string;
  /** The file's text when it was last read or written; saving refuses when the file has another. */
  read: string;
  /** The file's text whose conflicts were shown. */
  offered?: string;
  version: number;
  shown: wire.PreviewBlock[];
}

export class MemoryBackend extends WindowHost implements Backend {
  #documents = new Map<number, OpenFile>();
  #lastDocument = 0;
  #options: MemoryOptions;
  #operations: MemoryOperations;

  constructor(files: Readonly<Record<string, string>>, options: MemoryOptions = {}) {
    super(files, options);
    this.#operations = new MemoryOperations(this.folder);
    this.#options = options;
  }

  /** Another program writes the file; null removes it. */
  changeOutside(path: string, text: string | null): void {
    if (text === null) this.files.delete(path);
    else this.files.set(path, text);
    for (const [doc, open] of this.#documents) {
      if (open.path === path && open.read !== text) this.emit("postChanged", { doc, deleted: text === null });
    }
    this.changed(text === null ? [] : [path], text === null ? [path] : []);
  }

  /** Another program gives a file another path; open posts follow it. */
  moveOutside(from: string, to: string): void {
    this.files.set(to, this.folder.read(from));
    this.files.delete(from);
    this.changed([to], [from]);
    for (const [doc, path] of follow([[from, to]], this.#documents)) this.emit("postMoved", { doc, path });
  }

  /** What the host believes the text of an open post to be. */
  hostText(doc: number): string {
    return this.#open(doc).text;
  }

  start(): Promise<wire.Start> {
    return this.answer("start", () => ({
      settings: this.settings,
      session: this.session,
      blog: this.#options.open === false ? null : this.opened("/blog", this.session),
      notice: null,
      recovered: [],
      previewUrl: this.#options.previewUrl ?? "./frame.html",
    }));
  }

  chooseFolder(): Promise<string | null> {
    return this.answer("chooseFolder", () => "/blog");
  }

  openBlog(path: string): Promise<wire.Blog> {
    return this.answer("openBlog", () => {
      this.#documents.clear();
      return this.opened(path, this.session);
    });
  }

  habits(): Promise<wire.Habits> {
    return this.answer("habits", () => habitsOf(this.files.values()));
  }

  chooseGenerator(): Promise<wire.Blog> {
    return this.answer("chooseGenerator", () => this.opened("/blog", this.session));
  }

  about(path: string): Promise<wire.About | null> {
    return this.answer("about", () => (this.files.has(path) ? aboutOf(this.folder.summary(path)) : null));
  }

  planPost(wish: wire.NewPost): Promise<wire.NewPostPlan> {
    return this.answer("planPost", () => this.folder.plan(wish));
  }

  createPost(wish: wire.NewPost): Promise<wire.Created> {
    return this.answer("createPost", () => {
      const created = this.folder.create(wish, this.#now());
      this.refresh();
      return created;
    });
  }

  trustSite(trusted: boolean): Promise<void> {
    return this.answer("trustSite", () => this.folder.trust(trusted));
  }

  propose(operation: wire.Operation): Promise<wire.Shown> {
    return this.answer("propose", () => this.#operations.propose(operation));
  }

  operate(operation: wire.Operation): Promise<wire.Done> {
    return this.answer("operate", () => this.#follow(this.#operations.run(operation, this.#now())));
  }

  undoOperation(): Promise<wire.Done | null> {
    return this.answer("undoOperation", () => this.#follow(this.#operations.undo()));
  }

  redoOperation(): Promise<wire.Done | null> {
    return this.answer("redoOperation", () => this.#follow(this.#operations.redo()));
  }

  openPost(path: string): Promise<wire.OpenPost> {
    return this.answer("openPost", () => {
      const text = this.folder.read(path);
      const doc = ++this.#lastDocument;
      this.#documents.set(doc, { path, text, read: text, version: 0, shown: [] });
      return {
        doc,
        path,
        version: 0,
        text,
        readOnly: null,
        header: readHeader(text).form,
        words: countWords(text),
      };
    });
  }

  closePost(doc: number): Promise<void> {
    return this.answer("closePost", () => void this.#documents.delete(doc));
  }

  edit(
    doc: number,
    version: number,
    changes: wire.Change[],
    length: number,
    preview: boolean,
  ): Promise<wire.EditReply> {
    return this.answer("edit", () => {
      const open = this.#at(doc, version);
      const text = applied(open.text, changes);
      if (text.length !== length) throw outOfSync();
      return this.#replace(open, text, preview);
    });
  }

  resync(doc: number, text: string, preview: boolean): Promise<wire.EditReply> {
    return this.answer("resync", () => this.#replace(this.#open(doc), text, preview));
  }

  preview(doc: number): Promise<wire.PreviewPatch> {
    return this.answer("preview", () => {
      const open = this.#open(doc);
      open.shown = [];
      return this.#patch(open);
    });
  }

  outline(doc: number): Promise<wire.Section[]> {
    return this.answer("outline", () => outlineOf(this.#open(doc).text));
  }

  headerEdit(doc: number, version: number, edit: wire.HeaderEdit): Promise<wire.Change[]> {
    return this.answer("headerEdit", () => {
      const open = this.#at(doc, version);
      return changesFor(open.text, edit, this.#now(), open.read);
    });
  }

  save(doc: number, version: number, print: number, overwrite: boolean): Promise<wire.SaveReply> {
    return this.answer("save", (): wire.SaveReply => {
      const open = this.#at(doc, version);
      if (fingerprint(open.text) !== print) throw outOfSync();
      const onDisk = this.files.get(open.path);
      if (onDisk !== open.read && !overwrite) return { status: "conflict", deleted: onDisk === undefined };
      open.read = open.text;
      if (onDisk === open.text) return { status: "unchanged" };
      this.files.set(open.path, open.text);
      this.changed([open.path], []);
      return { status: "saved" };
    });
  }

  reload(doc: number, version: number): Promise<wire.Reload> {
    return this.answer("reload", () => {
      const open = this.#at(doc, version);
      const theirs = this.folder.read(open.path);
      return this.#take(open, theirs, theirs).reload;
    });
  }

  merge(doc: number, version: number): Promise<wire.MergeReply> {
    return this.answer("merge", (): wire.MergeReply => {
      const open = this.#at(doc, version);
      const theirs = this.files.get(open.path);
      if (theirs === undefined) return { status: "deleted" };
      const pieces = mergedPieces(open.read, open.text, theirs);
      if (pieces.some(({ type }) => type === "conflict")) {
        open.offered = theirs;
        return { status: "conflict", pieces, theirs };
      }
      const text = pieces.map((piece) => (piece.type === "agreed" ? piece.text : "")).join("");
      return { status: "merged", ...this.#take(open, text, theirs) };
    });
  }

  resolve(doc: number, version: number, text: string): Promise<wire.Merged> {
    return this.answer("resolve", () => {
      const open = this.#at(doc, version);
      if (open.offered === undefined) throw refused();
      return this.#take(open, text, open.offered);
    });
  }

  #follow<D extends wire.Done | null>(done: D): D {
    if (done === null) return done;
    const documents = follow(done.moved, this.#documents);
    this.changed(this.#operations.touched(), this.#operations.gone());
    for (const [doc, open] of this.#documents) {
      const text = this.files.get(open.path);
      if (text !== open.read) this.emit("postChanged", { doc, deleted: text === undefined });
    }
    return { ...done, documents };
  }

  /** The document has this text from now on, and the file had `read`. */
  #take(open: OpenFile, text: string, read: string): wire.Merged {
    const before = open.text;
    const { version, preview, words } = this.#replace(open, text, true);
    open.read = read;
    const { changes, foreign, lines } = linesFromOutside(before, text);
    const header = readHeader(text).form;
    const reload = { version, changes, header, preview: preview ?? this.#patch(open), words };
    return { reload, foreign, lines, unsaved: text !== read };
  }

  #replace(open: OpenFile, text: string, preview: boolean): wire.EditReply {
    open.text = text;
    open.version += 1;
    delete open.offered;
    const patch = preview ? this.#patch(open) : null;
    return { version: open.version, header: readHeader(text).form, preview: patch, words: countWords(text) };
  }

  #patch(open: OpenFile): wire.PreviewPatch {
    const blocks = blocksOf(open.text, readHeader(open.text).form.to);
    const patch = patchBetween(open.shown, blocks);
    open.shown = blocks;
    return patch;
  }

  #open(doc: number): OpenFile {
    const open = this.#documents.get(doc);
    if (!open) throw new HostError({ kind: "NotFound", message: "the post is not open", path: null });
    return open;
  }

  #at(doc: number, version: number): OpenFile {
    const open = this.#open(doc);
    if (open.version !== version) throw outOfSync();
    return open;
  }

  #now = (): string => this.#options.now ?? "2025-03-04T10:00:00+01:00";
}

function refused(): HostError {
  return new HostError({ kind: "Refused", message: "the text is another one by now", path: null });
}

function outOfSync(): HostError {
  return new HostError({ kind: "OutOfSync", message: "the host has another text", path: null });
}
