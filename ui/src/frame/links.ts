import type { Send } from "./messages";

/** Nothing in a post may lead the frame away: links are reported, `#fragment` scrolls, forms do nothing. */
export function guardNavigation(root: HTMLElement, send: Send): void {
  for (const type of ["click", "auxclick"]) {
    root.addEventListener(type, (event) => follow(event as MouseEvent, send));
  }
  root.addEventListener("contextmenu", (event) => {
    // The web view's own menu offers to open the link in place.
    if (hrefOf(event) !== null) event.preventDefault();
  });
  for (const type of ["submit", "dragover", "drop"]) {
    root.addEventListener(type, (event) => event.preventDefault());
  }
}

const RIGHT_BUTTON = 2;

function follow(event: MouseEvent, send: Send): void {
  const href = hrefOf(event);
  if (href === null) return;
  event.preventDefault();
  if (event.button === RIGHT_BUTTON) return;
  if (href.startsWith("#")) showFragment(href.slice(1));
  else send({ type: "link", href });
}

function hrefOf(event: Event): string | null {
  const link = event.target instanceof Element ? event.target.closest("[href]") : null;
  return link?.getAttribute("href") ?? null;
}

/** The address of the frame stays as it is, so `:target` cannot mark the place: an attribute does. */
function showFragment(fragment: string): void {
  document.querySelector("[data-target]")?.removeAttribute("data-target");
  const target = document.getElementById(decoded(fragment)) ?? document.getElementById(fragment);
  target?.setAttribute("data-target", "");
  target?.scrollIntoView();
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
