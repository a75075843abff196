/** The open posts of a `MemoryBackend`. */
import type { OpenedPost } from "../backend";
import type * as wire from "../bindings";
import { HostError } from "../error";
import { fingerprint } from "../fingerprint";
import { blocksOf, patchBetween, wholeOf } from "./blocks";
import { countWords, slugOf } from "./folder";
import { changesFor, readHeader } from "./header";
import { linesFromOutside, mergedPieces } from "./merge";
import { applied } from "./operations";
import { outlineOf } from "./outline";
import { WindowHost, type MemoryOptions } from "./window-host";

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

/** From so many UTF-16 units on, words are counted when they are asked for. */
const LONG = 512 * 1024;
const TOP = 64 * 1024;

export class PostsHost extends WindowHost {
  /** The undo histories that the window had kept, by path. */
  readonly remembered = new Map<string, { caret: number; history: string }>();
  protected readonly documents = new Map<number, OpenFile>();
  readonly #excluded = new Set<string>();
  #versionsBytes = 12_345;
  #lastDocument = 0;
  #past: MemoryOptions;

  constructor(files: Readonly<Record<string, string>>, past: MemoryOptions) {
    super(files, past);
    this.#past = past;
  }

  /** What the host believes the text of an open post to be. */
  hostText(doc: number): string {
    return this.#open(doc).text;
  }

