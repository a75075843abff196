import type { Send } from "./messages";

/** Nothing in a post may lead the frame away: links are reported, `#fragment` goes there, forms do nothing. */
export function guardNavigation(root: HTMLElement, send: Send, goTo: (id: string) => void): void {
  for (const type of ["click", "auxclick"]) {
    root.addEventListener(type, (event) => follow(event as MouseEvent, send, goTo));
  }
  root.addEventListener("pointerover", ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLElement>("a[href]") : null;
    if (link !== null) describe(link);
  });
  root.addEventListener("contextmenu", (event) => {
    // The web view's own menu offers to open the link in place.
    if (hrefOf(event) !== null) event.preventDefault();
  });
  for (const type of ["submit", "dragover", "drop"]) {
    root.addEventListener(type, (event) => event.preventDefault());
  }
}

/** The title of a link says where it leads, below what the writer has it say, and what is missing there. */
export function describe(link: HTMLElement): void {
  const own = (link.dataset.title ??= link.title);
  const lines = [own, link.getAttribute("href") ?? "", link.dataset.missing ?? ""];
  link.title = lines.filter((line) => line !== "").join("\n");
}

const RIGHT_BUTTON = 2;

function follow(event: MouseEvent, send: Send, goTo: (id: string) => void): void {
  const href = hrefOf(event);
  if (href === null) return;
  event.preventDefault();
  if (event.button === RIGHT_BUTTON) return;
  if (href.startsWith("#")) goTo(href.slice(1));
  else send({ type: "link", href });
}

function hrefOf(event: Event): string | null {
  const link = event.target instanceof Element ? event.target.closest("a, [href]") : null;
  // The links of drawings have the older name.
  return link?.getAttribute("href") ?? link?.getAttribute("xlink:href") ?? null;
}
