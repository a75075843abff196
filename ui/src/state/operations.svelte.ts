import type { Backend } from "../ipc/backend";
import type { Done, Operation, PostSummary } from "../ipc/bindings";
import { everything } from "../ipc/list-query";
import type { Desk } from "./desk.svelte";
import type { Notices } from "./notices.svelte";

/** What is done with the files of posts, undone and redone in order. */
export class Operations {
  #backend: Backend;
  #desk: Desk;
  #notices: Notices;
  /** The posts that the dialog in front is about. */
  #subjects = $state.raw<PostSummary[]>([]);

  constructor(backend: Backend, desk: Desk, notices: Notices) {
    this.#backend = backend;
    this.#desk = desk;
    this.#notices = notices;
  }

  get subjects(): readonly PostSummary[] {
    return this.#subjects;
  }

  /** The most frequent tags of the whole blog, to be offered where one is asked for. */
  async tagsInUse(): Promise<string[]> {
    const page = await this.#backend.list(everything, 0, 1, null);
    return page.tags.map(({ name }) => name);
  }

  /** Says which posts the dialog that opens next is about. */
  choose(posts: PostSummary[]): void {
    this.#subjects = posts;
  }

  /** Does it, after saving what it touches; false, with a notice, when it cannot be done. */
  async run(operation: Operation): Promise<boolean> {
    try {
      await this.#desk.saveAll();
      const done = await this.#backend.operate(operation);
      this.follow(done);
      this.#tell(done);
      return true;
    } catch (reason) {
      this.#notices.error("operation", "Nothing was changed", reason);
      return false;
    }
  }

  async undo(): Promise<void> {
    await this.#go(() => this.#backend.undoOperation(), "There is nothing to take back.");
  }

  async redo(): Promise<void> {
    await this.#go(() => this.#backend.redoOperation(), "There is nothing to do again.");
  }

  /** Brings open posts to where their files are now. */
  follow(done: Done): void {
    for (const [doc, path] of done.documents) this.#desk.moved(doc, path);
  }

  async #go(call: () => Promise<Done | null>, nothing: string): Promise<void> {
    try {
      await this.#desk.saveAll();
      const done = await call();
      if (!done) {
        this.#notices.tell("operation", nothing);
        return;
      }
      this.follow(done);
      this.#tell(done);
    } catch (reason) {
      this.#notices.error("operation", "Nothing was changed", reason);
    }
  }

  #tell(done: Done): void {
    const said = done.undone ? `Taken back: ${done.title}.` : `Done: ${done.title}.`;
    const action = done.undone
      ? { name: "Redo", run: (): void => void this.redo() }
      : { name: "Undo", run: (): void => void this.undo() };
    this.#notices.tell("operation", said, action);
  }
}
