/**
 * What the window and the preview frame say to each other. Types only: the frame's script must stay
 * one file, and the window trusts nothing that it has not checked (`preview/checked.ts`).
 */
import type { BlockHtml, PreviewPatch, PreviewWhole } from "../ipc/bindings";

/** A coloured piece of code: UTF-16 offsets from the code's start, and a class name. */
export type Token = [from: number, to: number, className: string];

/** What a page shows above the post's body. */
export interface PageHead {
  title: string;
  date: string | null;
  /** Reading time. */
  minutes: number;
  tags: string[];
  draft: boolean;
}

/** The colours of a page. */
export type Theme = "light" | "dark" | "sepia" | "print";

export interface Look {
  theme: Theme;
  /** Addresses of the site's style sheets, which dress the page instead, in their order; null: the theme does. */
  sheets: readonly string[] | null;
  /** Whether pictures of other sites are shown, as far as the frame's policy lets them. */
  networkImages: boolean;
  /** Shown as a page with its head; null: the body only. */
  page: PageHead | null;
}

export interface ForwardedKey {
  key: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
  meta: boolean;
}

/** A word that was clicked in a block, by the block's lines in the document, from 0. */
export interface Click {
  line: number;
  lines: number;
  /** Empty where no word was hit. */
  word: string;
  /** How many of the same stand before it in the block. */
  nth: number;
  /** UTF-16 units from the word's start. */
  at: number;
}

/** The box of a task that was clicked, by its block's lines in the document, from 0. */
export interface Tick {
  line: number;
  lines: number;
  /** How many boxes stand before it in the block. */
  nth: number;
  /** How it should be. */
  checked: boolean;
}

/** A player of another site: its address, and its block's first line and pixels from the top edge. */
export interface Player {
  player: string;
  line: number;
  y: number;
}

export type HostMessage =
  | { type: "reset"; whole: PreviewWhole }
  /** The first blocks of another post; all of them are to come. */
  | { type: "begin"; whole: PreviewWhole }
  | { type: "complete"; whole: PreviewWhole }
  | { type: "patch"; patch: PreviewPatch }
  /** The answer to what was wanted, or a part of it. */
  | { type: "html"; blocks: BlockHtml[] }
  | ({ type: "look" } & Look)
  /** Keep a line of the document, from 0 with fractions, so many pixels below the frame's top edge. */
  | { type: "align"; line: number; y: number }
  /** The editor shows text between these pixels below the frame's top edge. */
  | { type: "beside"; top: number; bottom: number }
  /** The editor is not seen: no line has a height to keep. */
  | { type: "alone" }
  /** The caret's line in the document, from 0. */
  | { type: "caret"; line: number }
  /** Look for this text, from what is seen on; empty ends the search. */
  | { type: "find"; text: string }
  /** Go to the next match, or to the one before. */
  | { type: "find-beside"; by: 1 | -1 }
  /** Print the whole page. */
  | { type: "print" }
  /** Load this player, in the block at that line, whose top was at that height. */
  | ({ type: "play" } & Player)
  | { type: "tokens"; key: number; tokens: Token[] }
  /** What is missing of what links lead to; null of those that are not known to lead nowhere. */
  | { type: "missing"; links: [href: string, missing: string | null][] }
  /** The folder changed: what was said of links may be wrong. */
  | { type: "links-stale" };

export type FrameMessage =
  | { type: "ready" }
  | { type: "link"; href: string }
  /** Links that are shown, as they are written; of those to a part of the post, the ones that lead nowhere. */
  | { type: "links"; hrefs: string[] }
  /** The writer wants to see the pictures of other sites. */
  | { type: "network-images" }
  /** The reader wants a player, which this document may not hold. */
  | ({ type: "player" } & Player)
  /**
   * The reader scrolled: a line of the document, from 0 with fractions, and its pixels from the top
   * edge. `heard` is how many `align` came before, as what was said before the last of them is over.
   */
  | { type: "scrolled"; line: number; y: number; heard: number }
  | ({ type: "clicked" } & Click)
  | ({ type: "ticked" } & Tick)
  | { type: "key"; event: ForwardedKey }
  /** How many matches there are, and the number of the one that is shown, from 1. */
  | { type: "found"; count: number; at: number }
  /** The ids of blocks whose HTML is needed: of very long ones its start, or all of it. */
  | { type: "wanted"; ids: string[]; entire: boolean }
  /** Code that is about to be seen and wants colours; `key` names it in the answer. */
  | { type: "code"; key: number; language: string; text: string };

export type Send = (message: FrameMessage) => void;
