import { createContext } from "svelte";
import type { Backend } from "../ipc/backend";
import type { Blog, Generator, HeaderEdit, NewPost, Session, Start } from "../ipc/bindings";
import { BlogState } from "./blog.svelte";
import { ListCursor } from "./cursor.svelte";
import { Desk } from "./desk.svelte";
import type { DocumentState } from "./document.svelte";
import { PendingFields } from "./fields";
import { LayoutState } from "./layout.svelte";
import { Links } from "./links";
import { Notices } from "./notices.svelte";
import { Operations } from "./operations.svelte";
import { followOutside } from "./outside";
import { Outline } from "./outline.svelte";
import { PageStyle } from "./page-style.svelte";
import { Recovery } from "./recovery.svelte";
import { postOf } from "./rows";
import { SessionSaver, withRecent } from "./session";
import { SettingsState } from "./settings.svelte";

/** All state of the window, made once in `main.ts`, and the verbs that concern several parts of it. */
export class App {
  readonly backend: Backend;
  readonly notices = new Notices();
  readonly settings: SettingsState;
  readonly blog: BlogState;
  readonly cursor: ListCursor;
  readonly desk: Desk;
  readonly layout: LayoutState;
  readonly fields = new PendingFields();
  readonly operations: Operations;
  readonly outline: Outline;
  readonly links: Links;
  readonly recovery: Recovery;
  readonly style: PageStyle;
  /** Where the host serves the preview's frame. */
  readonly previewUrl: string;
  readonly #session: SessionSaver;
  #recent = $state.raw<string[]>([]);

  constructor(backend: Backend, start: Start) {
    this.backend = backend;
    this.previewUrl = start.previewUrl;
    this.settings = new SettingsState(backend, this.notices, start.settings);
    this.blog = new BlogState(backend, this.notices, start.blog, start.session);
    this.cursor = new ListCursor(this.blog);
    this.desk = new Desk(backend, this.settings, this.notices, (path) => {
      this.blog.keep(path);
      this.cursor.follow(path);
    });
    this.layout = new LayoutState(start.session);
    this.operations = new Operations(backend, this.desk, this.notices);
    this.outline = new Outline(this.desk, this.notices);
    this.links = new Links(backend, this.desk, this.notices);
    this.recovery = new Recovery(backend, this.desk, this.layout, this.notices);
    this.style = new PageStyle(backend, this.blog, this.notices);
    this.#session = new SessionSaver(backend, this.notices, start.session);
    this.#recent = start.blog ? withRecent(start.session.recent, start.blog.root) : start.session.recent;
    for (const [at, text] of start.recovered.entries()) this.notices.tell(`recovered ${String(at)}`, text);
    if (start.notice)
      this.notices.error("start", "Galley could not open what it was asked for", start.notice);
  }

  /** Folders opened before, the last one first. */
  get recent(): readonly string[] {
    return this.#recent;
  }

