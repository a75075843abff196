import { ChangeSet } from "@codemirror/state";
import type { Change, Reload } from "../ipc/bindings";
import type { DocumentHost } from "./document-host";
import type { EditPipe } from "./pipe";

/** Told of the step that leads to a text which the host has made of the editor's. */
export type Adopted = (step: ChangeSet, reload: Reload) => void;

/** Edits of an open post that the host works out, and that are not part of the text yet. */
export class HostEdits {
  #onTheWay = $state(0);
  #arrived: Promise<unknown> = Promise.resolve();
  readonly #pipe: EditPipe;
  readonly #doc: number;
  readonly #host: DocumentHost;
  readonly #adopted: Adopted;

  constructor(doc: number, pipe: EditPipe, host: DocumentHost, adopted: Adopted) {
    this.#doc = doc;
    this.#pipe = pipe;
    this.#host = host;
    this.#adopted = adopted;
  }

  get pending(): boolean {
    return this.#onTheWay > 0;
  }

  /** Resolves when the last of them is part of the text, or was refused. */
  get arrived(): Promise<unknown> {
    return this.#arrived;
  }

  /** Makes the changes that the host works out for a version of the text. Resolves when it has them. */
  make(userEvent: string, ask: (version: number) => Promise<Change[]>): Promise<void> {
    return this.#awaited(this.#make(userEvent, ask));
  }

  /**
   * Makes a text that the host has by now that of the editor, as one step. Whether a letter became
   * another: a text can differ in what no editor shows, as its line endings.
   */
  adopt(userEvent: string, ask: (version: number) => Promise<Reload>): Promise<boolean> {
    return this.#awaited(this.#adopt(userEvent, ask));
  }

  async #awaited<T>(making: Promise<T>): Promise<T> {
    this.#onTheWay += 1;
    const done = making.finally(() => (this.#onTheWay -= 1));
    this.#arrived = Promise.allSettled([this.#arrived, done]);
    return done;
  }

  #adopt(userEvent: string, ask: (version: number) => Promise<Reload>): Promise<boolean> {
    return this.#pipe.whenDrained(async (version) => {
      const reload = await ask(version);
      const { length } = this.#host.text(this.#doc);
      const changes = this.#pipe.adopt(reload);
      this.#host.apply(this.#doc, changes, { fromHost: true, userEvent });
      this.#adopted(ChangeSet.of(changes, length), reload);
      return changes.length > 0;
    });
  }

  async #make(userEvent: string, ask: (version: number) => Promise<Change[]>): Promise<void> {
    await this.#pipe.whenDrained(async (version) => {
      const changes = await ask(version);
      if (changes.length === 0) return;
      this.#host.apply(this.#doc, this.#pipe.forEditor(changes), { fromHost: false, userEvent });
    });
    await this.#pipe.whenDrained(() => Promise.resolve());
  }
}
