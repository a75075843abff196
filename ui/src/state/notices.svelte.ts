import type { ErrorKind } from "../ipc/bindings";
import { HostError } from "../ipc/error";

export interface NoticeAction {
  name: string;
  run(): void;
}

export interface Notice {
  /** A notice with the same key takes the place of the one before. */
  key: string;
  tone: "info" | "error";
  /** What happened, and where. */
  text: string;
  /** What to do now. */
  advice: string | null;
  action: NoticeAction | null;
}

/** Messages to the writer, newest last. Errors stay until dismissed; the rest goes by itself. */
export class Notices {
  #list = $state.raw<Notice[]>([]);
  #timers = new Map<string, ReturnType<typeof setTimeout>>();

  get list(): readonly Notice[] {
    return this.#list;
  }

  tell(key: string, text: string, action: NoticeAction | null = null): void {
    this.#put({ key, tone: "info", text, advice: null, action });
    this.#timers.set(
      key,
      setTimeout(() => this.dismiss(key), infoStays),
    );
  }

  /** `what` says what did not work: "Saving notes.md did not work". */
  error(key: string, what: string, reason: unknown, action: NoticeAction | null = null): void {
    const { kind, message, path } = HostError.from(reason);
    const where = path !== null && !message.includes(path) && !what.includes(path) ? ` (${path})` : "";
    this.#put({ key, tone: "error", text: `${what}: ${message}${where}.`, advice: advice[kind], action });
  }

  dismiss(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    if (this.#list.some((notice) => notice.key === key))
      this.#list = this.#list.filter((notice) => notice.key !== key);
  }

  #put(notice: Notice): void {
    this.dismiss(notice.key);
    this.#list = [...this.#list, notice];
  }
}

/** Milliseconds that a notice which is no error stays. */
const infoStays = 8_000;

const advice: Record<ErrorKind, string | null> = {
  NotFound: "It may have been moved or renamed. Your text is still here; saving writes the file again.",
  PermissionDenied: "Check who may write to the file and its folder, then save again.",
  NotUtf8: "Convert the file to UTF-8 to edit it here.",
  DiskFull: "The file is as it was, and your text is safe in Galley. Free some space and save again.",
  ReadOnlyDisk:
    "The file is as it was, and your text is safe in Galley. Make the disk writable and save again.",
  DiskGone: "Your text is safe in Galley. Connect the disk or the network again and save again.",
  Unconfirmed: "Save again. If it stays so, the disk may be failing: keep a copy elsewhere.",
  HalfWritten: "Your text is safe in Galley. Save again, or start Galley again to put the file back.",
  Changed: "Another program wrote to it. Look at it again, then repeat what you did.",
  Refused: "Make the change in the text itself.",
  OutOfSync: "Nothing was written. Save again.",
  NotAFolder: "Choose a folder that holds your posts.",
  Io: "Your text is kept here, and it is tried again.",
  Internal: "Save again. If it happens again, start Galley anew: your text comes back.",
};