  /** Listens to the host; returns the function that stops it. */
  listen(): () => void {
    const stops = [
      this.backend.listen("blogChanged", (change) => this.blog.apply(change)),
      followOutside(this.backend, this.desk, this.notices),
      this.backend.listen("openRequested", ({ path }) => void this.openFolder(path)),
      this.backend.listen("keepingFailed", ({ error }) => this.recovery.keepingFailed(error)),
      this.backend.listen("stylesChanged", () => void this.style.look()),
      this.backend.listen("closeRequested", () => this.close()),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** Reopens the post of the last session, or the one that the program was started with. */
  async resume(start: Start): Promise<void> {
    if (!start.blog) return;
    const last = start.blog.root === start.session.folder ? start.session.post : null;
    const path = start.blog.selected ?? last ?? firstPost(start.blog);
    if (path !== undefined && (await this.blog.know(path))) {
      const options = path === last ? { caret: start.session.caret, focus: true } : { focus: true };
      await this.desk.open(path, options);
    }
    await this.recovery.show(start.blog.left);
  }

  /** Where the writer is; reading it in an effect tells when it changed. */
  get place(): Session {
    return {
      recent: [...this.#recent],
      folder: this.blog.root,
      post: this.desk.current?.path ?? null,
      caret: this.desk.caret,
      view: this.layout.view,
      listWidth: this.layout.listWidth,
      formOpen: this.layout.formOpen,
      outlineOpen: this.layout.outlineOpen,
      split: this.layout.split,
      grouping: this.blog.query.grouping,
      sorting: this.blog.query.sorting,
    };
  }

  rememberPlace(place: Session): void {
    this.#session.remember(place);
  }

  async chooseFolder(): Promise<void> {
    const path = await this.backend.chooseFolder();
    if (path !== null) await this.openFolder(path);
  }

  /** Opens a folder, or a post's folder with the post. Never rejects. */
  async openFolder(path: string): Promise<void> {
    await this.#show(path, () => this.backend.openBlog(path));
  }

  /** Creates the post and opens it with the caret at its end. Rejects with a `HostError`. */
  async createPost(wish: NewPost): Promise<void> {
    const { post, problem } = await this.backend.createPost(wish);
    if (problem !== null)
      this.notices.tell("archetype", `${problem}. The header is in the style of the newest posts.`);
    await this.blog.reveal(post);
    if (this.layout.view === "preview") this.layout.view = "split";
    await this.desk.open(post.path, { caret: "end" });
  }

  /** Lets the generator run the code of the site's templates, or no longer. Never rejects. */
  async trustSite(trusted: boolean): Promise<void> {
    try {
      await this.backend.trustSite(trusted);
      this.blog.decide({ trusted });
    } catch (reason) {
      this.notices.error("trust", "Galley could not remember your answer", reason);
    }
  }

  /** Makes a draft of the post, or publishes it; the change of an open post can be undone there. */
  async setDraft(path: string, on: boolean): Promise<void> {
    const open = this.desk.find(path);
    if (!open || this.blog.find(path)?.moves === true) {
      await open?.save();
      const done = await this.blog.setDraft(path, on);
      if (done) this.operations.follow(done);
      return;
    }
    const wasClean = open.status === "clean";
    await this.#tryEdit(path, async () => {
      await open.editHeader({ type: "set_draft", on });
      if (wasClean) await open.save();
    });
  }

  /** Edits the header of an open post as one of its fields asks. Never rejects. */
  async editHeader(open: DocumentState, edit: HeaderEdit): Promise<void> {
    await this.#tryEdit(open.path, () => open.editHeader(edit));
  }

  /** Publishes the post in front, with a date if it had none, or takes it back to a draft; saves. */
  async publish(on: boolean): Promise<void> {
    const open = this.desk.current;
    if (!open) return;
    await this.fields.flush();
    await this.#tryEdit(open.path, async () => {
      await open.editHeader(on ? { type: "publish" } : { type: "set_draft", on: true });
      await open.save();
      if (open.status === "clean")
        this.notices.tell("publish", on ? "Published and saved." : "A draft again, and saved.");
    });
  }

  async save(): Promise<void> {
    await this.fields.flush();
    await this.desk.current?.save();
  }

  /** Why a post is in its state; empty where that cannot be told. */
  async reasonOf(path: string): Promise<string> {
    const about = await this.backend.about(path).catch(() => null);
    return about?.reason ?? "";
  }

  /** Puts the address of a post's page on the clipboard, or says why it is not known. */
  async copyAddress(path: string): Promise<void> {
    await this.#copy("The address", async () => {
      const about = await this.backend.about(path);
      const address = about?.address ?? about?.url;
      if (address === null || address === undefined)
        this.notices.tell("copy", `The address is not known: ${about?.urlNote ?? ""}.`);
      return address ?? null;
    });
  }

  async copyPath(path: string): Promise<void> {
    await this.#copy("The path", async () => (await this.backend.about(path))?.file ?? null);
  }

  /** Shows a post's file in the file manager. */
  async reveal(path: string): Promise<void> {
    try {
      await this.backend.reveal(path);
    } catch (reason) {
      this.notices.error("reveal", `${path} could not be shown`, reason);
    }
  }

  async #copy(what: string, text: () => Promise<string | null>): Promise<void> {
    try {
      const copied = await text();
      if (copied === null) return;
      await navigator.clipboard.writeText(copied);
      this.notices.tell("copy", `${what} is copied: ${copied}`);
    } catch (reason) {
      this.notices.error("copy", `${what} could not be copied`, reason);
    }
  }

  /** Closes the window. What cannot be saved is kept by the host for the next start. */
  close(): void {
    void this.#settle()
      .then(() => this.#session.flush())
      .then(() => this.backend.closeWindow());
  }

  /** Saves what can be saved; the rest is kept, and comes back with its posts. */
  async #settle(): Promise<void> {
    await this.fields.flush();
    if (this.settings.current.autosave) await this.desk.saveAll();
    await this.desk.keepHistories();
  }

  /** Reads the open folder by another generator's rules. */
  async chooseGenerator(generator: Generator): Promise<void> {
    await this.#show(this.blog.name, () => this.backend.chooseGenerator(generator));
  }

  async #show(path: string, open: () => Promise<Blog>): Promise<void> {
    try {
      await this.#settle();
      // The host makes the first page in the order that the session remembers.
      this.rememberPlace(this.place);
      await this.#session.flush();
      const blog = await open();
      this.desk.forgetAll();
      this.blog.show(blog);
      this.layout.page = false;
      this.#recent = withRecent(this.#recent, blog.root);
      const first = blog.selected ?? firstPost(blog);
      if (first !== undefined) await this.desk.open(first);
      await this.recovery.show(blog.left);
      this.notices.dismiss("folder");
    } catch (reason) {
      this.notices.error("folder", `${path} could not be opened`, reason);
    }
  }

  async #tryEdit(path: string, edit: () => Promise<void>): Promise<void> {
    try {
      await edit();
      this.notices.dismiss(`edit ${path}`);
    } catch (reason) {
      this.notices.error(`edit ${path}`, `The header of ${path} stays as it was`, reason);
    }
  }
}

function firstPost({ page }: Blog): string | undefined {
  return page.rows.flatMap((row) => postOf(row) ?? [])[0]?.path;
}

/** The window's `App`, for components. */
export const [getApp, setApp] = createContext<App>();
