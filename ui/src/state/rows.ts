/** The rows of the list as it shows them: those of the host, and below them what is in the texts. */
import type { BodyRow, Grouping, ListRow, PostSummary, Sorting, State } from "../ipc/bindings";
import { statesInWords } from "./states";

export type HeadingRow = Extract<ListRow, { type: "heading" }>;
export type PostsRow = Extract<ListRow, { type: "posts" }>;

/** What stands above the posts whose texts have the words. */
export interface TextsRow {
  type: "texts";
  key: string;
  /** Posts found; 0 while the first ones are looked for. */
  count: number;
  /** There may be more than were asked for. */
  most: boolean;
  searching: boolean;
}

export interface TextRow {
  type: "text";
  key: string;
  body: BodyRow;
}

export type ShownRow = ListRow | TextsRow | TextRow;

/** The posts in a row; none in a heading. */
export function postsOf(row: ShownRow | undefined): readonly PostSummary[] {
  if (row?.type === "posts") return row.versions;
  return row?.type === "text" ? [row.body.post] : [];
}

/** What the first mark in a text covers. */
export function firstMatch({ passages: [first] }: BodyRow): string | undefined {
  const [from, to] = first?.marks[0] ?? [0, 0];
  return to > from ? first?.text.slice(from, to) : undefined;
}

/** The post that a row tells of. */
export function postOf(row: ShownRow | undefined): PostSummary | undefined {
  if (row?.type === "posts") return row.post;
  return row?.type === "text" ? row.body.post : undefined;
}

export const groupings: Readonly<Record<Grouping, string>> = {
  none: "Nothing",
  state: "State",
  month: "Month",
  section: "Section",
  language: "Language",
  tag: "Tag",
};

export const sortings: Readonly<Record<Sorting, string>> = {
  newest: "Newest first",
  oldest: "Oldest first",
  title: "Title",
};

/** The name of a group, which the host gives as it is in the posts. */
export function headingInWords(name: string, grouping: Grouping): string {
  if (grouping === "state") return statesInWords(name as State);
  if (name === "") return withoutGroup[grouping] ?? "";
  if (grouping !== "month") return name;
  const [year, month] = name.split("-").map(Number);
  return monthName.format(Date.UTC(year ?? 0, (month ?? 1) - 1, 1));
}

const withoutGroup: Partial<Record<Grouping, string>> = {
  month: "No date",
  section: "Top folder",
  language: "No language",
  tag: "No tags",
};
const monthName = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" });
