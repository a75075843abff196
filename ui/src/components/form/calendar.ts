/** Days of a month for a calendar. Days stay text, `YYYY-MM-DD`: no zone comes in between. */

export interface Day {
  date: string;
  /** The day of the month. */
  number: number;
  /** In the month that is shown, not before or after it. */
  inMonth: boolean;
}

/** The weeks that hold the month of `date`; `firstDay` is 0 for Sunday to 6. */
export function weeksOf(date: string, firstDay: number): Day[][] {
  const month = date.slice(0, 7);
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const lead = (new Date(first).getUTCDay() - firstDay + 7) % 7;
  const weeks: Day[][] = [];
  for (let start = first - lead * day; ; start += 7 * day) {
    const week = Array.from({ length: 7 }, (_, at) => dayAt(start + at * day, month));
    if (weeks.length > 0 && !week.some(({ inMonth }) => inMonth)) return weeks;
    weeks.push(week);
  }
}

/** The day so many days on. */
export function addDays(date: string, days: number): string {
  return isoDay(Date.parse(`${date}T00:00:00Z`) + days * day);
}

/** The same day so many months on, or the month's last. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, number = 1] = date.split("-").map(Number);
  const target = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(number, last));
  return isoDay(target.getTime());
}

/** "March 2025" in the writer's language. */
export function monthName(date: string, locale?: string): string {
  return named(date, { month: "long", year: "numeric" }, locale);
}

/** "Sunday, 2 March 2025" in the writer's language. */
export function dayName(date: string, locale?: string): string {
  return named(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" }, locale);
}

/** Two letters for each day of the week, from `firstDay` on. */
export function weekdays(firstDay: number, locale?: string): string[] {
  // 4 January 1970 was a Sunday.
  return Array.from({ length: 7 }, (_, at) =>
    named(isoDay((3 + firstDay + at) * day), { weekday: "short" }, locale).slice(0, 2),
  );
}

/** The first day of a week where the writer lives; Monday when the system does not say. */
export function firstDayOfWeek(locale: string): number {
  try {
    const known = new Intl.Locale(locale) as Intl.Locale & {
      weekInfo?: { firstDay: number };
      getWeekInfo?: () => { firstDay: number };
    };
    return (known.getWeekInfo?.().firstDay ?? known.weekInfo?.firstDay ?? 1) % 7;
  } catch {
    // A system without a language calls it "C", which is no tag.
    return 1;
  }
}

const day = 86_400_000;

function dayAt(time: number, month: string): Day {
  const date = isoDay(time);
  return { date, number: Number(date.slice(8)), inMonth: date.startsWith(month) };
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function named(date: string, options: Intl.DateTimeFormatOptions, locale?: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(locale, { ...options, timeZone: "UTC" });
}
