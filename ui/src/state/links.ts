import type { Backend } from "../ipc/backend";
import type { Desk } from "./desk.svelte";
import type { Notices } from "./notices.svelte";

/** The links of the preview. None leaves the window by itself: of those to no post the writer sees where they lead. */
export class Links {
  readonly #backend: Backend;
  readonly #desk: Desk;
  readonly #notices: Notices;

  constructor(backend: Backend, desk: Desk, notices: Notices) {
    this.#backend = backend;
    this.#desk = desk;
    this.#notices = notices;
  }

  /** Opens the post that an address in the post in front leads to, at the part that it names. Never rejects. */
  async follow(href: string): Promise<void> {
    try {
      const path = await this.#backend.linkedPost(this.#desk.current?.path ?? "", href);
      const browser = { name: "Open in browser", run: () => void this.open(href) };
      if (path !== null) await this.#goTo(path, /#(.*)$/s.exec(href)?.[1] ?? "");
      else if (/^(https?:|mailto:)/i.test(href)) this.#notices.tell("link", href, browser);
      else this.#notices.tell("link", `${href} leads to no post of this blog.`);
    } catch (reason) {
      this.#notices.error("link", `${href} could not be followed`, reason);
    }
  }

  /** Shows an address in the browser. Never rejects. */
  async open(href: string): Promise<void> {
    try {
      await this.#backend.openExternal(href);
    } catch (reason) {
      this.#notices.error("link", `${href} could not be opened`, reason);
    }
  }

  /** The caret and both panes go to the part; to the start of a post that does not have it. */
  async #goTo(path: string, part: string): Promise<void> {
    const before = this.#desk.current;
    if (part !== "") await this.#desk.load(path);
    const post = this.#desk.find(path);
    if (part === "" || !post) {
      await this.#desk.open(path);
      return;
    }
    const { text, answer: line } = await post.ask((backend, doc) => backend.lineOfPart(doc, part));
    // The writer went elsewhere meanwhile.
    if (this.#desk.current !== before) return;
    const caret = line === null ? post.header.to : text.line(line + 1).from;
    await this.#desk.open(path, { caret, top: true });
    if (line !== null) this.#desk.alignment.show(line);
    else if (part !== "top") this.#notices.tell("link", `${path} has no part “${shown(part)}”.`);
  }
}

function shown(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
