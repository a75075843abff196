/** Facts about a post in words. */
import type { DateParts } from "../ipc/bindings";

/** Minutes to read that many words, at least one. */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.round(words / 220));
}

/**
 * The written day in the reader's language. The parts are used as they stand in the file: no time
 * zone moves the day. Null when they are no date.
 */
export function dateInWords(parts: DateParts, locale?: string): string | null {
  return formatDay(parts.date, { dateStyle: "long" }, locale);
}

/** The day of a date as written, short enough for a row of the list: "11 Feb 2025". */
export function shortDate(written: string, locale?: string): string {
  return formatDay(written, { day: "numeric", month: "short", year: "numeric" }, locale) ?? written;
}

function formatDay(written: string, options: Intl.DateTimeFormatOptions, locale?: string): string | null {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})/.exec(written);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(
    Date.UTC(year, month - 1, day),
  );
}
