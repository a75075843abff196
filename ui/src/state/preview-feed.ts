import type { Backend } from "../ipc/backend";
import type { PreviewPatch } from "../ipc/bindings";
import { HostError } from "../ipc/error";
import type { DocumentState } from "./document.svelte";
import type { DocumentHost } from "./document-host";
import type { EditPipe } from "./pipe";

/** Patches only make sense after all blocks were fetched, and while every step asked for its patch. */
export class PreviewFeed {
  #follows = false;
  #fetched = Promise.resolve();
  readonly #backend: Backend;
  readonly #post: DocumentState;
  readonly #host: DocumentHost;

  constructor(backend: Backend, post: DocumentState, host: DocumentHost) {
    this.#backend = backend;
    this.#post = post;
    this.#host = host;
  }

  /** Whether the next step asks for its patch. */
  wantsPatch(): boolean {
    this.#follows &&= this.#host.previewing(this.#post.id);
    return this.#follows;
  }

  patch(patch: PreviewPatch | null): void {
    if (patch && this.#follows) this.#host.patchPreview(this.#post.id, patch);
  }

  /** Resolves when the preview has all blocks that were asked for last. */
  get fetched(): Promise<void> {
    return this.#fetched;
  }

  /** Fetches all blocks, with the HTML of some, when a preview is visible. */
  refresh(pipe: EditPipe): void {
    this.#follows = false;
    if (!this.#host.previewing(this.#post.id)) return;
    this.#fetched = pipe.whenDrained(async () => {
      const { id } = this.#post;
      // What is seen first is most likely where the caret is.
      const line = this.#host.text(id).lineAt(this.#host.caret(id)).number - 1;
      const whole = await this.#backend.preview(id, line);
      this.#follows = true;
      this.#host.resetPreview(id, whole);
    });
    this.#tellOfFailure(this.#fetched);
  }

  /**
   * Fetches the HTML of blocks. Ids name blocks whatever the version, so this waits for no edit, and no
   * edit for this.
   */
  fill(ids: string[]): void {
    const { id } = this.#post;
    const fetch = this.#backend.previewHtml(id, ids).then(
      (blocks) => this.#host.fillPreview(id, blocks),
      (reason: unknown) => {
        // The frame waits for an answer before it asks for anything else.
        this.#host.fillPreview(id, []);
        throw reason;
      },
    );
    this.#tellOfFailure(fetch);
  }

  #tellOfFailure(fetch: Promise<void>): void {
    fetch.catch((reason: unknown) => this.#host.failed(this.#post, HostError.from(reason)));
  }
}
