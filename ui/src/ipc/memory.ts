/** A working `Backend` over a folder held in memory: for unit tests, and the UI in a plain browser. */
import type { Backend } from "./backend";
import type * as wire from "./bindings";
import { aboutOf } from "./memory/folder";
import { habitsOf } from "./memory/habits";
import { follow, MemoryOperations } from "./memory/operations";
import { VersionsHost } from "./memory/versions-host";
import type { MemoryOptions } from "./memory/window-host";

export type { MemoryOptions };

export class MemoryBackend extends VersionsHost implements Backend {
  #options: MemoryOptions;
  #operations: MemoryOperations;

  constructor(files: Readonly<Record<string, string>>, options: MemoryOptions = {}) {
    super(files, options);
    this.#operations = new MemoryOperations(this.folder);
    this.#options = options;
  }

  /** Another program writes the file; null removes it. */
  changeOutside(path: string, text: string | null): void {
    if (text === null) this.files.delete(path);
    else this.files.set(path, text);
    for (const [doc, open] of this.documents) {
      if (open.path === path && open.read !== text) this.emit("postChanged", { doc, deleted: text === null });
    }
    this.changed(text === null ? [] : [path], text === null ? [path] : []);
  }

  /** Another program gives a file another path; open posts follow it. */
  moveOutside(from: string, to: string): void {
    this.files.set(to, this.folder.read(from));
    this.files.delete(from);
    this.changed([to], [from]);
    for (const [doc, path] of follow([[from, to]], this.documents)) this.emit("postMoved", { doc, path });
  }

  start(): Promise<wire.Start> {
    return this.answer("start", () => ({
      settings: this.settings,
      session: this.session,
      blog: this.#options.open === false ? null : this.#left(this.opened("/blog", this.session)),
      notice: null,
      recovered: [],
      previewUrl: this.#options.previewUrl ?? "./frame.html",
    }));
  }

  chooseFolder(): Promise<string | null> {
    return this.answer("chooseFolder", () => "/blog");
  }

  openBlog(path: string): Promise<wire.Blog> {
    return this.answer("openBlog", () => {
      this.documents.clear();
      return this.opened(path, this.session);
    });
  }

  habits(): Promise<wire.Habits> {
    return this.answer("habits", () => habitsOf(this.files.values()));
  }

  chooseGenerator(): Promise<wire.Blog> {
    return this.answer("chooseGenerator", () => this.opened("/blog", this.session));
  }

  about(path: string): Promise<wire.About | null> {
    return this.answer("about", () => (this.files.has(path) ? aboutOf(this.folder.summary(path)) : null));
  }

  planPost(wish: wire.NewPost): Promise<wire.NewPostPlan> {
    return this.answer("planPost", () => this.folder.plan(wish));
  }

  createPost(wish: wire.NewPost): Promise<wire.Created> {
    return this.answer("createPost", () => {
      const created = this.folder.create(wish, this.now());
      this.refresh();
      return created;
    });
  }

  trustSite(trusted: boolean): Promise<void> {
    return this.answer("trustSite", () => this.folder.trust(trusted));
  }

  styleSheets(): Promise<wire.StyleSheets> {
    return this.answer("styleSheets", () => this.folder.styleSheets());
  }

  savePreviewStyle(style: wire.PreviewStyle): Promise<void> {
    return this.answer("savePreviewStyle", () => this.folder.dress(style));
  }

  propose(operation: wire.Operation): Promise<wire.Shown> {
    return this.answer("propose", () => this.#operations.propose(operation));
  }

  operate(operation: wire.Operation): Promise<wire.Done> {
    return this.answer("operate", () => this.#follow(this.#operations.run(operation, this.now())));
  }

  undoOperation(): Promise<wire.Done | null> {
    return this.answer("undoOperation", () => this.#follow(this.#operations.undo()));
  }

  redoOperation(): Promise<wire.Done | null> {
    return this.answer("redoOperation", () => this.#follow(this.#operations.redo()));
  }

  #left(blog: wire.Blog): wire.Blog {
    const resumed = Object.entries(this.#options.resumed ?? {}).filter(([, { unsaved }]) => unsaved);
    const left = resumed.map(([path, { recovered }]) => ({
      path,
      at: recovered ?? 0,
      asked: recovered !== null,
    }));
    return { ...blog, left };
  }

  #follow<D extends wire.Done | null>(done: D): D {
    if (done === null) return done;
    this.versionsMoved(done.moved);
    const documents = follow(done.moved, this.documents);
    this.changed(this.#operations.touched(), this.#operations.gone());
    for (const [doc, open] of this.documents) {
      const text = this.files.get(open.path);
      if (text !== open.read) this.emit("postChanged", { doc, deleted: text === undefined });
    }
    return { ...done, documents };
  }
}
