import type { Click, ForwardedKey, HostMessage, Look, Player, Tick } from "../frame/messages";
import type { BlockHtml, PreviewPatch, PreviewWhole } from "../ipc/bindings";
import { checkedMessage } from "./checked";
import { CodeHighlighter } from "./highlighter";

export interface PreviewCallbacks {
  /** As written in the post: an address, or a path relative to it. */
  linkClicked(href: string): void;
  /** The reader scrolled: a line of the document, from 0 with fractions, is at that height of the window. */
  scrolled(line: number, y: number): void;
  /** A word was clicked, for the caret to go there. */
  clicked(click: Click): void;
  /** The box of a task was clicked. */
  ticked(tick: Tick): void;
  /** The frame has loaded, or loaded again, and is empty but for what was queued before. */
  ready(): void;
  /** Links are shown for which `missing` should say whether they lead nowhere. */
  linksSeen(hrefs: string[]): void;
  /** The pictures of other sites are wanted. */
  networkImagesWanted(): void;
  /** There are so many matches of what is looked for; the one with that number, from 1, is shown. */
  found(count: number, at: number): void;
  /** It needs the HTML of blocks of these ids. */
  wanted(ids: string[], entire: boolean): void;
  /** A key that is no business of the frame, most likely a shortcut of the window. */
  key(event: ForwardedKey): void;
}

/** Speaks with the frame's script. The frame is untrusted: what it says is checked before it is used. */
export class PreviewHost {
  readonly #iframe: HTMLIFrameElement;
  readonly #url: string;
  readonly #callbacks: PreviewCallbacks;
  readonly #highlighter: CodeHighlighter;
  #queue: HostMessage[] = [];
  #ready = false;
  /** It was there, and loads again. */
  #isAnew = false;
  #look: Look | null = null;
  /** Whether the frame may hold players of other sites. */
  #holdsPlayers = false;
  /** What was asked for in a frame that might not. */
  #player: Player | null = null;
  /** What the frame was told last: it is asked at every line that is scrolled. */
  #beside = "";
  /** How often this document of the frame was asked for a line. */
  #asked = 0;

