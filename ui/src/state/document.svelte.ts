import type { ChangeSet, Text } from "@codemirror/state";
import type { Backend } from "../ipc/backend";
import type { EditReply, HeaderEdit, HeaderForm, OpenPost, Reload, Section } from "../ipc/bindings";
import { HostError } from "../ipc/error";
import { fingerprint } from "../ipc/fingerprint";
import type { DocumentHost } from "./document-host";
import { Merging } from "./merging.svelte";
import { EditPipe } from "./pipe";

/**
 * Where the text stands against the file. `conflict`: the file is another than the one that was
 * read; `failed`: the last save or send did not work and is tried again; `readonly`: never saved.
 */
export type DocumentStatus = "clean" | "dirty" | "saving" | "conflict" | "failed" | "readonly";

/** Time without typing after which a post is saved, in milliseconds. */
export const autosaveDelay = 2_000;

/** One open post: its header as the host reads it, its way to the host, and whether it is saved. */
export class DocumentState {
  readonly id: number;
  /** Why the text cannot be edited, null when it can. */
  readonly readOnly: string | null;
  #status = $state<DocumentStatus>("clean");
  #header = $state.raw<HeaderForm>() as HeaderForm;
  #words = $state(0);
  #edits = $state(0);
  /** What becomes of it when another program changes its file. */
  readonly merging: Merging;
  /** The text is not the one that was last read or saved. A conflict can arise without it. */
  #edited = false;
  /** Edits of the header that are not part of the text yet. */
  #onTheWay = $state(0);
  /** Resolves when the last of them is, or was refused. */
  #arrived: Promise<unknown> = Promise.resolve();
  #changedWhileSaving = false;
  #writing: Promise<void> | undefined;
  /** Patches only make sense after all blocks were fetched, and while every step asked for its patch. */
  #previewFollows = false;
  #autosaveTimer: ReturnType<typeof setTimeout> | undefined;
  #backend: Backend;
  #host: DocumentHost;
  #pipe: EditPipe;

  #path = $state("");

