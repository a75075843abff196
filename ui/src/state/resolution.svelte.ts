import type { Piece, Span } from "../ipc/bindings";

/** Which text a conflict is decided for; `both` is mine with theirs below. */
export type Choice = "mine" | "theirs" | "both";

/** A text and where its conflicts are in it. */
export interface Side {
  text: string;
  /** One for each conflict, in UTF-16 units; empty where this side has no lines. */
  conflicts: Span[];
}

/** A merged text whose conflicts are being decided, one after the other. */
export class Resolution {
  readonly #pieces: readonly Piece[];
  readonly #choices = $state<(Choice | null)[]>([]);
  #current = $state(0);

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
    this.#choices = pieces.filter(({ type }) => type === "conflict").map(() => null);
  }

  /** How many conflicts there are. */
  get count(): number {
    return this.#choices.length;
  }

  /** How many of them are decided. */
  get decided(): number {
    return this.#choices.filter((choice) => choice !== null).length;
  }

  /** The conflict that the keys are for, from 0. */
  get current(): number {
    return this.#current;
  }

  /** What it is decided for. */
  get choice(): Choice | null {
    return this.#choices[this.#current] ?? null;
  }

  /** The text as decided so far: mine where nothing is. */
  get mine(): Side {
    return this.#side((at) => this.#choices[at] ?? "mine");
  }

  /** The same with theirs in every conflict. */
  get theirs(): Side {
    return this.#side(() => "theirs");
  }

  /** Decides the current conflict, and goes on to the next that is open. */
  choose(choice: Choice): void {
    this.#choices[this.#current] = choice;
    const order = this.#choices.map((_, at) => (this.#current + at) % this.count);
    const open = order.find((at) => this.#choices[at] === null);
    if (open !== undefined) this.#current = open;
  }

  /** Goes to the next conflict or the one before, round the ends. */
  step(by: 1 | -1): void {
    this.#current = (this.#current + by + this.count) % this.count;
  }

  /** Goes to one of the conflicts. */
  goTo(at: number): void {
    this.#current = at;
  }

  #side(choice: (at: number) => Choice): Side {
    let text = "";
    const conflicts: Span[] = [];
    for (const piece of this.#pieces) {
      if (piece.type === "agreed") {
        text += piece.text;
        continue;
      }
      const from = text.length;
      text += chosen(piece, choice(conflicts.length));
      conflicts.push({ from, to: text.length });
    }
    return { text, conflicts };
  }
}

function chosen({ mine, theirs }: { mine: string; theirs: string }, choice: Choice): string {
  if (choice !== "both") return choice === "mine" ? mine : theirs;
  const glue = mine === "" || mine.endsWith("\n") ? "" : "\n";
  return mine + glue + theirs;
}
