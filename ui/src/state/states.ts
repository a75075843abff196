/** The states of posts in words. */
import type { State } from "../ipc/bindings";

/** Every state in the order in which the list offers them. */
export const states: readonly State[] = ["draft", "scheduled", "published", "expired", "hidden", "template"];

const names: Record<State, [one: string, many: string]> = {
  draft: ["Draft", "Drafts"],
  scheduled: ["Scheduled", "Scheduled"],
  published: ["Published", "Published"],
  expired: ["Expired", "Expired"],
  hidden: ["Hidden", "Hidden"],
  template: ["Template", "Templates"],
};

export function stateInWords(state: State): string {
  return names[state][0];
}

/** The name of a button that shows the posts in a state. */
export function statesInWords(state: State): string {
  return names[state][1];
}

/** How far a moment, in seconds since 1970, is from `now`: "in 3 days". */
export function fromNow(moment: number, now = Date.now() / 1000, locale?: string): string {
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ["year", 31_557_600],
    ["month", 2_629_800],
    ["day", 86_400],
    ["hour", 3600],
  ];
  const seconds = moment - now;
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return format.format(Math.trunc(seconds / length), unit);
}

/** A moment in seconds since 1970 on the reader's clock, and how far it is. */
export function momentInWords(moment: number): string {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "short" });
  return `${format.format(moment * 1000)}, ${fromNow(moment)}`;
}
