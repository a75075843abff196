/** The rows of a form: the standard fields, the others of the header, and those it could have. */
import type { Control, FormField, Habits, HeaderForm, Role } from "../../ipc/bindings";
import { emptyField, fieldAt, habitAt, missing, pathKey, samePath, without, type Path } from "./fields";

export interface Row {
  /** Unique in the form, and the same before and after the field gets its first value. */
  key: string;
  field: FormField;
  /** Whether the header has it. */
  present: boolean;
  /** What to know about a field that is not there. */
  hint: string | null;
  /** In a map that is there: what nearly all posts have in it and this one has not. */
  inside: Row[];
}

/** So many posts make a habit. */
const fewest = 5;

/** Title, date and draft; slug and tags where the post has them or the blog uses them. */
export function standardRows(header: HeaderForm, habits: Habits): Row[] {
  return (["title", "date", "draft", "slug", "tags"] as const).flatMap((role): Row[] => {
    const found = fieldOf(header.fields, role);
    if (found) return [{ key: role, field: found, present: true, hint: null, inside: [] }];
    const path = role === "draft" ? ["draft"] : header.roles[role];
    const unused = habits.posts >= fewest && (habitAt(habits, path)?.posts ?? 0) === 0;
    if (fieldAt(header.fields, path) || (unused && (role === "slug" || role === "tags"))) return [];
    const field = { ...emptyField(path, controls[role]), role, on: header.draft };
    return [{ key: role, field, present: false, hint: null, inside: [] }];
  });
}

/**
 * Every other field in the order of the file, then those that nearly all posts have, then those the
 * writer asked for. A field that is there already is not offered again.
 */
export function otherRows(
  header: HeaderForm,
  habits: Habits,
  asked: readonly FormField[],
  standard: readonly Row[],
): Row[] {
  const shown = standard.map(({ field }) => field.path);
  const rows: Row[] = without(header.fields, shown).map((field) => {
    return { key: pathKey(field.path), field, present: true, hint: null, inside: [] };
  });
  for (const habit of missing(header, habits)) {
    const hint = `${String(habit.posts)} of ${String(habits.posts)} posts have it`;
    const field = emptyField(habit.path, habit.control);
    const row: Row = { key: pathKey(habit.path), field, present: false, hint, inside: [] };
    const map = rows.find(
      ({ field: { control, path } }) => control === "map" && startsWith(habit.path, path),
    );
    (map?.inside ?? rows).push(row);
  }
  for (const field of asked) {
    const hint = "Not written until it has a value";
    rows.push({ key: pathKey(field.path), field, present: false, hint, inside: [] });
  }
  const taken = new Set<string>();
  return rows.filter((row) => {
    if (!row.present && (taken.has(row.key) || shown.some((path) => samePath(path, row.field.path))))
      return false;
    // A key that is given twice has two rows.
    while (taken.has(row.key)) row.key += "'";
    taken.add(row.key);
    return true;
  });
}

/** The field of a role, in whatever depth. */
export function fieldOf(fields: readonly FormField[], role: Role): FormField | undefined {
  for (const field of fields) {
    const found = field.role === role ? field : fieldOf(field.fields, role);
    if (found) return found;
  }
  return undefined;
}

/** The rows in the order that the writer is in: what was there stays in its place. */
export function inOrder(rows: readonly Row[], order: readonly string[]): Row[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const known = new Set(order);
  const stayed = order.flatMap((key) => byKey.get(key) ?? []);
  return [...stayed, ...rows.filter((row) => !known.has(row.key))];
}

function startsWith(path: Path, above: Path): boolean {
  return above.length < path.length && samePath(path.slice(0, above.length), above);
}

const controls: Record<Role, Control> = {
  title: "text",
  date: "date",
  draft: "switch",
  slug: "text",
  tags: "list",
};
