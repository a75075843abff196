import type { Backend } from "../ipc/backend";
import type { Settings } from "../ipc/bindings";
import type { Notices } from "./notices.svelte";

/** The writer's preferences; saved first, then applied. */
export class SettingsState {
  #backend: Backend;
  #notices: Notices;
  #current = $state.raw<Settings>() as Settings;

  constructor(backend: Backend, notices: Notices, start: Settings) {
    this.#backend = backend;
    this.#notices = notices;
    this.#current = start;
  }

  get current(): Settings {
    return this.#current;
  }

  async update(change: Partial<Settings>): Promise<void> {
    const next = { ...this.#current, ...change };
    try {
      await this.#backend.updateSettings(next);
      this.#current = next;
      this.#notices.dismiss("settings");
    } catch (reason) {
      this.#notices.error("settings", "The setting could not be saved", reason);
    }
  }
}
