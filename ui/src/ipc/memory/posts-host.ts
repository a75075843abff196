/** The open posts of a `MemoryBackend`. */
import type * as wire from "../bindings";
import { HostError } from "../error";
import { fingerprint } from "../fingerprint";
import { blocksOf, patchBetween } from "./blocks";
import { countWords } from "./folder";
import { changesFor, readHeader } from "./header";
import { ListHost } from "./list-host";
import { applied } from "./operations";
import { outlineOf } from "./outline";

interface OpenFile {
  path: string;
  text: string;
  /** The file's text when it was last read or written; saving refuses when the file has another. */
  read: string;
  version: number;
  shown: wire.PreviewBlock[];
}

/** What there was before the window. */
export interface Past {
  now?: string;
  site?: Partial<wire.Site>;
  needs?: wire.Permission;
  resumed?: Readonly<Record<string, wire.Resumed>>;
}

export class PostsHost extends ListHost {
  /** The undo histories that the window had kept, by path. */
  readonly remembered = new Map<string, { caret: number; history: string }>();
  protected readonly documents = new Map<number, OpenFile>();
  readonly #excluded = new Set<string>();
  #lastDocument = 0;
  #past: Past;

  constructor(files: Readonly<Record<string, string>>, past: Past) {
    super(files, past.site, past.needs);
    this.#past = past;
  }

  /** What the host believes the text of an open post to be. */
  hostText(doc: number): string {
    return this.#open(doc).text;
  }

  openPost(path: string): Promise<wire.OpenPost> {
    return this.answer("openPost", () => {
      const resumed = this.#past.resumed?.[path] ?? null;
      const read = this.folder.read(path);
      const text = resumed?.unsaved === true ? textOf(resumed) : read;
      const doc = ++this.#lastDocument;
      this.documents.set(doc, { path, text, read, version: 0, shown: [] });
      return {
        doc,
        path,
        version: 0,
        text,
        readOnly: null,
        header: readHeader(text).form,
        words: countWords(text),
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
      this.remembered.set(this.#at(doc, version).path, { caret, history });
    });
  }

  keptTexts(doc: number | null): Promise<wire.KeptTexts> {
    return this.answer("keptTexts", () => ({
      journal: "/state/journal",
      journalBytes: this.remembered.size * 1_000,
      versions: "/state/history",
      versionsBytes: 12_345,
      excluded: doc === null ? null : this.#excluded.has(this.#open(doc).path),
    }));
  }

  clearKept(): Promise<void> {
    return this.answer("clearKept", () => this.remembered.clear());
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
      return changesFor(open.text, edit, this.now(), open.read);
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
      const before = open.text;
      open.read = this.folder.read(open.path);
      const reply = this.#replace(open, open.read, true);
      const changes = before === open.read ? [] : [{ from: 0, to: before.length, insert: open.read }];
      return {
        version: reply.version,
        changes,
        header: readHeader(open.text).form,
        preview: reply.preview ?? this.#patch(open),
        words: reply.words,
      };
    });
  }

  diskText(doc: number): Promise<string | null> {
    return this.answer("diskText", () => this.files.get(this.#open(doc).path) ?? null);
  }

  #replace(open: OpenFile, text: string, preview: boolean): wire.EditReply {
    open.text = text;
    open.version += 1;
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

  #at(doc: number, version: number): OpenFile {
    const open = this.#open(doc);
    if (open.version !== version) throw outOfSync();
    return open;
  }

  protected now(): string {
    return this.#past.now ?? "2025-03-04T10:00:00+01:00";
  }
}

/** Unsaved text is what was typed since the start. */
function textOf({ start, steps }: wire.Resumed): string {
  return steps.reduce((text, { changes }) => applied(text, changes), start);
}

function outOfSync(): HostError {
  return new HostError({ kind: "OutOfSync", message: "the host has another text", path: null });
}
