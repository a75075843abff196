import type { BlockFeature } from "./body";
import type { Send } from "./messages";

/** Media that cannot be shown become a box that says which: not in the folder, or on another site. */
export class Images implements BlockFeature {
  /** Whether pictures of other sites are shown. The frame's policy holds whatever is said here. */
  fromNetwork = false;
  readonly #send: Send;

  constructor(root: HTMLElement, send: Send) {
    this.#send = send;
    // `error` does not bubble, but it can be captured on its way down.
    root.addEventListener("error", (event) => this.#failed(event.target), { capture: true });
  }

  added(block: HTMLElement, before: HTMLElement | null): void {
    for (const element of block.querySelectorAll<HTMLElement>("[data-remote], [data-missing]")) {
      const kind = KINDS.get(element.localName);
      if (kind === undefined || element.hasAttribute("src")) continue;
      const { remote, missing = "" } = element.dataset;
      if (remote === undefined) replace(element, `${kind} not found`, missing);
      else if (element instanceof HTMLImageElement && isSafe(remote)) this.#remote(element, remote);
      else replace(element, `${kind} on another site`, remote);
    }
    if (before !== null) keepBoxes(before, block);
  }

  #remote(image: HTMLImageElement, address: string): void {
    if (this.fromNetwork) {
      image.referrerPolicy = "no-referrer";
      image.src = address;
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Show pictures from the network on this site";
    button.addEventListener("click", (event) => {
      // The picture may be in a link.
      event.preventDefault();
      event.stopPropagation();
      this.#send({ type: "network-images" });
    });
    replace(image, "Image on another site", address).append(button);
  }

  #failed(target: EventTarget | null): void {
    if (target instanceof HTMLImageElement) replace(target, reasonOf(target), placeOf(target));
  }
}

/** Pictures that anybody on the way could read or replace are never loaded. */
function isSafe(address: string): boolean {
  return /^https:/i.test(address);
}

const KINDS = new Map([
  ["img", "Image"],
  ["video", "Video"],
  ["audio", "Audio"],
]);

/** In a block that is being written the boxes stay while their pictures are tried again out of sight. */
function keepBoxes(before: HTMLElement, block: HTMLElement): void {
  const failed = [...before.querySelectorAll<HTMLElement>(".no-image")].map((box) => box.dataset.source);
  for (const image of block.querySelectorAll<HTMLImageElement>("img[src]")) {
    if (!failed.includes(image.getAttribute("src") ?? undefined)) continue;
    const box = replace(image, reasonOf(image), placeOf(image));
    image.loading = "eager";
    image.addEventListener("load", () => box.replaceWith(image), { once: true });
  }
}

function replace(image: HTMLElement, reason: string, detail: string): HTMLElement {
  const box = document.createElement("span");
  box.className = "no-image";
  box.setAttribute("role", "img");
  const alt = image.getAttribute("alt") ?? "";
  box.title = alt;
  box.setAttribute("aria-label", [reason, detail, alt].filter((part) => part !== "").join(", "));
  const [label, place] = [document.createElement("span"), document.createElement("code")];
  label.textContent = reason;
  place.textContent = detail;
  box.append(label, place);
  const source = image.getAttribute("src");
  if (source !== null) box.dataset.source = source;
  image.replaceWith(box);
  return box;
}

function reasonOf(image: HTMLImageElement): string {
  return image.dataset.remote === undefined ? "Image not found" : "Image could not be loaded";
}

/**
 * The address on another site, or the path below the blog's folder, as the writer knows it; the host
 * serves it below `/file/`.
 */
function placeOf(image: HTMLImageElement): string {
  const { remote } = image.dataset;
  if (remote !== undefined) return remote;
  const source = image.getAttribute("src") ?? "";
  const path = source.replace(/^[a-z]+:\/\/[^/]*\/file\//i, "").replace(/[?#].*$/, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
