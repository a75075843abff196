import type { Body } from "./body";
import { formulaOf } from "./formulas";
import type { Send } from "./messages";
import { piecesOf, textOf } from "./text";

/** What has an answer of its own to a click. */
const OWN = "a, [href], summary, button, input, select, textarea, label, video, audio, iframe";
/** Longest word that is told, in UTF-16 units; in a longer one the block's start must do. */
const LONGEST = 200;

/** Tells the window which word was clicked, unless the click did or ended something else. */
export function reportClicks(root: HTMLElement, body: Body, send: Send): void {
  root.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || !(event.target instanceof Element)) return;
    if (event.target.closest(OWN) !== null || document.getSelection()?.isCollapsed === false) return;
    const element = event.target.closest(".block");
    const entry = body.shown.find((shown) => shown.element === element);
    if (element === null || entry === undefined) return;
    const range = document.caretRangeFromPoint(event.clientX, event.clientY);
    const word = range === null ? NONE : wordAt(element, range.startContainer, range.startOffset);
    send({ type: "clicked", line: body.list.lineOf(entry.index), lines: entry.lines, ...word });
  });
}

interface Word {
  word: string;
  /** How many of the same stand before it in the block. */
  nth: number;
  /** UTF-16 units from the word's start to the click. */
  at: number;
}

const NONE: Word = { word: "", nth: 0, at: 0 };

const WORD = /[\p{L}\p{M}\p{N}]+/u;
const WORDS = new RegExp(WORD, "gu");

/** The word of the block's text at a place in one of its text nodes. */
export function wordAt(block: Element, node: Node, offset: number): Word {
  const pieces = piecesOf(block);
  const formula = formulaOf(node);
  const hit = pieces.find((piece) => piece.node === (formula?.element ?? node));
  const within = formula === null ? offset : Math.max(0, formula.tex.search(WORD));
  const place = hit === undefined ? -1 : hit.start + within;
  const seen = new Map<string, number>();
  for (const { 0: word, index } of textOf(pieces).matchAll(WORDS)) {
    const nth = seen.get(word) ?? 0;
    if (place >= index && place <= index + word.length)
      return word.length > LONGEST ? NONE : { word, nth, at: place - index };
    if (index > place) break;
    seen.set(word, nth + 1);
  }
  return NONE;
}
