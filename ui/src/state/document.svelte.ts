import type { ChangeSet, Text } from "@codemirror/state";
import type { Backend, OpenedPost } from "../ipc/backend";
import type { EditReply, HeaderEdit, HeaderForm, Reload } from "../ipc/bindings";
import { HostError } from "../ipc/error";
import { fingerprint } from "../ipc/fingerprint";
import type { DocumentHost, DocumentStatus } from "./document-host";
import { HostEdits } from "./host-edits.svelte";
import { Merging } from "./merging.svelte";
import { Pause, afterOpening, historyDelay } from "./pause";
import { EditPipe } from "./pipe";
import { PreviewFeed } from "./preview-feed";
import { keepUndo } from "./undo-history";

/** Time without typing after which a post is saved, in milliseconds. */
export const autosaveDelay = 2_000;

/** One open post: its header as the host reads it, its way to the host, and whether it is saved. */
export class DocumentState {
  readonly id: number;
  /** Why the text cannot be edited, null when it can. */
  readonly readOnly: string | null;
  /** When the text was typed that a crash left, in milliseconds since 1970. */
  readonly recoveredFrom: number | null;
  #status = $state<DocumentStatus>("clean");
  #header = $state.raw<HeaderForm>() as HeaderForm;
  #words = $state(0);
  #edits = $state(0);
  /** What becomes of it when another program changes its file. */
  readonly merging: Merging;
  /** The text is not the one that was last read or saved. A conflict can arise without it. */
  #edited = false;
  /** Its edits that the host works out. */
  readonly hostEdits: HostEdits;
  #changedWhileSaving = false;
  #writing: Promise<void> | undefined;
  /** What the preview is given of it. */
  readonly feed: PreviewFeed;
  #autosaveTimer: ReturnType<typeof setTimeout> | undefined;
  #backend: Backend;
  #host: DocumentHost;
  #pipe: EditPipe;
  readonly #history = new Pause(historyDelay, () => keepUndo(this.#backend, this.#host, this.id, this.#pipe));
  #path = $state("");

  constructor(backend: Backend, post: OpenedPost, host: DocumentHost) {
    this.id = post.doc;
    this.#path = post.path;
    this.readOnly = post.readOnly;
    this.#backend = backend;
    this.#host = host;
    this.#header = post.header;
    this.#words = post.words ?? 0;
    // An edit tells them too, and of a post that was closed meanwhile nobody wants them.
    const count = (words: number): number => (this.#words ||= words);
    if (post.words === null) void afterOpening().then(() => backend.words(this.id).then(count, () => 0));
    this.recoveredFrom = post.resumed?.recovered ?? null;
    if (post.readOnly !== null) this.#status = "readonly";
    else if (post.resumed?.unsaved === true) {
      this.#status = this.recoveredFrom === null ? "dirty" : "recovered";
      this.#touch();
    }
    const start = { doc: post.doc, version: post.version, length: post.text.length };
    this.#pipe = new EditPipe(backend, start, {
      text: () => host.text(this.id),
      wire: (changes) => host.wire(changes),
      wantsPreview: () => this.feed.wantsPatch(),
      replied: (reply) => this.#replied(reply),
      resynced: () => this.refreshPreview(),
      broke: (error) => this.#broke(error),
    });
    this.hostEdits = new HostEdits(this.id, this.#pipe, host, (step, reply) => this.#stepped(step, reply));
    this.feed = new PreviewFeed(backend, this, host, post.top);
    if (post.resumed) this.#history.ask();
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
    return this.#status === "clean" && this.hostEdits.pending ? "dirty" : this.#status;
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
    return this.#edited || this.hostEdits.pending;
  }

  /** The writer changed the text. */
  changed(changes: ChangeSet): void {
    this.#stepped(changes);
    this.#pipe.push(changes);
  }

  /** Edits the header through the editor's text. Resolves when `header` shows the result. */
  async editHeader(edit: HeaderEdit): Promise<void> {
    await this.hostEdits.make("input.type.form", (version) =>
      this.#backend.headerEdit(this.id, version, edit),
    );
  }

  /**
   * Saves when there is something to save, and nothing stands against it: a file that another program
   * changed is merged first. Never rejects.
   */
  async save(): Promise<void> {
    await this.hostEdits.arrived;
    await this.#writing;
    if (this.#status === "conflict" && !this.merging.deleted) await this.merging.merge();
    if (this.#status === "dirty" || this.#status === "failed") await this.#startWrite(false);
  }

  /**
   * In a conflict: writes the editor's text over the file, also when the file is gone. Recovered text
   * is merged first with what the file has become since it was typed, unless it is `gone`.
   */
  async keepMine(gone = false): Promise<void> {
    if (this.#status === "recovered") return this.#startWrite(gone);
    if (this.#status !== "conflict") return;
    const { deleted, unreadable } = this.merging;
    await (deleted || unreadable !== null ? this.#startWrite(true) : this.merging.keepMine());
  }

  /** Takes the file's text. One undo step brings the editor's text back. */
  async takeTheirs(): Promise<void> {
    if (this.#status === "conflict" || this.#status === "recovered") await this.merging.reload(true);
  }

  /** Keeps the undo history now, if there is more than was kept. Never rejects. */
  keepHistory(): Promise<void> {
    return this.#history.now();
  }

  /** The file changed outside, or is gone. */
  async fileChanged(deleted: boolean): Promise<void> {
    if (this.#status === "recovered") return;
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
    this.feed.refresh(this.#pipe);
  }

  /** What the host says of the text as it is, and that text. */
  ask<T>(question: (backend: Backend, doc: number) => Promise<T>): Promise<{ text: Text; answer: T }> {
    return this.#pipe.whenDrained(async () => {
      const text = this.#host.text(this.id);
      return { text, answer: await question(this.#backend, this.id) };
    });
  }

  close(): void {
    clearTimeout(this.#autosaveTimer);
    this.#history.stop();
    this.#pipe.close();
  }

  #stepped(changes: ChangeSet, reply?: Reload): void {
    this.#edits += 1;
    this.#touch();
    this.merging.changed(changes);
    this.#history.ask();
    if (reply) this.#replied(reply);
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
    return (this.#writing = this.#write(overwrite));
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
      if (reply.status === "saved_in_place") this.#host.savedInPlace(this.#path, reply.why);
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
    this.#history.ask();
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
    this.feed.patch(reply.preview);
    if (this.#status !== "failed") return;
    // The host answers again after it did not.
    this.#status = "dirty";
    this.#host.recovered(this);
    if (this.#host.autosave()) void this.save();
  }

  #broke(error: HostError): void {
    if (this.#status !== "conflict") this.#status = "failed";
    this.#host.failed(this, error);
  }
}
