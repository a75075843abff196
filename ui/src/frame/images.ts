import type { BlockFeature } from "./body";

/** Media that cannot be shown become a box that says which: not in the folder, or on another host. */
export class Images implements BlockFeature {
  constructor(root: HTMLElement) {
    // `error` does not bubble, but it can be captured on its way down.
    root.addEventListener("error", (event) => this.#failed(event.target), { capture: true });
  }

  added(block: HTMLElement, before: HTMLElement | null): void {
    for (const element of block.querySelectorAll<HTMLElement>("[data-remote], [data-missing]")) {
      const kind = KINDS.get(element.localName);
      if (kind === undefined || element.hasAttribute("src")) continue;
      const { remote, missing = "" } = element.dataset;
      if (remote !== undefined) replace(element, `${kind} on another site`, hostOf(remote));
      else replace(element, `${kind} not found`, missing);
    }
    if (before !== null) keepBoxes(before, block);
  }

  #failed(target: EventTarget | null): void {
    if (target instanceof HTMLImageElement) replace(target, "Image not found", pathOf(target));
  }
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
    const box = replace(image, "Image not found", pathOf(image));
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

function hostOf(address: string): string {
  return URL.canParse(address, "https://-") ? new URL(address, "https://-").host : address;
}

/** The path below the blog's folder, as the writer knows it; the host serves it below `/file/`. */
function pathOf(image: HTMLImageElement): string {
  const source = image.getAttribute("src") ?? "";
  const path = source.replace(/^[a-z]+:\/\/[^/]*\/file\//i, "").replace(/[?#].*$/, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
