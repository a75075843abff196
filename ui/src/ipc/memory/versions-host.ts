import type {
  DeletedPost,
  DiffPiece,
  ParagraphState,
  PreviewWhole,
  Reload,
  SaveReply,
  Version,
  VersionReason,
} from "../bindings";
import { HostError } from "../error";
import { blocksOf, wholeOf } from "./blocks";
import { countWords } from "./folder";
import { readHeader } from "./header";
import { PostsHost } from "./posts-host";

type Kept = Version & { text: string };

/** The part of the in-memory host that keeps versions. It compares line by line; core does by words. */
export class VersionsHost extends PostsHost {
  #kept = new Map<string, Kept[]>();
  /** The time of the next version; each is a minute after the one before. */
  versionTime = "2025-03-04T10:00:00+01:00";

  /** Keeps a version of a post, newer than those before. */
  keepVersion(path: string, text: string, reason: VersionReason): void {
    const kept = this.#kept.get(path) ?? [];
    if (kept[0]?.text === text && reason !== "deleted") return;
    const [words, length, at] = [countWords(text), text.length, this.versionTime];
    this.#kept.set(path, [{ id: kept.length + 1, at, reason, words, length, text }, ...kept]);
    const next = new Date(Date.parse(`${at.slice(0, 19)}Z`) + 60_000).toISOString();
    this.versionTime = next.slice(0, 19) + at.slice(19);
  }

  override async save(doc: number, version: number, print: number, overwrite: boolean): Promise<SaveReply> {
    const path = this.documents.get(doc)?.path ?? "";
    const before = this.files.get(path) ?? "";
    const reply = await super.save(doc, version, print, overwrite);
    if (reply.status === "saved") {
      if (!this.#kept.has(path)) this.keepVersion(path, before, "outside");
      this.keepVersion(path, this.files.get(path) ?? "", "saved");
    }
    return reply;
  }

  protected versionsMoved(moves: readonly (readonly [string, string])[]): void {
    for (const [from, to] of moves) {
      const kept = this.#kept.get(from);
      if (kept) this.#kept.set(to, kept);
      this.#kept.delete(from);
    }
  }

  versions(doc: number): Promise<Version[]> {
    return this.answer("versions", () => {
      return this.#of(doc).map(({ id, at, reason, words, length }) => ({ id, at, reason, words, length }));
    });
  }

  versionPreview(doc: number, id: number): Promise<PreviewWhole> {
    return this.answer("versionPreview", () => {
      const text = this.#text(doc, id);
      return wholeOf(blocksOf(text, readHeader(text).form.to));
    });
  }

  compareVersions(doc: number, older: number | null, newer: number | null): Promise<DiffPiece[]> {
    return this.answer("compareVersions", () => {
      const before = older === null ? "" : this.#text(doc, older);
      return compare(before, newer === null ? this.hostText(doc) : this.#text(doc, newer));
    });
  }

  paragraphHistory(doc: number, caret: number): Promise<ParagraphState[]> {
    return this.answer("paragraphHistory", () => {
      const text = this.hostText(doc);
      const at = text.slice(0, caret).split("\n\n").length - 1;
      const states: ParagraphState[] = [{ version: null, text: paragraph(text, at), pieces: [] }];
      for (const kept of this.#of(doc)) {
        const last = states[0];
        if (last?.text === paragraph(kept.text, at)) last.version = kept.id;
        else states.unshift({ version: kept.id, text: paragraph(kept.text, at), pieces: [] });
      }
      const before = (index: number): string => states[index - 1]?.text ?? "";
      return states
        .map((state, index) => ({ ...state, pieces: compare(before(index), state.text) }))
        .reverse();
    });
  }

  restoreVersion(doc: number, version: number, id: number): Promise<Reload> {
    return this.answer("restoreVersion", () => {
      const open = this.at(doc, version);
      const restored = this.#text(doc, id);
      this.keepVersion(open.path, open.text, "before_restore");
      return this.take(open, restored, open.read).reload;
    });
  }

  deletedPosts(): Promise<DeletedPost[]> {
    return this.answer("deletedPosts", () =>
      [...this.#kept].flatMap(([path, kept]) => {
        const [last] = kept;
        if (!last || this.files.has(path)) return [];
        const title = readHeader(last.text).form.fields.find((field) => field.role === "title")?.text ?? null;
        const { at, words } = last;
        return { pack: path, path, title, at, here: true, words, versions: kept.length };
      }),
    );
  }

  bringBack(pack: string): Promise<string> {
    return this.answer("bringBack", () => {
      this.files.set(pack, this.#kept.get(pack)?.[0]?.text ?? "");
      this.changed([pack], []);
      return pack;
    });
  }

  #of(doc: number): Kept[] {
    return this.#kept.get(this.documents.get(doc)?.path ?? "") ?? [];
  }

  #text(doc: number, id: number): string {
    const kept = this.#of(doc).find((version) => version.id === id);
    if (kept) return kept.text;
    throw new HostError({ kind: "Refused", message: "this version cannot be read any more", path: null });
  }
}

function paragraph(text: string, index: number): string {
  return (text.split("\n\n")[index] ?? "").trim();
}

/** The lines before and after what differs, and what differs as one piece. */
function compare(before: string, after: string): DiffPiece[] {
  const [old, now] = [before, after].map((text) => text.split(/(?<=\n)/)) as [string[], string[]];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const pieces: DiffPiece[] = [
    { kind: "same", text: old.slice(0, start).join(""), lines: 0 },
    { kind: "removed", text: old.slice(start, old.length - end).join(""), lines: 0 },
    { kind: "added", text: now.slice(start, now.length - end).join(""), lines: 0 },
    { kind: "same", text: old.slice(old.length - end).join(""), lines: 0 },
  ];
  return pieces.filter((piece) => piece.text !== "");
}
