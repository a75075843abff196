import type { ForwardedKey, FrameMessage } from "../frame/messages";

/** Longest text taken from the frame, in UTF-16 units; the frame itself asks for less. */
const LONGEST_CODE = 200_000;
const LONGEST_ADDRESS = 8_192;
const MOST_LINKS = 200;
const LONGEST_NAME = 64;
const LONGEST_WORD = 200;
/** Blocks that are asked for at once; the frame itself asks for fewer. */
const MOST_IDS = 1_000;
/** Lines of a document, and pixels of a screen, that are believed. */
const MOST_LINES = 100_000_000;
const MOST_PIXELS = 100_000;

/** The message with exactly the properties it should have, or null for anything else. */
export function checkedMessage(data: unknown): FrameMessage | null {
  if (!isRecord(data)) return null;
  const { type, href, line, y, key, language, text, event } = data;
  switch (type) {
    case "ready":
    case "network-images":
      return { type };
    case "link":
      return isText(href, LONGEST_ADDRESS) ? { type, href } : null;
    case "links": {
      const { hrefs } = data;
      const isRight = Array.isArray(hrefs) && hrefs.length <= MOST_LINKS;
      return isRight && hrefs.every((each) => isText(each, LONGEST_ADDRESS)) ? { type, hrefs } : null;
    }
    case "player": {
      const { player } = data;
      return isText(player, LONGEST_ADDRESS) && isCount(line) && isHeight(y)
        ? { type, player, line, y }
        : null;
    }
    case "scrolled": {
      const { heard } = data;
      return isUpTo(line, MOST_LINES) && isUpTo(y, MOST_PIXELS) && isKey(heard)
        ? { type, line, y, heard }
        : null;
    }
    case "clicked": {
      const { lines, word, nth, at } = data;
      return isCount(line) && isCount(lines) && isCount(nth) && isCount(at) && isText(word, LONGEST_WORD)
        ? { type, line, lines, word, nth, at }
        : null;
    }
    case "ticked": {
      const { lines, nth, checked } = data;
      return isCount(line) && isCount(lines) && isCount(nth) && typeof checked === "boolean"
        ? { type, line, lines, nth, checked }
        : null;
    }
    case "key": {
      const forwarded = checkedKey(event);
      return forwarded === null ? null : { type, event: forwarded };
    }
    case "found": {
      const { count, at } = data;
      return isCount(count) && isCount(at) ? { type, count, at } : null;
    }
    case "wanted": {
      const { ids, entire } = data;
      const areIds =
        Array.isArray(ids) && ids.length <= MOST_IDS && ids.every((id) => isText(id, LONGEST_NAME));
      return areIds && typeof entire === "boolean" ? { type, ids, entire } : null;
    }
    case "code":
      return isKey(key) && isText(language, LONGEST_NAME) && isText(text, LONGEST_CODE)
        ? { type, key, language, text }
        : null;
    default:
      return null;
  }
}

function checkedKey(event: unknown): ForwardedKey | null {
  if (!isRecord(event)) return null;
  const { key, ctrl, shift, alt, meta } = event;
  if (!isText(key, LONGEST_NAME)) return null;
  if (typeof ctrl !== "boolean" || typeof shift !== "boolean") return null;
  if (typeof alt !== "boolean" || typeof meta !== "boolean") return null;
  return { key, ctrl, shift, alt, meta };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === "string" && value.length <= longest;
}

function isKey(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}

function isUpTo(value: unknown, most: number): value is number {
  return typeof value === "number" && value >= 0 && value <= most;
}

/** A height that may be out of sight. */
function isHeight(value: unknown): value is number {
  return typeof value === "number" && isUpTo(Math.abs(value), MOST_PIXELS);
}

function isCount(value: unknown): value is number {
  return isUpTo(value, MOST_LINES) && Number.isInteger(value);
}
