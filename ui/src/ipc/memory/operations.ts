import type { Change, Done, Operation, Shown } from "../bindings";
import { HostError } from "../error";
import { slugOf, type MemoryFolder } from "./folder";
import { changesFor } from "./header";

type Files = ReadonlyMap<string, string>;

interface Step {
  title: string;
  before: Files;
  after: Files;
  moved: [string, string][];
}

/** Operations on the files of the folder, undone by putting the files before them back. */
export class MemoryOperations {
  #folder: MemoryFolder;
  #done: Step[] = [];
  #undone: Step[] = [];
  #gone: string[] = [];
  #touched: string[] = [];

  constructor(folder: MemoryFolder) {
    this.#folder = folder;
  }

  /** Paths that the last operation left without a file. */
  gone(): string[] {
    return this.#gone;
  }

  /** Paths to which the last operation gave another text. */
  touched(): string[] {
    return this.#touched;
  }

  propose(operation: Operation): Shown {
    const { title, moved, before, after } = this.#work(operation, "2025-01-01");
    const edited = [...after].filter(([path, text]) => before.has(path) && before.get(path) !== text);
    return {
      title,
      moved,
      edited: edited.map(([path]) => path),
      created: [...after.keys()].filter((path) => !before.has(path) && !moved.some(([, to]) => to === path)),
      removed: [...before.keys()].filter(
        (path) => !after.has(path) && !moved.some(([from]) => from === path),
      ),
      urls: null,
      canAlias: false,
      refused: [],
    };
  }

  run(operation: Operation, now: string): Done {
    const step = this.#work(operation, now);
    this.#done.push(step);
    this.#undone = [];
    this.#put(step.after);
    return { title: step.title, moved: step.moved, documents: [], undone: false };
  }

  undo(): Done | null {
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    this.#put(step.before);
    const moved = step.moved.map(([from, to]): [string, string] => [to, from]);
    return { title: step.title, moved, documents: [], undone: true };
  }

  redo(): Done | null {
    const step = this.#undone.pop();
    if (!step) return null;
    this.#done.push(step);
    this.#put(step.after);
    return { title: step.title, moved: step.moved, documents: [], undone: false };
  }

  #put(files: Files): void {
    const before = this.#folder.files;
    this.#gone = [...before.keys()].filter((path) => !files.has(path));
    this.#touched = [...files].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    this.#folder.files.clear();
    for (const [path, text] of files) this.#folder.files.set(path, text);
  }

  #work(operation: Operation, now: string): Step {
    const before = new Map(this.#folder.files);
    const after = new Map(before);
    const moved: [string, string][] = [];
    const move = (from: string, to: string): void => {
      if (after.has(to))
        throw new HostError({ kind: "Refused", message: `${to} is there already`, path: from });
      after.set(to, this.#folder.read(from));
      after.delete(from);
      moved.push([from, to]);
    };
    switch (operation.type) {
      case "rename":
        move(operation.path, `${folderOf(operation.path)}${slugOf(operation.slug)}.md`);
        break;
      case "move":
        for (const path of operation.paths) move(path, `${operation.section}/${nameOf(path)}`);
        break;
      case "duplicate":
        after.set(
          `${this.#folder.freeName(operation.path.replace(/\.md$/, ""))}.md`,
          this.#folder.read(operation.path),
        );
        break;
      case "delete":
        for (const path of operation.paths) after.delete(path);
        break;
      case "bundle":
        if (operation.on) move(operation.path, operation.path.replace(/\.md$/, "/index.md"));
        else move(operation.path, operation.path.replace(/\/index\.md$/, ".md"));
        break;
      case "draft":
        for (const path of operation.paths) {
          const text = this.#folder.read(path);
          const changes = changesFor(text, { type: "set_draft", on: operation.on }, now);
          after.set(path, applied(text, changes));
        }
        break;
      case "tag":
        throw new HostError({
          kind: "Refused",
          message: "the folder in memory has no tag edits",
          path: null,
        });
    }
    return { title: operation.type, before, after, moved };
  }
}

/** Brings open posts to where their files are now; their documents and paths. */
export function follow(
  moved: readonly [string, string][],
  documents: ReadonlyMap<number, { path: string }>,
): [number, string][] {
  const place = new Map(moved);
  return [...documents].flatMap(([doc, open]): [number, string][] => {
    const to = place.get(open.path);
    if (to === undefined) return [];
    open.path = to;
    return [[doc, to]];
  });
}

/** A text after changes of parts of it, in order. */
export function applied(text: string, changes: readonly Change[]): string {
  return changes.reduceRight(
    (result, { from, to, insert }) => result.slice(0, from) + insert + result.slice(to),
    text,
  );
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
