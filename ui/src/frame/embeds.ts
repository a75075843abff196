import type { BlockFeature } from "./body";

/** What a player may do: nothing of it leads to the window, to the preview or to a new window. */
const SANDBOX = "allow-scripts allow-same-origin allow-presentation";

/** Its players show nothing but an error to a page that has no address of the web. */
const NEEDS_REFERRER = /^https:\/\/www\.youtube(-nocookie)?\.com\//;

/** What the cards need of the frame around them. */
export interface Surroundings {
  /** Whether this document may hold players: it is loaded as one that may when the first is asked for. */
  readonly mayLoad: boolean;
  /** Whether the document has an address of the web, which depends on the platform. */
  readonly isOnWeb: boolean;
}

export const frameSurroundings: Surroundings = {
  // In the strict sandbox the document has no origin, and a player within would have none either.
  mayLoad: self.origin !== "null",
  isOnWeb: /^https?:$/.test(location.protocol),
};

/**
 * Frames of other sites come as cards, and load nothing. The address opens in the browser, once the
 * window has shown it; a known player (`data-player`, which the core vouches for) is loaded in place
 * when the reader says so.
 */
export class Embeds implements BlockFeature {
  readonly #root: HTMLElement;
  readonly #around: Surroundings;
  readonly #ask: (card: HTMLElement, player: string) => void;
  /** A player that was asked for before this document came, and whose card is not here yet. */
  #awaited: string | null = null;

  /** `ask` wants the frame to be loaded as one that may hold players. */
  constructor(
    root: HTMLElement,
    ask: (card: HTMLElement, player: string) => void,
    around: Surroundings = frameSurroundings,
  ) {
    [this.#root, this.#ask, this.#around] = [root, ask, around];
  }

  added(block: HTMLElement): void {
    for (const card of block.querySelectorAll<HTMLElement>(".embed")) this.#furnish(card);
  }

  /** Loads a player that the reader asked for before this document came. */
  play(player: string): void {
    const cards = [...this.#root.querySelectorAll<HTMLElement>(".embed[data-player]")];
    const card = cards.find(({ dataset }) => dataset.player === player);
    if (card === undefined) this.#awaited = player;
    else load(card, player);
  }

  #furnish(card: HTMLElement): void {
    const { player, src } = card.dataset;
    const [name, link] = [document.createElement("b"), document.createElement("a")];
    const parts = new Set([card.textContent, card.title].filter((part) => part !== ""));
    name.textContent = [...parts].join(": ");
    card.replaceChildren(name);
    if (player !== undefined && (this.#around.isOnWeb || !NEEDS_REFERRER.test(player)))
      card.append(this.#button(card, player, name.textContent));
    if (src !== undefined) {
      link.href = link.textContent = src;
      link.setAttribute("aria-label", `Open in the browser: ${src}`);
      card.append(link);
    }
    if (player === undefined || player !== this.#awaited) return;
    this.#awaited = null;
    load(card, player);
  }

  #button(card: HTMLElement, player: string, name: string): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Load it here";
    button.setAttribute("aria-label", `Load it here: ${name}`);
    button.addEventListener("click", () => {
      if (this.#around.mayLoad) load(card, player);
      else this.#ask(card, player);
    });
    return button;
  }
}

/** Puts the player where its button was. */
function load(card: HTMLElement, player: string): void {
  const button = card.querySelector("button");
  if (button === null) return;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", SANDBOX);
  frame.setAttribute("allow", "");
  frame.referrerPolicy = NEEDS_REFERRER.test(player) ? "strict-origin-when-cross-origin" : "no-referrer";
  frame.title = card.querySelector("b")?.textContent ?? "";
  size(frame, card);
  frame.src = player;
  const hadFocus = document.activeElement === button;
  button.replaceWith(frame);
  if (hadFocus) frame.focus({ preventScroll: true });
}

/** As large as the post has it, within the page. */
function size(frame: HTMLIFrameElement, card: HTMLElement): void {
  const pixels = (name: string): number => {
    const value = card.getAttribute(name) ?? "";
    return /^\d+(px)?$/.test(value.trim()) ? parseInt(value) : 0;
  };
  const [width, height] = [pixels("width"), pixels("height")];
  if (width > 0) frame.style.width = `${String(width)}px`;
  if (width > 0 && height > 0) frame.style.aspectRatio = `${String(width)} / ${String(height)}`;
  else if (height > 0) [frame.style.height, frame.style.aspectRatio] = [`${String(height)}px`, "auto"];
}
