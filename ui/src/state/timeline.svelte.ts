import type { DiffPiece, PreviewWhole, Version } from "../ipc/bindings";
import { HostError } from "../ipc/error";
import type { App } from "./app.svelte";
import type { DocumentState } from "./document.svelte";

/** A row of the timeline. */
export interface Entry {
  version: Version;
  /** Words more than in the version before it, fewer when negative. */
  words: number;
  /** What the paragraph was in it against what it was before; null in a timeline of the whole post. */
  paragraph: DiffPiece[] | null;
}

/** What is shown of the selected version: what is different now, what it changed, or its page. */
export type Look = "now" | "then" | "page";

/** The versions of the post in front, or those in which a paragraph of it changed. */
export class Timeline {
  readonly post: DocumentState | null;
  /** Null while they are being read. */
  #entries = $state.raw<Entry[] | null>(null);
  #versions: Version[] = [];
  #selected = $state(0);
  #look = $state<Look>("now");
  #pieces = $state.raw<DiffPiece[] | null>(null);
  #page = $state.raw<PreviewWhole | null>(null);
  #problem = $state<string | null>(null);
  #app: App;
  #questions = 0;

  constructor(app: App) {
    this.#app = app;
    this.post = app.desk.current;
  }

  get entries(): readonly Entry[] | null {
    return this.#entries;
  }

  get selected(): number {
    return this.#selected;
  }

  get entry(): Entry | null {
    return this.#entries?.[this.#selected] ?? null;
  }

  get look(): Look {
    return this.#look;
  }

  /** The comparison that is shown; null while it is worked out. */
  get pieces(): readonly DiffPiece[] | null {
    return this.#pieces;
  }

  /** The page that is shown. */
  get page(): PreviewWhole | null {
    return this.#page;
  }

  get problem(): string | null {
    return this.#problem;
  }

  get restorable(): boolean {
    return this.entry !== null && this.post?.readOnly === null;
  }

  /** Reads the versions. What is typed and on its way belongs to them. */
  async load(paragraph: boolean): Promise<void> {
    const { post } = this;
    if (!post) return;
    this.#look = paragraph ? "then" : "now";
    await this.#try(async () => {
      this.#versions = await this.#app.backend.versions(post.id);
      const entry = (version: Version, paragraph: DiffPiece[] | null): Entry => {
        const words = version.words - (this.#before(version)?.words ?? 0);
        return { version, words, paragraph };
      };
      if (paragraph) {
        const states = await this.#app.backend.paragraphHistory(post.id, this.#app.desk.caret);
        const known = new Map(this.#versions.map((version) => [version.id, version]));
        this.#entries = states.flatMap((state) => {
          const version = known.get(state.version ?? 0);
          return version ? entry(version, state.pieces) : [];
        });
      } else this.#entries = this.#versions.map((version) => entry(version, null));
    });
    this.#entries ??= [];
    await this.#show();
  }

  select(index: number): void {
    const last = (this.#entries?.length ?? 0) - 1;
    this.#selected = Math.max(0, Math.min(index, last));
    void this.#show();
  }

  lookAt(look: Look): void {
    this.#look = look;
    void this.#show();
  }

  /** Makes the post's text that of the selected version. False when that did not work. */
  async restore(): Promise<boolean> {
    const { entry, post } = this;
    if (!entry || !post || !this.restorable) return false;
    const { backend, desk, notices } = this.#app;
    let isOther = false;
    const restored = await this.#try(async () => {
      isOther = await post.hostEdits.adopt("restore", (version) =>
        backend.restoreVersion(post.id, version, entry.version.id),
      );
    });
    if (!restored) return false;
    const undo = { name: "Undo", run: () => void (desk.current === post && desk.editor?.undo()) };
    // Line endings are no step of the editor's: an undo would take back what was typed before.
    notices.tell(
      "restore",
      `This is the text of ${momentOf(entry.version.at)} again.`,
      isOther ? undo : null,
    );
    return true;
  }

  #before(version: Version): Version | undefined {
    return this.#versions[this.#versions.indexOf(version) + 1];
  }

  /** Only the answer to the last question is shown. */
  async #show(): Promise<void> {
    const question = ++this.#questions;
    const { entry, post } = this;
    [this.#pieces, this.#page] = [null, null];
    if (!entry || !post) return;
    const { backend } = this.#app;
    const { id } = entry.version;
    await this.#try(async () => {
      if (this.#look === "page") {
        const page = await backend.versionPreview(post.id, id);
        if (question === this.#questions) this.#page = page;
        return;
      }
      const [older, newer] =
        this.#look === "now" ? [id, null] : [this.#before(entry.version)?.id ?? null, id];
      const pieces = entry.paragraph !== null && this.#look === "then" ? entry.paragraph : null;
      const compared = pieces ?? (await backend.compareVersions(post.id, older, newer));
      if (question === this.#questions) this.#pieces = compared;
    });
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.#problem = null;
      return true;
    } catch (reason) {
      this.#problem = HostError.from(reason).message;
      return false;
    }
  }
}

/** The entries by the day that the writer's clock had: each day, and the index of its first entry. */
export function daysOf(entries: readonly Entry[]): { day: string; from: number; entries: Entry[] }[] {
  const days: { day: string; from: number; entries: Entry[] }[] = [];
  entries.forEach((entry, index) => {
    const day = entry.version.at.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, from: index, entries: [entry] });
  });
  return days;
}

/** A day as "2025-03-04" in words, seen from `today`. */
export function dayInWords(day: string, today: Date = new Date(), locale?: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate());
  const ago = Math.round((midnight.getTime() - new Date(year, month - 1, date).getTime()) / 86_400_000);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  const years: Intl.DateTimeFormatOptions = year === today.getFullYear() ? {} : { year: "numeric" };
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...years,
  });
  return format.format(new Date(year, month - 1, date));
}

/** The time of a moment in RFC 3339, on the clock that the writer had: "14:05". */
export function timeOf(at: string): string {
  return at.slice(11, 16);
}

function momentOf(at: string): string {
  const day = dayInWords(at.slice(0, 10));
  return `${day === "Today" || day === "Yesterday" ? day.toLowerCase() : day}, ${timeOf(at)},`;
}
