import type { Token } from "./messages";

/** Puts the text into the element again, with each token in a span. Never parses HTML. */
export function paint(element: HTMLElement, text: string, tokens: readonly Token[]): void {
  const parts: (Node | string)[] = [];
  let done = 0;
  for (const [from, to, className] of tokens) {
    if (from < done || to <= from || to > text.length) continue;
    if (from > done) parts.push(text.slice(done, from));
    const span = document.createElement("span");
    span.className = className;
    span.textContent = text.slice(from, to);
    parts.push(span);
    done = to;
  }
  parts.push(text.slice(done));
  // Out of the page while it is filled: below an element of `dir="auto"` WebKit looks for the direction
  // again with each child that comes, 12 s for those of 64 KB of code.
  const { parentNode, nextSibling } = element;
  element.remove();
  element.replaceChildren(...parts);
  parentNode?.insertBefore(element, nextSibling);
}

/**
 * The colours of the text before an edit, moved to the text after it: shown until the true ones
 * arrive, so that code does not turn plain at every keystroke.
 */
export function carryOver(tokens: readonly Token[], before: string, after: string): Token[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const end = before.length - tail;
  const growth = after.length - before.length;
  return tokens.flatMap(([from, to, className]): Token[] => {
    if (to <= start) return [[from, to, className]];
    if (from >= end) return [[from + growth, to + growth, className]];
    return from <= start && to >= end && to + growth > from ? [[from, to + growth, className]] : [];
  });
}
