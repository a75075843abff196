import type { Change } from "../ipc/bindings";
import type { DocumentHost } from "./document-host";
import type { EditPipe } from "./pipe";

/** Edits of an open post that the host works out, and that are not part of the text yet. */
export class HostEdits {
  #onTheWay = $state(0);
  #arrived: Promise<unknown> = Promise.resolve();
  readonly #pipe: EditPipe;
  readonly #doc: number;
  readonly #host: DocumentHost;

  constructor(doc: number, pipe: EditPipe, host: DocumentHost) {
    this.#doc = doc;
    this.#pipe = pipe;
    this.#host = host;
  }

  get pending(): boolean {
    return this.#onTheWay > 0;
  }

  /** Resolves when the last of them is part of the text, or was refused. */
  get arrived(): Promise<unknown> {
    return this.#arrived;
  }

  /** Makes the changes that the host works out for a version of the text. Resolves when it has them. */
  async make(userEvent: string, ask: (version: number) => Promise<Change[]>): Promise<void> {
    this.#onTheWay += 1;
    const making = this.#make(userEvent, ask).finally(() => (this.#onTheWay -= 1));
    this.#arrived = Promise.allSettled([this.#arrived, making]);
    await making;
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