  constructor(iframe: HTMLIFrameElement, url: string, callbacks: PreviewCallbacks) {
    this.#iframe = iframe;
    this.#url = url;
    this.#callbacks = callbacks;
    this.#highlighter = new CodeHighlighter((key, tokens) => this.#post({ type: "tokens", key, tokens }));
    window.addEventListener("message", this.#receive);
    iframe.src = url;
  }

  /** Another post: forget all blocks, show these from the top. */
  reset(whole: PreviewWhole): void {
    this.#highlighter.clear();
    this.#post({ type: "reset", whole });
    if (this.#player === null || !this.#ready) return;
    this.#post({ ...this.#player, type: "play" });
    this.#player = null;
  }

  /** Another post, of which only the first blocks are known yet. */
  begin(whole: PreviewWhole): void {
    this.#highlighter.clear();
    this.#post({ type: "begin", whole });
  }

  /** All blocks of the post that was begun. */
  complete(whole: PreviewWhole): void {
    this.#post({ type: "complete", whole });
  }

  /** The answer to what it wanted, or a part of it. */
  html(blocks: BlockHtml[]): void {
    this.#post({ type: "html", blocks });
  }

  patch(patch: PreviewPatch): void {
    this.#post({ type: "patch", patch });
  }

  isFocused(): boolean {
    return document.activeElement === this.#iframe;
  }

  /** Looks for this text, from what is seen on; empty ends the search. */
  find(text: string): void {
    this.#post({ type: "find", text });
  }

  /** Goes to the next match, or to the one before. */
  findBeside(by: 1 | -1): void {
    this.#post({ type: "find-beside", by });
  }

  /** Prints the whole page. */
  print(): void {
    this.#post({ type: "print" });
  }

  look({ page, sheets, ...rest }: Look): void {
    // Copied, because reactive state is a proxy, and a proxy cannot be sent.
    const head = page === null ? null : { ...page, tags: [...page.tags] };
    this.#look = { ...rest, sheets: sheets === null ? null : [...sheets], page: head };
    this.#post({ type: "look", ...this.#look });
  }

  /** Says what is missing of what links lead to; null of those that are not known to lead nowhere. */
  missing(links: [href: string, missing: string | null][]): void {
    this.#post({ type: "missing", links });
  }

  /** The folder changed: links are asked about again. */
  linksStale(): void {
    this.#post({ type: "links-stale" });
  }

  /** Loads the frame anew, with the policy that the host has for it by now. */
  reload(): void {
    const { contentWindow } = this.#iframe;
    if (!this.#ready || contentWindow === null) return;
    this.#ready = false;
    this.#isAnew = true;
    this.#iframe.src = this.#holdsPlayers ? `${this.#url}?players` : this.#url;
  }

  /** Another post: nobody asked for a player there, so the frame goes back to its strict sandbox. */
  withoutPlayers(): void {
    this.#player = null;
    if (this.#holdsPlayers) this.#holdPlayers(false);
  }

  /** Its edges in the window, in pixels. */
  box(): { top: number; bottom: number } {
    const { top, bottom } = this.#iframe.getBoundingClientRect();
    return { top, bottom };
  }

  /** The editor shows text between these heights of the window, in pixels. */
  beside(top: number, bottom: number): void {
    const own = this.box().top;
    const seen = `${String(top - own)} ${String(bottom - own)}`;
    if (seen === this.#beside) return;
    this.#beside = seen;
    this.#post({ type: "beside", top: top - own, bottom: bottom - own });
  }

  /** The editor is not seen. */
  alone(): void {
    this.#beside = "";
    this.#post({ type: "alone" });
  }

  /** Keeps a line of the document, from 0 with fractions, at a height of the window, in pixels. */
  align(line: number, y: number): void {
    this.#asked += 1;
    this.#post({ type: "align", line, y: y - this.box().top });
  }

  /** Marks the block with the caret's line, from 0. */
  caret(line: number): void {
    this.#post({ type: "caret", line });
  }

  destroy(): void {
    window.removeEventListener("message", this.#receive);
    this.#highlighter.clear();
    this.#queue = [];
  }

  /**
   * Frames within a sandbox are in it too, and players do not work without an origin of their own. So
   * the frame has the preview's origin while it may hold them; only then its policy lets it.
   */
  #holdPlayers(holds: boolean): void {
    this.#holdsPlayers = holds;
    this.#iframe.sandbox.toggle("allow-same-origin", holds);
    this.reload();
  }

  #post(message: HostMessage): void {
    // A sandboxed frame has the origin "null", which cannot be named as a target.
    if (this.#ready) this.#iframe.contentWindow?.postMessage(message, "*");
    // A frame that loads again is given all blocks and its look anyway.
    else if (!this.#isAnew) this.#queue.push(message);
  }

  readonly #receive = (event: MessageEvent): void => {
    if (event.source === null || event.source !== this.#iframe.contentWindow) return;
    const message = checkedMessage(event.data);
    if (message === null) return;
    switch (message.type) {
      case "ready":
        this.#start();
        break;
      case "link":
        this.#callbacks.linkClicked(message.href);
        break;
      case "scrolled":
        // Both would give way to the other, and stay at two lines, if it were followed although it
        // had not heard yet which line is wanted of it.
        if (message.heard === this.#asked) this.#callbacks.scrolled(message.line, message.y + this.box().top);
        break;
      case "clicked":
        this.#callbacks.clicked(message);
        break;
      case "ticked":
        this.#callbacks.ticked(message);
        break;
      case "links":
        this.#callbacks.linksSeen(message.hrefs);
        break;
      case "network-images":
        this.#callbacks.networkImagesWanted();
        break;
      case "player":
        this.#player = message;
        this.#holdPlayers(true);
        break;
      case "found":
        this.#callbacks.found(message.count, message.at);
        break;
      case "wanted":
        this.#callbacks.wanted(message.ids, message.entire);
        break;
      case "key":
        this.#callbacks.key(message.event);
        break;
      case "code":
        this.#highlighter.request(message.key, message.language, message.text);
        break;
    }
  };

  /** A frame that loads again has forgotten how it should look. */
  #start(): void {
    this.#beside = "";
    const again = this.#ready || this.#isAnew;
    this.#ready = true;
    this.#isAnew = false;
    if (again) this.#asked = 0;
    if (again && this.#look !== null) this.look(this.#look);
    this.#queue.splice(0).forEach((message) => this.#post(message));
    this.#callbacks.ready();
  }
}
