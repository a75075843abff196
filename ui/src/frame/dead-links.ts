import type { Entry } from "./blocks";
import type { BlockFeature } from "./body";
import { describe } from "./links";
import type { Send } from "./messages";

/** Milliseconds that the post must rest before its links are asked about. */
const REST = 400;
/** Links that are asked about at once, and the longest address, in UTF-16 units. */
const MOST = 200;
const LONGEST = 2_000;
/** In a post of more blocks, which are read for their ids, links to its own parts stay unmarked. */
const MOST_BLOCKS = 5_000;

/** Marks the shown links that lead nowhere. The host knows of posts and files, the blocks of ids. */
export class DeadLinks implements BlockFeature {
  readonly #root: HTMLElement;
  readonly #entries: () => readonly Entry[];
  readonly #send: Send;
  /** What is missing of what each address leads to. */
  readonly #known = new Map<string, string | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, entries: () => readonly Entry[], send: Send) {
    this.#root = root;
    this.#entries = entries;
    this.#send = send;
  }

  added(block: HTMLElement): void {
    const links = linksIn(block);
    if (links.length === 0) return;
    // Whether a part of the post is missing is seen when it rests.
    for (const link of links) if (!isPart(hrefOf(link))) this.#mark(link);
    this.later();
  }

  /** Looks again after a rest. */
  later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), REST);
  }

  /** What was told is no longer so: the folder is another. */
  forget(): void {
    this.#known.clear();
    this.later();
  }

  told(links: readonly [href: string, missing: string | null][]): void {
    for (const [href, missing] of links) this.#known.set(href, missing);
    this.#look();
  }

  #look(): void {
    const links = linksIn(this.#root);
    const lost = this.#lostParts(links.map(hrefOf).filter(isPart));
    const unknown = new Set<string>();
    for (const link of links) {
      const href = hrefOf(link);
      if (isPart(href) && !lost.has(href)) unmark(link);
      else if (this.#known.has(href)) this.#mark(link);
      else if (href !== "" && href.length <= LONGEST) unknown.add(href);
    }
    if (unknown.size > 0) this.#send({ type: "links", hrefs: [...unknown].slice(0, MOST) });
  }

  /** Those of the links to parts of the post that it does not have. */
  #lostParts(hrefs: string[]): Set<string> {
    const lost = new Set(hrefs.filter((href) => document.getElementById(idOf(href)) === null));
    const entries = this.#entries();
    if (lost.size === 0) return lost;
    if (entries.length > MOST_BLOCKS) return new Set();
    const ids = new Set<string>();
    for (const { html } of entries) {
      // Not all of the post is here yet.
      if (html === null) return new Set();
      for (const id of idsIn(html)) ids.add(id);
    }
    return new Set([...lost].filter((href) => !ids.has(idOf(href)) && !ids.has(href.slice(1))));
  }

  #mark(link: HTMLElement): void {
    const missing = this.#known.get(hrefOf(link)) ?? null;
    if (missing === null) {
      unmark(link);
      return;
    }
    link.dataset.missing = missing;
    describe(link);
  }
}

function unmark(link: HTMLElement): void {
  if (link.dataset.missing === undefined) return;
  delete link.dataset.missing;
  describe(link);
}

function linksIn(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>("a[href]")];
}

function hrefOf(link: HTMLElement): string {
  return link.getAttribute("href") ?? "";
}

function isPart(href: string): boolean {
  return href.startsWith("#");
}

function idOf(href: string): string {
  try {
    return decodeURIComponent(href.slice(1));
  } catch {
    return href.slice(1);
  }
}

function idsIn(html: string): string[] {
  return [...html.matchAll(/ (?:id|name)="([^"]*)"/g)].map(([, id]) =>
    (id ?? "")
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&amp;/g, "&"),
  );
}