  constructor(backend: Backend, post: OpenPost, host: DocumentHost) {
    this.id = post.doc;
    this.#path = post.path;
    this.readOnly = post.readOnly;
    this.#backend = backend;
    this.#host = host;
    this.#header = post.header;
    this.#words = post.words;
    if (post.readOnly !== null) this.#status = "readonly";
    const start = { doc: post.doc, version: post.version, length: post.text.length };
    this.#pipe = new EditPipe(backend, start, {
      text: () => host.text(this.id),
      wire: (changes) => host.wire(changes),
      wantsPreview: () => (this.#previewFollows &&= host.previewing(this.id)),
      replied: (reply) => this.#replied(reply),
      resynced: () => this.refreshPreview(),
      broke: (error) => this.#broke(error),
    });
    this.merging = this.#startMerging();
  }

  /** Its path in the blog. */
  get path(): string {
    return this.#path;
  }

  /** Its file has another place. */
  moved(path: string): void {
    this.#path = path;
  }

  get status(): DocumentStatus {
    return this.#status === "clean" && this.#onTheWay > 0 ? "dirty" : this.#status;
  }

  get header(): HeaderForm {
    return this.#header;
  }

  get words(): number {
    return this.#words;
  }

  /** Grows with each change of the text. */
  get edits(): number {
    return this.#edits;
  }

  /** Closing the post now would lose something. */
  get unsaved(): boolean {
    return this.#edited || this.#onTheWay > 0;
  }

  /** The writer changed the text. */
  changed(changes: ChangeSet): void {
    this.#edits += 1;
    this.#touch();
    this.merging.changed(changes);
    this.#pipe.push(changes);
  }

  /** Edits the header through the editor's text. Resolves when `header` shows the result. */
  async editHeader(edit: HeaderEdit): Promise<void> {
    this.#onTheWay += 1;
    const editing = this.#editHeader(edit).finally(() => (this.#onTheWay -= 1));
    this.#arrived = Promise.allSettled([this.#arrived, editing]);
    await editing;
  }

  async #editHeader(edit: HeaderEdit): Promise<void> {
    await this.#pipe.whenDrained(async (version) => {
      const changes = await this.#backend.headerEdit(this.id, version, edit);
      if (changes.length === 0) return;
      this.#host.apply(this.id, this.#pipe.forEditor(changes), {
        fromHost: false,
        userEvent: "input.type.form",
      });
    });
    await this.#pipe.whenDrained(() => Promise.resolve());
  }

  /**
   * Saves when there is something to save, and nothing stands against it: a file that another program
   * changed is merged first. Never rejects.
   */
  async save(): Promise<void> {
    await this.#arrived;
    await this.#writing;
    if (this.#status === "conflict" && !this.merging.deleted) await this.merging.merge();
    if (this.#status === "dirty" || this.#status === "failed") await this.#startWrite(false);
  }

  /** In a conflict: writes the editor's text over the file, also when the file is gone. */
  async keepMine(): Promise<void> {
    if (this.#status !== "conflict") return;
    const { deleted, unreadable } = this.merging;
    await (deleted || unreadable !== null ? this.#startWrite(true) : this.merging.keepMine());
  }

  /** In a conflict: takes the file's text. One undo step brings the editor's text back. */
  async takeTheirs(): Promise<void> {
    if (this.#status === "conflict") await this.merging.reload(true);
  }

  /** The file changed outside, or is gone. */
  async fileChanged(deleted: boolean): Promise<void> {
    if (this.#status === "saving") this.#changedWhileSaving = true;
    else if (deleted) this.merging.stop(true);
    else if (this.#edited) await this.merging.merge();
    else await this.merging.reload(false);
  }

  /** A file that was gone is there, in this place or another. */
  fileFound(): void {
    if (!this.merging.deleted) return;
    this.merging.settled();
    this.#status = this.#edited ? "dirty" : "clean";
    if (this.#edited) this.#saveSoon();
  }

  /** Fetches all blocks of the preview, when one is visible. */
  refreshPreview(): void {
    this.#previewFollows = false;
    if (!this.#host.previewing(this.id)) return;
    const fetch = this.#pipe.whenDrained(async () => {
      const patch = await this.#backend.preview(this.id);
      this.#previewFollows = true;
      this.#host.resetPreview(this.id, patch);
    });
    fetch.catch((reason: unknown) => this.#host.failed(this, HostError.from(reason)));
  }

  /** The headings with their sections, and the text that they are of. */
  outline(): Promise<{ text: Text; sections: Section[] }> {
    return this.#pipe.whenDrained(async () => {
      const text = this.#host.text(this.id);
      return { text, sections: await this.#backend.outline(this.id) };
    });
  }

  /** Stops timers. What was not saved is gone. */
  close(): void {
    clearTimeout(this.#autosaveTimer);
    this.#pipe.close();
  }

  #touch(): void {
    this.#edited = true;
    if (this.#status === "clean" || this.#status === "failed") this.#status = "dirty";
    this.#saveSoon();
  }

  #saveSoon(): void {
    clearTimeout(this.#autosaveTimer);
    if (this.#host.autosave()) this.#autosaveTimer = setTimeout(() => void this.save(), autosaveDelay);
  }

  #startWrite(overwrite: boolean): Promise<void> {
    const write = this.#write(overwrite);
    this.#writing = write;
    return write;
  }

  async #write(overwrite: boolean): Promise<void> {
    clearTimeout(this.#autosaveTimer);
    this.#status = "saving";
    let again = false;
    try {
      const reply = await this.#pipe.whenDrained((version) => {
        // Typing during the call sets this again, and the post is dirty afterwards.
        this.#edited = false;
        return this.#backend.save(this.id, version, fingerprint(this.#host.text(this.id)), overwrite);
      });
      if (reply.status !== "conflict") this.#saved();
      else {
        this.#edited = true;
        if (reply.deleted) this.merging.stop(true);
        else await this.merging.merge();
        again = this.status === "dirty";
      }
    } catch (reason) {
      this.#edited = true;
      this.#status = "failed";
      this.#host.failed(this, HostError.from(reason));
    }
    // The file's lines were taken in: now the file gets the writer's.
    if (again) await this.#write(false);
  }

  #saved(): void {
    this.merging.settled();
    this.#status = this.#edited ? "dirty" : "clean";
    this.#host.recovered(this);
    const recheck = this.#changedWhileSaving && !this.#edited;
    this.#changedWhileSaving = false;
    if (recheck) void this.merging.reload(false);
  }

  #startMerging(): Merging {
    return new Merging(this.#backend, {
      id: this.id,
      pipe: this.#pipe,
      isEdited: () => this.#edited,
      setEdited: (edited) => (this.#edited = edited),
      text: () => this.#host.text(this.id),
      caret: () => this.#host.caret(this.id),
      apply: (changes, options) => this.#host.apply(this.id, changes, options),
      adopted: (reload) => this.#adopted(reload),
      stopped: () => this.#stopped(),
      tookIn: (lines) => this.#host.tookIn(this, lines),
      failed: (error) => {
        if (this.#status === "saving") this.#status = "failed";
        this.#host.failed(this, error);
      },
      save: () => this.save(),
    });
  }

  #stopped(): void {
    clearTimeout(this.#autosaveTimer);
    this.#status = "conflict";
  }

  #adopted(reload: Reload): void {
    this.#edits += 1;
    this.#status = this.#edited ? "dirty" : this.readOnly === null ? "clean" : "readonly";
    if (this.#edited) this.#saveSoon();
    this.#replied(reload);
  }

  #replied(reply: EditReply): void {
    if (reply.header) {
      this.#header = reply.header;
      this.#host.setHeaderEnd(this.id, reply.header.to);
    }
    this.#words = reply.words;
    if (reply.preview && this.#previewFollows) this.#host.patchPreview(this.id, reply.preview);
    if (this.#status === "failed") this.#recover();
  }

  /** The host answers again after it did not. */
  #recover(): void {
    this.#status = "dirty";
    this.#host.recovered(this);
    if (this.#host.autosave()) void this.save();
  }

  #broke(error: HostError): void {
    if (this.#status !== "conflict") this.#status = "failed";
    this.#host.failed(this, error);
  }
}
