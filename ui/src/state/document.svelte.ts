import type { ChangeSet, Text } from "@codemirror/state";
import type { Backend } from "../ipc/backend";
import type { Change, EditReply, HeaderEdit, HeaderForm, OpenPost, Section } from "../ipc/bindings";
import { HostError } from "../ipc/error";
import { fingerprint } from "../ipc/fingerprint";
import type { DocumentHost, DocumentStatus } from "./document-host";
import { Pause } from "./pause";
import { EditPipe } from "./pipe";

/** Time without typing after which a post is saved, in milliseconds. */
export const autosaveDelay = 2_000;

/** Time without typing after which the undo history is kept, in milliseconds. */
export const historyDelay = 2_000;

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
  #deleted = $state(false);
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
  readonly #history = new Pause(historyDelay, () => this.#keepHistory());
  #path = $state("");

  constructor(backend: Backend, post: OpenPost, host: DocumentHost) {
    this.id = post.doc;
    this.#path = post.path;
    this.readOnly = post.readOnly;
    this.#backend = backend;
    this.#host = host;
    this.#header = post.header;
    this.#words = post.words;
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
      wantsPreview: () => (this.#previewFollows &&= host.previewing(this.id)),
      replied: (reply) => this.#replied(reply),
      resynced: () => this.refreshPreview(),
      broke: (error) => this.#broke(error),
    });
    if (post.resumed) this.#history.ask();
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

  /** In a conflict: the file is gone. */
  get deleted(): boolean {
    return this.#deleted;
  }

  /** Closing the post now would lose something. */
  get unsaved(): boolean {
    return this.#edited || this.#onTheWay > 0;
  }

  /** The writer changed the text. */
  changed(changes: ChangeSet): void {
    this.#edits += 1;
    this.#touch();
    this.#pipe.push(changes);
    this.#history.ask();
  }

  /** Edits the header through the editor's text. Resolves when `header` shows the result. */
  async editHeader(edit: HeaderEdit): Promise<void> {
    await this.edit("input.type.form", (version) => this.#backend.headerEdit(this.id, version, edit));
  }

  /** Makes the changes that the host works out for a version of the text. Resolves when it has them. */
  async edit(userEvent: string, ask: (version: number) => Promise<Change[]>): Promise<void> {
    this.#onTheWay += 1;
    const editing = this.#pipe
      .whenDrained(async (version) => {
        const changes = await ask(version);
        if (changes.length === 0) return;
        this.#host.apply(this.id, this.#pipe.forEditor(changes), { fromHost: false, userEvent });
      })
      .then(() => this.#pipe.whenDrained(() => Promise.resolve()))
      .finally(() => (this.#onTheWay -= 1));
    this.#arrived = Promise.allSettled([this.#arrived, editing]);
    await editing;
  }

  /** Saves when there is something to save, and nothing stands against it. Never rejects. */
  async save(): Promise<void> {
    await this.#arrived;
    await this.#writing;
    if (this.#status === "dirty" || this.#status === "failed") await this.#startWrite(false);
  }

  /**
   * In a conflict: writes the editor's text over the file, also when the file is gone. Recovered text
   * comes in conflict first when the file has changed since it was typed, unless it is `gone`.
   */
  async keepMine(gone = false): Promise<void> {
    if (this.#status === "conflict") await this.#startWrite(true);
    else if (this.#status === "recovered") await this.#startWrite(gone);
  }

  /** Takes the file's text. One undo step brings the editor's text back. */
  async takeTheirs(): Promise<void> {
    if (this.#status === "conflict" || this.#status === "recovered") await this.#reload(true);
  }

  /** Keeps the undo history now, if there is more than was kept. Never rejects. */
  keepHistory(): Promise<void> {
    return this.#history.now();
  }

  async #keepHistory(): Promise<void> {
    const keep = this.#pipe.whenDrained((version) => {
      const { caret, history } = this.#host.history(this.id);
      return this.#backend.remember(this.id, version, caret, history);
    });
    await keep.catch(() => undefined);
  }

  /** The file changed outside, or is gone. */
  async fileChanged(deleted: boolean): Promise<void> {
    if (this.#status === "recovered") return;
    if (this.#status === "saving") this.#changedWhileSaving = true;
    else if (deleted || this.#edited) this.#conflict(deleted);
    else await this.#reload(false);
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

  close(): void {
    clearTimeout(this.#autosaveTimer);
    this.#history.stop();
    this.#pipe.close();
  }

  #touch(): void {
    this.#edited = true;
    if (this.#status === "clean" || this.#status === "failed") this.#status = "dirty";
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
    try {
      const reply = await this.#pipe.whenDrained((version) => {
        // Typing during the call sets this again, and the post is dirty afterwards.
        this.#edited = false;
        return this.#backend.save(this.id, version, fingerprint(this.#host.text(this.id)), overwrite);
      });
      if (reply.status === "saved_in_place") this.#host.savedInPlace(this.#path, reply.why);
      if (reply.status === "conflict") {
        this.#edited = true;
        this.#conflict(reply.deleted);
      } else this.#saved();
    } catch (reason) {
      this.#edited = true;
      this.#status = "failed";
      this.#host.failed(this, HostError.from(reason));
    }
  }

  #saved(): void {
    this.#deleted = false;
    this.#status = this.#edited ? "dirty" : "clean";
    this.#host.recovered(this);
    const recheck = this.#changedWhileSaving && !this.#edited;
    this.#changedWhileSaving = false;
    if (recheck) void this.#reload(false);
  }

  /** Takes the file's text; unless `discard`, typing that came first makes it a conflict. */
  async #reload(discard: boolean): Promise<void> {
    const edited = this.#edited;
    try {
      await this.#pipe.whenDrained(async (version) => {
        if (this.#edited && !discard) {
          this.#conflict(false);
          return;
        }
        this.#edited = false;
        const reply = await this.#backend.reload(this.id, version);
        this.#host.apply(this.id, this.#pipe.adopt(reply), { fromHost: true });
        this.#history.ask();
        this.#edits += 1;
        this.#deleted = false;
        this.#status = this.#edited ? "dirty" : this.readOnly === null ? "clean" : "readonly";
        this.#replied(reply);
      });
    } catch (reason) {
      this.#edited ||= edited;
      const error = HostError.from(reason);
      if (error.kind === "NotFound") this.#conflict(true);
      else this.#host.failed(this, error);
    }
  }

  #conflict(deleted: boolean): void {
    clearTimeout(this.#autosaveTimer);
    this.#deleted = deleted;
    this.#status = "conflict";
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
