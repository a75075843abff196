/** A moment in words: "today at 14:03", "yesterday at 9:10", else with its date. */
export function moment(milliseconds: number, now = new Date()): string {
  const at = new Date(milliseconds);
  const time = at.toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" });
  const day = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((day(now) - day(at)) / 86_400_000);
  if (days === 0) return `today at ${time}`;
  if (days === 1) return `yesterday at ${time}`;
  const date = at.toLocaleDateString(undefined, { year: "numeric", month: "long", day: "numeric" });
  return `on ${date} at ${time}`;
}
