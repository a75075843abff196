import type { Backend } from "../ipc/backend";
import type { Habits } from "../ipc/bindings";
import type { Notices } from "./notices.svelte";

/** Milliseconds after the last change of the folder until its habits are asked for again. */
const delay = 1_000;

/** What the headers of the open folder have in common, for the form. */
export class HabitsState {
  #backend: Backend;
  #notices: Notices;
  #current = $state.raw<Habits>({ posts: 0, ignoresCase: false, fields: [] });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(backend: Backend, notices: Notices) {
    this.#backend = backend;
    this.#notices = notices;
  }

  get current(): Habits {
    return this.#current;
  }

  /** Asks once the folder is quiet. */
  refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), delay);
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      this.#current = await this.#backend.habits();
    } catch (reason) {
      this.#notices.error("habits", "The fields of the other posts are not known", reason);
    }
  }
}
