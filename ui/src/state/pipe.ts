import { ChangeSet, type Text } from "@codemirror/state";
import type { Backend } from "../ipc/backend";
import type { Change, EditReply, Reload, Span } from "../ipc/bindings";
import { HostError } from "../ipc/error";

/** What the pipe asks of the open post that it belongs to. */
export interface PipeOwner {
  /** The editor's text, with every change made so far. */
  text(): Text;
  wire(changes: ChangeSet): Change[];
  wantsPreview(): boolean;
  replied(reply: EditReply): void;
  /** The host got the whole text; patches of the preview no longer follow one another. */
  resynced(): void;
  /** The host does not answer. The text is safe in the editor, and the pipe tries again by itself. */
  broke(error: HostError): void;
}

interface Task {
  run(): Promise<void>;
  reject(error: HostError): void;
}

const firstRetry = 2_000;
const longestRetry = 30_000;

/**
 * Carries the changes of one post to the host, in order. One call is under way at a time; what is
 * typed meanwhile is composed into one step. Nothing is dropped: when the host lost track, or did not
 * answer, it gets the whole text from the editor.
 */
export class EditPipe {
  #backend: Backend;
  #doc: number;
  #owner: PipeOwner;
  #version: number;
  /** Length of the text at `#version`, in UTF-16 units. */
  #length: number;
  #pending: ChangeSet | null = null;
  #tasks: Task[] = [];
  #running = false;
  /** The host's text is not known to be the one at `#version`. */
  #lost = false;
  #retryAfter = firstRetry;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(backend: Backend, start: { doc: number; version: number; length: number }, owner: PipeOwner) {
    this.#backend = backend;
    this.#doc = start.doc;
    this.#version = start.version;
    this.#length = start.length;
    this.#owner = owner;
  }

  /** Takes a change of the editor's text that the host does not know yet. */
  push(changes: ChangeSet): void {
    this.#pending = this.#pending ? this.#pending.compose(changes) : changes;
    void this.#run();
  }

  /**
   * Runs `work` once the host has every change; what is typed while it runs waits. An `OutOfSync`
   * sends the whole text and runs it again, once.
   */
  whenDrained<T>(work: (version: number) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let again = true;
      const run = async (): Promise<void> => {
        try {
          resolve(await work(this.#version));
        } catch (reason) {
          const error = HostError.from(reason);
          if (error.kind !== "OutOfSync" || !again) {
            reject(error);
            return;
          }
          again = false;
          this.#lost = true;
          this.#tasks.unshift({ run, reject });
        }
      };
      this.#tasks.push({ run, reject });
      void this.#run();
    });
  }

  /** Changes that the host computed on its text, as they apply to what the editor has by now. */
  forEditor(changes: Change[]): Change[] {
    const set = ChangeSet.of(changes, this.#length);
    return this.#owner.wire(this.#pending ? set.map(this.#pending) : set);
  }

  /** Like `forEditor`, for changes that the host has already made: they are not sent again. */
  adopt(reload: Reload): Change[] {
    const set = ChangeSet.of(reload.changes, this.#length);
    const forEditor = this.forEditor(reload.changes);
    this.#pending = this.#pending?.map(set, true) ?? null;
    this.#version = reload.version;
    this.#length = set.newLength;
    return forEditor;
  }

  /** Stretches of the host's text, as they are in the editor's. */
  inEditor(spans: Span[]): Span[] {
    const typed = this.#pending;
    if (!typed) return spans;
    return spans.map(({ from, to }) => ({ from: typed.mapPos(from, 1), to: typed.mapPos(to, -1) }));
  }

  /** Stops trying again. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
  }

  async #run(): Promise<void> {
    if (this.#running || this.#closed) return;
    this.#running = true;
    clearTimeout(this.#retryTimer);
    try {
      // The check and the end of the loop are one turn: work that arrives later starts a new run.
      while (this.#lost || this.#pending || this.#tasks.length > 0) await this.#step();
      this.#retryAfter = firstRetry;
    } catch (reason) {
      this.#fail(HostError.from(reason));
    } finally {
      this.#running = false;
    }
  }

  /** Does what is most urgent. */
  async #step(): Promise<void> {
    if (this.#lost) await this.#resync();
    else if (this.#pending) await this.#send(this.#pending);
    else await this.#tasks.shift()?.run();
  }

  async #send(changes: ChangeSet): Promise<void> {
    this.#pending = null;
    const preview = this.#owner.wantsPreview();
    try {
      const wire = this.#owner.wire(changes);
      const reply = await this.#backend.edit(this.#doc, this.#version, wire, changes.newLength, preview);
      this.#arrived(reply, changes.newLength);
    } catch (reason) {
      const error = HostError.from(reason);
      // Whether the host took the step is not known, so the next call carries the whole text.
      this.#lost = true;
      if (error.kind !== "OutOfSync") throw error;
    }
  }

  async #resync(): Promise<void> {
    const text = this.#owner.text();
    this.#pending = null;
    const reply = await this.#backend.resync(this.#doc, text.toString(), false);
    this.#lost = false;
    this.#arrived(reply, text.length);
    this.#owner.resynced();
  }

  #arrived(reply: EditReply, length: number): void {
    this.#version = reply.version;
    this.#length = length;
    this.#owner.replied(reply);
  }

  #fail(error: HostError): void {
    for (const task of this.#tasks.splice(0)) task.reject(error);
    this.#owner.broke(error);
    if (this.#closed) return;
    this.#retryTimer = setTimeout(() => void this.#run(), this.#retryAfter);
    this.#retryAfter = Math.min(this.#retryAfter * 2, longestRetry);
  }
}
