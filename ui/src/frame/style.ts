import type { Theme } from "./messages";

/** What style sheets of blogs expect around a post, by the names that most of them use. */
const EXPECTED = [
  ["#page", ["main", "site-main", "content", "container"]],
  ["#article", ["post", "post-content", "entry-content", "article", "prose", "markdown-body", "e-content"]],
] as const;

/**
 * Dresses the page: in a theme of Galley's, or by the site's style sheets. These come in a cascade layer
 * of their own, so that they cannot hide what is Galley's (frame.css). Calls back once they are there.
 */
export function dress(theme: Theme, sheets: readonly string[] | null, loaded: () => void): void {
  const root = document.documentElement;
  root.dataset.theme = theme;
  root.toggleAttribute("data-site", sheets !== null);
  const reading = document.querySelector<HTMLLinkElement>("#reading");
  if (reading !== null) reading.disabled = sheets !== null;
  for (const [selector, names] of EXPECTED) {
    for (const name of names) document.querySelector(selector)?.classList.toggle(name, sheets !== null);
  }
  const imports = (sheets ?? [])
    .map((address) => `@import url("${quoted(address)}") layer(site);`)
    .join("\n");
  const known = document.querySelector("#site-style");
  if ((known?.textContent ?? "") === imports) return;
  const style = document.createElement("style");
  style.id = "site-style";
  style.textContent = imports;
  style.addEventListener("load", loaded);
  // The old ones stay until the new ones are there, so that nothing is seen undressed.
  document.head.append(style);
  if (known === null) return;
  const replaced = (): void => {
    known.remove();
    loaded();
  };
  known.removeAttribute("id");
  if (imports === "") replaced();
  else for (const end of ["load", "error"]) style.addEventListener(end, replaced, { once: true });
}

function quoted(address: string): string {
  return address.replace(/["\\\n\r\f]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `);
}
