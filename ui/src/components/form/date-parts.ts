/** Checks and steps for the written parts of a date. Everything stays text: no zone, no `Date` in between. */

export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** Hours and minutes, perhaps seconds; empty means no time. */
export function isTime(text: string): boolean {
  return text === "" || /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/.test(text);
}

/** "Z" or hours and minutes from UTC; empty means none. */
export function isOffset(text: string): boolean {
  return text === "" || /^(Z|[+-](0\d|1[0-4]):?[0-5]\d)$/.test(text);
}

/** One year, month or day on or back, whichever the caret is in; the day stays within the month. */
export function stepDay(text: string, caret: number, by: 1 | -1): string | null {
  if (!isDay(text)) return null;
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  if (caret > 7) return new Date(Date.UTC(year, month - 1, day + by)).toISOString().slice(0, 10);
  const months = year * 12 + (month - 1) + (caret > 4 ? by : 12 * by);
  const [newYear, newMonth] = [Math.floor(months / 12), (months % 12) + 1];
  return [pad(newYear, 4), pad(newMonth, 2), pad(Math.min(day, daysIn(newYear, newMonth)), 2)].join("-");
}

/** One hour, minute or second on or back, around the clock. */
export function stepTime(text: string, caret: number, by: 1 | -1): string | null {
  if (text === "" || !isTime(text)) return null;
  const at = caret > 5 && text.length > 5 ? 6 : caret > 2 ? 3 : 0;
  const most = at === 0 ? 24 : 60;
  const value = (Number(text.slice(at, at + 2)) + by + most) % most;
  return text.slice(0, at) + pad(value, 2) + text.slice(at + 2);
}

/** A quarter of an hour on or back, from -12:00 to +14:00. */
export function stepOffset(text: string, _caret: number, by: 1 | -1): string | null {
  if (!isOffset(text)) return null;
  const match = /^([+-])(\d\d)(:?)(\d\d)$/.exec(text);
  const sign = match?.[1] === "-" ? -1 : 1;
  const before = match ? sign * (Number(match[2]) * 60 + Number(match[4])) : 0;
  const minutes = Math.min(Math.max(before + 15 * by, -12 * 60), 14 * 60);
  const size = Math.abs(minutes);
  return (minutes < 0 ? "-" : "+") + pad(Math.floor(size / 60), 2) + (match?.[3] ?? ":") + pad(size % 60, 2);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
