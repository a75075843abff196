import type { Backend } from "../ipc/backend";
import type { PreviewPatch } from "../ipc/bindings";
import { HostError } from "../ipc/error";
import type { EditPipe } from "./pipe";

/** What the feed of a preview needs of its post. */
export interface FedPost {
  readonly id: number;
  /** It is in front, and a preview of it is visible. */
  previewing(): boolean;
  reset(patch: PreviewPatch): void;
  patch(patch: PreviewPatch): void;
  failed(error: HostError): void;
}

/** Patches only make sense after all blocks were fetched, and while every step asked for its patch. */
export class PreviewFeed {
  #follows = false;
  readonly #backend: Backend;
  readonly #post: FedPost;

  constructor(backend: Backend, post: FedPost) {
    this.#backend = backend;
    this.#post = post;
  }

  /** Whether the next step asks for its patch. */
  wantsPatch(): boolean {
    this.#follows &&= this.#post.previewing();
    return this.#follows;
  }

  patch(patch: PreviewPatch | null): void {
    if (patch && this.#follows) this.#post.patch(patch);
  }

  /** Fetches all blocks, when a preview is visible. */
  refresh(pipe: EditPipe): void {
    this.#follows = false;
    if (!this.#post.previewing()) return;
    const fetch = pipe.whenDrained(async () => {
      const patch = await this.#backend.preview(this.#post.id);
      this.#follows = true;
      this.#post.reset(patch);
    });
    fetch.catch((reason: unknown) => this.#post.failed(HostError.from(reason)));
  }
}
