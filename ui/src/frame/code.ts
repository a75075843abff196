import type { BlockFeature } from "./body";
import type { Send, Token } from "./messages";
import { carryOver, paint } from "./tokens";

/**
 * Code is coloured up to here, in UTF-16 units: its colours come all at once, and WebKit lays out some
 * hundred pieces of it in a millisecond.
 */
const COLOURED = 24_000;
/** Codes whose colours are remembered: those of blocks that left the window, and may come again. */
const REMEMBERED = 300;
/** Milliseconds that code must rest, when it is being written, before its colours are asked for. */
const REST = 60;

interface Code {
  key: number;
  language: string;
  text: string;
  tokens: readonly Token[];
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Colours for the code blocks that are near the viewport; the window computes them. */
export class CodeColours implements BlockFeature {
  readonly #send: Send;
  readonly #codes = new Map<HTMLElement, Code>();
  readonly #known = new Map<string, readonly Token[]>();
  readonly #near: IntersectionObserver;
  #lastKey = 0;

  constructor(send: Send) {
    this.#send = send;
    this.#near = new IntersectionObserver((entries) => this.#seen(entries), {
      root: document,
      rootMargin: "100% 0px",
    });
  }

  added(block: HTMLElement, before: HTMLElement | null): void {
    const old = before === null ? [] : codeIn(before).map((element) => this.#codes.get(element));
    codeIn(block).forEach((element, i) => {
      const language = languageOf(element);
      const text = element.textContent;
      if (language === "") return;
      const code: Code = { key: ++this.#lastKey, language, text, tokens: [], timer: undefined };
      const known = this.#known.get(nameOf(code));
      if (known !== undefined) {
        code.tokens = known;
        paint(element, text, known);
        this.#codes.set(element, code);
        return;
      }
      const predecessor = old[i];
      if (predecessor?.language === language && predecessor.tokens.length > 0) {
        code.tokens = carryOver(predecessor.tokens, predecessor.text, text);
        paint(element, text, code.tokens);
      }
      this.#codes.set(element, code);
      this.#near.observe(element);
    });
  }

  removed(block: HTMLElement): void {
    for (const element of codeIn(block)) {
      clearTimeout(this.#codes.get(element)?.timer);
      this.#codes.delete(element);
      this.#near.unobserve(element);
    }
  }

  colour(key: number, tokens: readonly Token[]): void {
    for (const [element, code] of this.#codes) {
      if (code.key !== key) continue;
      code.tokens = tokens;
      this.#remember(code);
      paint(element, code.text, tokens);
      return;
    }
  }

  #remember(code: Code): void {
    this.#known.set(nameOf(code), code.tokens);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      const code = this.#codes.get(target as HTMLElement);
      if (!isIntersecting || code === undefined) continue;
      this.#near.unobserve(target);
      const { key, language, text } = code;
      const ask = (): void => this.#send({ type: "code", key, language, text: text.slice(0, COLOURED) });
      if (code.tokens.length === 0) ask();
      else code.timer = setTimeout(ask, REST);
    }
  }
}

/** What its colours depend on. */
function nameOf({ language, text }: Code): string {
  return `${language}\n${text.slice(0, COLOURED)}`;
}

function codeIn(block: HTMLElement): HTMLElement[] {
  return [...block.querySelectorAll<HTMLElement>("pre > code[class*='language-']")];
}

function languageOf(element: HTMLElement): string {
  return [...element.classList].find((name) => name.startsWith("language-"))?.slice("language-".length) ?? "";
}
