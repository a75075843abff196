import type { Backend } from "../ipc/backend";
import type { Session } from "../ipc/bindings";
import type { Notices } from "./notices.svelte";

/** Milliseconds between a change of place and its being saved. */
const saveDelay = 800;

/** Remembers where the writer is, for the next start. Saving waits for a pause. */
export class SessionSaver {
  #backend: Backend;
  #notices: Notices;
  #saved: string;
  #next: Session | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(backend: Backend, notices: Notices, start: Session) {
    this.#backend = backend;
    this.#notices = notices;
    this.#saved = JSON.stringify(start);
  }

  remember(session: Session): void {
    this.#next = session;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), saveDelay);
  }

  /** Saves now what is not saved yet. Never rejects. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const next = this.#next;
    this.#next = null;
    const text = next === null ? this.#saved : JSON.stringify(next);
    if (next === null || text === this.#saved) return;
    try {
      await this.#backend.saveSession(next);
      this.#saved = text;
    } catch (reason) {
      this.#notices.error("session", "Your place could not be remembered", reason);
    }
  }
}

/** The folder first, without its double, at most ten. */
export function withRecent(recent: readonly string[], folder: string): string[] {
  return [folder, ...recent.filter((other) => other !== folder)].slice(0, 10);
}
