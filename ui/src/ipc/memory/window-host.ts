/** What the host does for the window itself: what it remembers, and the system around it. */
import type * as wire from "../bindings";
import { defaultSession, defaultSettings } from "./defaults";
import { ListHost } from "./list-host";

export interface MemoryOptions {
  settings?: Partial<wire.Settings>;
  session?: Partial<wire.Session>;
  /** False starts without a folder. */
  open?: boolean;
  now?: string;
  previewUrl?: string;
  site?: Partial<wire.Site>;
  /** Whether the program that new posts need may be run; nothing where they need none. */
  needs?: wire.Permission;
  /** What is known of posts from before, by path. The text of one that is unsaved is its start with its steps. */
  resumed?: Readonly<Record<string, wire.Resumed>>;
}

export abstract class WindowHost extends ListHost {
  session: wire.Session;
  settings: wire.Settings;

  constructor(files: Readonly<Record<string, string>>, options: MemoryOptions) {
    super(files, options.site, options.needs);
    this.settings = { ...defaultSettings, ...options.settings };
    this.session = { ...defaultSession, ...options.session };
  }

  reveal(): Promise<void> {
    return this.answer("reveal", () => undefined);
  }

  updateSettings(settings: wire.Settings): Promise<void> {
    return this.answer("updateSettings", () => void (this.settings = settings));
  }

  saveSession(session: wire.Session): Promise<void> {
    return this.answer("saveSession", () => void (this.session = session));
  }

  openExternal(url: string): Promise<void> {
    return this.answer("openExternal", () => void globalThis.open(url, "_blank", "noopener"));
  }

  setTitle(title: string): Promise<void> {
    return this.answer("setTitle", () => void (document.title = title));
  }

  closeWindow(): Promise<void> {
    return this.answer("closeWindow", () => undefined);
  }
}