  words(doc: number): Promise<number> {
    return this.answer("words", () => countWords(this.#open(doc).text));
  }

  openPost(path: string): Promise<OpenedPost> {
    return this.answer("openPost", () => {
      const resumed = this.#past.resumed?.[path] ?? null;
      const read = this.folder.read(path);
      const text = resumed?.unsaved === true ? textOf(resumed) : read;
      const doc = ++this.#lastDocument;
      const header = readHeader(text).form;
      this.documents.set(doc, { path, text, read, version: 0, shown: [] });
      return {
        doc,
        path,
        version: 0,
        text,
        readOnly: null,
        header,
        top: text.length < LONG ? null : wholeOf(blocksOf(text.slice(0, TOP), header.to)),
        words: text.length < LONG ? countWords(text) : null,
        resumed,
        notice: null,
      };
    });
  }

  closePost(doc: number): Promise<void> {
    return this.answer("closePost", () => void this.documents.delete(doc));
  }

  remember(doc: number, version: number, caret: number, history: string): Promise<void> {
    return this.answer("remember", () => {
      this.remembered.set(this.at(doc, version).path, { caret, history });
    });
  }

  keptTexts(doc: number | null): Promise<wire.KeptTexts> {
    return this.answer("keptTexts", () => ({
      journal: "/state/journal",
      journalBytes: this.remembered.size * 1_000,
      versions: "/state/history",
      versionsBytes: this.#versionsBytes,
      excluded: doc === null ? null : this.#excluded.has(this.#open(doc).path),
    }));
  }

  clearKept(): Promise<void> {
    return this.answer("clearKept", () => {
      this.remembered.clear();
      this.#versionsBytes = 0;
    });
  }

  exclude(doc: number, on: boolean): Promise<void> {
    return this.answer("exclude", () => {
      const { path } = this.#open(doc);
      if (on) this.#excluded.add(path);
      else this.#excluded.delete(path);
    });
  }

  keepBeside(doc: number): Promise<string> {
    return this.answer("keepBeside", () => {
      const { path, text } = this.#open(doc);
      const beside = path.replace(/(\.[a-z]+)?$/, "-2$1");
      this.files.set(beside, text);
      this.changed([beside], []);
      return beside;
    });
  }

  edit(
    doc: number,
    version: number,
    changes: wire.Change[],
    length: number,
    preview: boolean,
  ): Promise<wire.EditReply> {
    return this.answer("edit", () => {
      const open = this.at(doc, version);
      const text = applied(open.text, changes);
      if (text.length !== length) throw outOfSync();
      return this.#replace(open, text, preview);
    });
  }

  resync(doc: number, text: string, preview: boolean): Promise<wire.EditReply> {
    return this.answer("resync", () => this.#replace(this.#open(doc), text, preview));
  }

  preview(doc: number): Promise<wire.PreviewWhole> {
    return this.answer("preview", () => {
      const open = this.#open(doc);
      this.#patch(open);
      return wholeOf(open.shown, SENT);
    });
  }

  previewHtml(doc: number, ids: string[]): Promise<wire.BlockHtml[]> {
    return this.answer("previewHtml", () => {
      const wanted = this.#open(doc).shown.filter(({ id }) => ids.includes(id));
      return wanted.slice(0, SENT).map(({ id, html }) => ({ id, html: html ?? "" }));
    });
  }

  outline(doc: number): Promise<wire.Section[]> {
    return this.answer("outline", () => outlineOf(this.#open(doc).text));
  }

  lineOfPart(doc: number, part: string): Promise<number | null> {
    return this.answer("lineOfPart", () => {
      const sections = outlineOf(this.#open(doc).text);
      return sections.find(({ text }) => slugOf(text) === part)?.line ?? null;
    });
  }

  headerEdit(doc: number, version: number, edit: wire.HeaderEdit): Promise<wire.Change[]> {
    return this.answer("headerEdit", () => {
      const open = this.at(doc, version);
      return changesFor(open.text, edit, this.now(), open.read);
    });
  }

  save(doc: number, version: number, print: number, overwrite: boolean): Promise<wire.SaveReply> {
    return this.answer("save", (): wire.SaveReply => {
      const open = this.at(doc, version);
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
      const open = this.at(doc, version);
      const theirs = this.folder.read(open.path);
      return this.take(open, theirs, theirs).reload;
    });
  }

  merge(doc: number, version: number): Promise<wire.MergeReply> {
    return this.answer("merge", (): wire.MergeReply => {
      const open = this.at(doc, version);
      const theirs = this.files.get(open.path);
      if (theirs === undefined) return { status: "deleted" };
      const pieces = mergedPieces(open.read, open.text, theirs);
      if (pieces.some(({ type }) => type === "conflict")) {
        open.offered = theirs;
        return { status: "conflict", pieces, theirs };
      }
      const text = pieces.map((piece) => (piece.type === "agreed" ? piece.text : "")).join("");
      return { status: "merged", ...this.take(open, text, theirs) };
    });
  }

  resolve(doc: number, version: number, text: string): Promise<wire.Merged> {
    return this.answer("resolve", () => {
      const open = this.at(doc, version);
      if (open.offered === undefined) throw refused();
      return this.take(open, text, open.offered);
    });
  }

  diskText(doc: number): Promise<string | null> {
    return this.answer("diskText", () => this.files.get(this.#open(doc).path) ?? null);
  }

  /** The document has this text from now on, and the file had `read`. */
  protected take(open: OpenFile, text: string, read: string): wire.Merged {
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
    const open = this.documents.get(doc);
    if (!open) throw new HostError({ kind: "NotFound", message: "the post is not open", path: null });
    return open;
  }

  protected at(doc: number, version: number): OpenFile {
    const open = this.#open(doc);
    if (open.version !== version) throw outOfSync();
    return open;
  }

  protected now(): string {
    return this.#past.now ?? "2025-03-04T10:00:00+01:00";
  }
}

/** Blocks whose HTML is sent at once. */
const SENT = 100;

/** Unsaved text is what was typed since the start. */
function textOf({ start, steps }: wire.Resumed): string {
  return steps.reduce((text, { changes }) => applied(text, changes), start);
}

function refused(): HostError {
  return new HostError({ kind: "Refused", message: "the text is another one by now", path: null });
}

function outOfSync(): HostError {
  return new HostError({ kind: "OutOfSync", message: "the host has another text", path: null });
}
