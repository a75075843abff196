/** What the theme sets Markdown in beside plain text, a font each. */
const FONTS = [
  "font-weight: 700",
  "font-style: italic",
  "font-weight: 700; font-size: 1.25em",
  "font-weight: 700; font-size: 1.125em",
  "font-weight: 700; font-style: italic",
];

/** Milliseconds before the first, and between two. */
const FIRST = 300;
const NEXT = 30;

/**
 * Has the web view look for each font of the text before a post needs it, as the preview's frame does for
 * the page (`frame/fonts.ts`: that script shares no code with this one). What is returned stops it.
 */
export function fetchFonts(scroller: HTMLElement): () => void {
  const timers = FONTS.map((font, i) => setTimeout(() => layOut(scroller, font), FIRST + i * NEXT));
  return () => timers.forEach(clearTimeout);
}

function layOut(scroller: HTMLElement, font: string): void {
  const sample = document.createElement("div");
  sample.ariaHidden = "true";
  sample.style.cssText = `position: absolute; top: 0; visibility: hidden; ${font}`;
  sample.textContent = "a";
  scroller.append(sample);
  sample.getBoundingClientRect();
  sample.remove();
}
