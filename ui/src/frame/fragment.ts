import type { Body } from "./body";
import type { Scroll } from "./scroll";

/**
 * Goes to the element that a link's `#fragment` names, also in a block that is not shown. The address
 * of the frame stays as it is, so `:target` cannot mark the place: an attribute does. False when there
 * is none, as far as the HTML is here.
 */
export function showFragment(body: Body, scroll: Scroll, fragment: string): boolean {
  document.querySelector("[data-target]")?.removeAttribute("data-target");
  const target = [decoded(fragment), fragment].map((id) => find(body, scroll, id)).find((found) => found);
  if (!target) return false;
  target.setAttribute("data-target", "");
  target.scrollIntoView();
  return true;
}

function find(body: Body, scroll: Scroll, id: string): HTMLElement | null {
  const shown = document.getElementById(id);
  const index = shown === null ? body.indexOfId(id) : -1;
  if (index < 0) return shown;
  scroll.show(index);
  return document.getElementById(id);
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
