import type { Token } from "../frame/messages";
import { tokenise } from "./tokenise";

/** How many answers are remembered; typing in a block asks for many that are never needed again. */
const REMEMBERED = 200;

type Answer = (key: number, tokens: Token[]) => void;
type Tokenise = (language: string, text: string) => Promise<Token[] | null>;

/** Answers requests for colours one at a time, when the window has nothing better to do. */
export class CodeHighlighter {
  readonly #answer: Answer;
  readonly #tokenise: Tokenise;
  readonly #known = new Map<string, Token[] | null>();
  #waiting: { key: number; language: string; text: string }[] = [];
  #working = false;

  constructor(answer: Answer, compute: Tokenise = tokenise) {
    this.#answer = answer;
    this.#tokenise = compute;
  }

  request(key: number, language: string, text: string): void {
    const known = this.#known.get(nameOf(language, text));
    if (known !== undefined) {
      if (known !== null) this.#answer(key, known);
      return;
    }
    this.#waiting.push({ key, language, text });
    if (!this.#working) void this.#work();
  }

  /** Forgets what is not answered yet. */
  clear(): void {
    this.#waiting = [];
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await idle();
      // The wait may have brought the same code from another block.
      const tokens = this.#known.get(nameOf(next.language, next.text)) ?? (await this.#compute(next));
      if (tokens !== null) this.#answer(next.key, tokens);
    }
    this.#working = false;
  }

  async #compute({ language, text }: { language: string; text: string }): Promise<Token[] | null> {
    // A grammar that fails to load leaves the code plain, and is tried again with the next request.
    const tokens = await this.#tokenise(language, text).catch(() => undefined);
    if (tokens === undefined) return null;
    this.#known.set(nameOf(language, text), tokens);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return tokens;
  }
}

function nameOf(language: string, text: string): string {
  return `${language}\n${text}`;
}

/** WebKit has no `requestIdleCallback`; after a frame and a turn of the event loop, keys have been handled. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) window.requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve, 16);
  });
}
