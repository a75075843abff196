/** UTF-16 offset, the end of the text, or the first place in its body that reads so. */
export type Caret = number | "end" | { at: string };

export interface OpenOptions {
  /** Where the caret goes. */
  caret?: Caret;
  /** Its line is shown at the top, not in the middle. */
  top?: boolean;
  focus?: boolean;
}

/** `body` is where the text below the header starts. */
export function offsetOf(caret: Caret, text: string, body: number): number {
  if (caret === "end") return text.length;
  if (typeof caret === "number") return Math.min(caret, text.length);
  const at = text.indexOf(caret.at, body);
  return at < 0 ? body : at;
}
