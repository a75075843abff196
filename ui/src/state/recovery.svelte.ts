import type { Backend } from "../ipc/backend";
import type { LeftPost, WireError } from "../ipc/bindings";
import type { Desk } from "./desk.svelte";
import type { DocumentState } from "./document.svelte";
import type { LayoutState } from "./layout.svelte";
import type { Notices } from "./notices.svelte";

/** Text that was left by an end of the program, and what the writer does with it. */
export class Recovery {
  readonly #backend: Backend;
  readonly #desk: Desk;
  readonly #layout: LayoutState;
  readonly #notices: Notices;

  constructor(backend: Backend, desk: Desk, layout: LayoutState, notices: Notices) {
    this.#backend = backend;
    this.#desk = desk;
    this.#layout = layout;
    this.#notices = notices;
  }

  /** Reads the posts with text that was left, and asks about those that a crash left. */
  async show(left: readonly LeftPost[]): Promise<void> {
    for (const { path } of left) await this.#desk.load(path);
    if (this.#desk.recovered.length > 0) this.#layout.openDialog("recovered");
  }

  /** Saves the text, also when its file is `gone`. A post whose file has the same lines otherwise is shown. */
  async keepMine(post: DocumentState, gone = false): Promise<void> {
    await post.keepMine(gone);
    if (post.status === "conflict") await this.#desk.open(post.path);
  }

  /** Makes the text a post of its own; the post takes its file's text. Never rejects. */
  async keepBoth(post: DocumentState): Promise<void> {
    try {
      const path = await this.#backend.keepBeside(post.id);
      await post.takeTheirs();
      const open = { name: "Open", run: () => void this.#desk.open(path) };
      this.#notices.tell(`beside ${post.path}`, `Your text of ${post.path} is a draft now: ${path}`, open);
    } catch (reason) {
      this.#notices.error("beside", `A second post beside ${post.path} could not be made`, reason);
    }
  }

  /** What is typed is not safe from a crash before it is saved. */
  keepingFailed(error: WireError): void {
    this.#notices.error(
      "keeping",
      "What you type is not kept beside your files, so a crash would lose what is not saved",
      error,
    );
  }
}
