import { ChangeSet, type Text } from "@codemirror/state";
import type { Backend } from "../ipc/backend";
import type { Change, Piece, Reload, Span } from "../ipc/bindings";
import { HostError } from "../ipc/error";
import { difference } from "./difference";
import type { EditPipe } from "./pipe";
import type { ApplyOptions } from "./ports";

/** What the merging of an open post with its file needs of the post. */
export interface MergingPost {
  readonly id: number;
  readonly pipe: EditPipe;
  /** The text is not the one that was last read or saved. */
  isEdited(): boolean;
  setEdited(edited: boolean): void;
  text(): Text;
  caret(): number;
  apply(changes: Change[], options: ApplyOptions): void;
  /** The host has the text that the editor now has, but for what is being typed. */
  adopted(reload: Reload): void;
  /** The file stands against the text, and the writer has to decide. */
  stopped(): void;
  /** That many lines were taken in from outside. */
  tookIn(lines: number): void;
  failed(error: HostError): void;
  save(): Promise<void>;
}

/** What becomes of an open post when another program changes its file. */
export class Merging {
  #deleted = $state(false);
  #unreadable = $state<string | null>(null);
  /** Takes the last lines from outside out of the text again, as the text is now. */
  #back: ChangeSet | null = null;
  #backend: Backend;
  #post: MergingPost;

  constructor(backend: Backend, post: MergingPost) {
    this.#backend = backend;
    this.#post = post;
  }

  /** The file is gone. */
  get deleted(): boolean {
    return this.#deleted;
  }

  /** Why the file is no text any more, null when it is one. */
  get unreadable(): string | null {
    return this.#unreadable;
  }

  /** The file is gone, or stands against the text. */
  stop(deleted: boolean): void {
    this.#deleted = deleted;
    this.#unreadable = null;
    this.#post.stopped();
  }

  /** The file is as expected again. */
  settled(): void {
    this.#deleted = false;
    this.#unreadable = null;
  }

  /** The text changed, by the writer or by the host. */
  changed(changes: ChangeSet): void {
    this.#back &&= this.#back.map(changes);
  }

  /**
   * Takes the file's changes into the text as one step, or returns what both changed. Null when there
   * is nothing to decide.
   */
  async merge(): Promise<Piece[] | null> {
    return this.#asking(async (version) => {
      const reply = await this.#backend.merge(this.#post.id, version);
      if (reply.status === "merged") {
        this.#take(reply.reload, reply);
        if (reply.lines > 0) this.#post.tookIn(reply.lines);
        return null;
      }
      this.#post.setEdited(true);
      this.stop(reply.status === "deleted");
      if (reply.status === "unreadable") this.#unreadable = reply.reason;
      return reply.status === "conflict" ? reply.pieces : null;
    });
  }

  /** Takes what the writer made of the conflicts, as one step, and saves it. Rejects with a `HostError`. */
  async resolve(text: string): Promise<void> {
    const { pipe, id } = this.#post;
    try {
      await pipe.whenDrained(async (version) => {
        this.#post.setEdited(false);
        const merged = await this.#backend.resolve(id, version, text);
        this.#take(merged.reload, { unsaved: merged.unsaved, foreign: [] });
      });
    } catch (reason) {
      this.#post.setEdited(true);
      throw reason;
    }
    await this.#post.save();
  }

  /**
   * Saves the writer's text in place of the file's. One undo step brings the file's text back, and a
   * file that changes once more meanwhile is merged, not overwritten.
   */
  async keepMine(): Promise<void> {
    await this.#asking(async (version) => {
      const mine = this.#post.text().toString();
      const reply = await this.#backend.merge(this.#post.id, version);
      if (reply.status === "merged") this.#take(reply.reload, reply);
      else if (reply.status === "conflict") {
        const { reload, unsaved } = await this.#backend.resolve(this.#post.id, version, mine);
        this.#take(reload, { unsaved, foreign: [] });
        this.#passThrough(reply.theirs);
      } else {
        this.#post.setEdited(true);
        this.stop(reply.status === "deleted");
      }
      return null;
    });
    await this.#post.save();
  }

  /** Takes the file's text; unless `discard`, typing that came first makes it a merge. */
  async reload(discard: boolean): Promise<void> {
    const { pipe, id } = this.#post;
    const edited = this.#post.isEdited();
    let merge = false;
    try {
      await pipe.whenDrained(async (version) => {
        merge = this.#post.isEdited() && !discard;
        if (merge) return;
        this.#post.setEdited(false);
        this.#take(await this.#backend.reload(id, version), { unsaved: false, foreign: [] });
      });
    } catch (reason) {
      if (edited) this.#post.setEdited(true);
      const error = HostError.from(reason);
      if (error.kind === "NotFound") this.stop(true);
      else if (error.kind === "NotUtf8") {
        this.stop(false);
        this.#unreadable = error.message;
      } else this.#post.failed(error);
    }
    if (merge) await this.merge();
  }

  /** Takes the last lines from outside out of the text again, as one step. */
  takeBack(): void {
    const back = this.#back;
    this.#back = null;
    if (!back || back.length !== this.#post.text().length) return;
    const changes: Change[] = [];
    back.iterChanges((from, to, _fromB, _toB, text) => changes.push({ from, to, insert: text.toString() }));
    this.#post.apply(changes, { fromHost: false, userEvent: "undo.merge" });
  }

  async #asking(work: (version: number) => Promise<Piece[] | null>): Promise<Piece[] | null> {
    try {
      return await this.#post.pipe.whenDrained((version) => {
        // Typing during the call sets this again.
        this.#post.setEdited(false);
        return work(version);
      });
    } catch (reason) {
      this.#post.setEdited(true);
      this.#post.failed(HostError.from(reason));
      return null;
    }
  }

  #take(reload: Reload, { unsaved, foreign }: { unsaved: boolean; foreign: Span[] }): void {
    const { pipe } = this.#post;
    const before = this.#post.text();
    const changes = pipe.adopt(reload);
    const step = ChangeSet.of(changes, before.length);
    if (foreign.length > 0) this.#back = step.invert(before);
    else this.changed(step);
    this.#post.apply(changes, { fromHost: true, foreign: pipe.inEditor(foreign) });
    if (unsaved) this.#post.setEdited(true);
    this.settled();
    this.#post.adopted(reload);
  }

  /** Makes the file's text a step of the undo history, behind the writer's. */
  #passThrough(theirs: string): void {
    const mine = this.#post.text().toString();
    const caret = this.#post.caret();
    const there = difference(mine, theirs);
    const back = difference(theirs, mine);
    if (!there || !back) return;
    this.#post.apply([there], { fromHost: true });
    this.#post.apply([back], { fromHost: true, follow: () => caret });
  }
}
