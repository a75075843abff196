import type { Backend } from "../ipc/backend";
import type { PreviewPatch, PreviewWhole } from "../ipc/bindings";
import { HostError } from "../ipc/error";
import type { DocumentState } from "./document.svelte";
import type { DocumentHost } from "./document-host";
import { afterOpening } from "./pause";
import type { EditPipe } from "./pipe";

/** Patches only make sense after all blocks were fetched, and while every step asked for its patch. */
export class PreviewFeed {
  #follows = false;
  #fetched = Promise.resolve();
  readonly #backend: Backend;
  readonly #post: DocumentState;
  readonly #host: DocumentHost;

  /** The first blocks of a long post that has just been opened. */
  #top: PreviewWhole | null;

  constructor(backend: Backend, post: DocumentState, host: DocumentHost, top: PreviewWhole | null) {
    this.#backend = backend;
    this.#post = post;
    this.#host = host;
    this.#top = top;
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
    const isBegun = this.#begin();
    const fetch = async (): Promise<void> => {
      const { id } = this.#post;
      const whole = await this.#backend.preview(id, this.#caretLine());
      this.#follows = true;
      if (isBegun) this.#host.completePreview(id, whole);
      else this.#host.resetPreview(id, whole);
    };
    // Nobody reads a post that was left or closed while its first screen was painted.
    const fetchLater = async (): Promise<void> => {
      await afterOpening();
      if (this.#host.previewing(this.#post.id)) await pipe.whenDrained(fetch);
    };
    this.#fetched = isBegun ? fetchLater() : pipe.whenDrained(fetch);
    this.#tellOfFailure(this.#fetched);
  }

  /**
   * Fetches the HTML of blocks, of very long ones its start or all of it. Ids name blocks whatever the
   * version, so this waits for no edit, and no edit for this.
   */
  fill(ids: string[], entire: boolean): void {
    const { id } = this.#post;
    const fetch = this.#backend.previewHtml(id, ids, entire).then(
      (blocks) => this.#host.fillPreview(id, blocks),
      (reason: unknown) => {
        // The frame waits for an answer before it asks for anything else.
        this.#host.fillPreview(id, []);
        throw reason;
      },
    );
    this.#tellOfFailure(fetch);
  }

  /** What is seen first is most likely where the caret is. */
  #caretLine(): number {
    const { id } = this.#post;
    return this.#host.text(id).lineAt(this.#host.caret(id)).number - 1;
  }

  /** Shows the first blocks at once when the caret is in them, once; whether it did. */
  #begin(): boolean {
    const top = this.#top;
    this.#top = null;
    if (top === null) return false;
    const lastLine = top.places.reduce((line, step, i) => line + (i % 3 === 0 ? step : 0), 0);
    const isSeen = this.#caretLine() < lastLine;
    if (isSeen) this.#host.beginPreview(this.#post.id, top);
    return isSeen;
  }

  #tellOfFailure(fetch: Promise<void>): void {
    fetch.catch((reason: unknown) => this.#host.failed(this.#post, HostError.from(reason)));
  }
}
