/** What a form shows beside the fields that a header has: pure functions of a form and the blog's habits. */
import type { Control, FieldHabit, FormField, Habits, HeaderForm } from "../../ipc/bindings";

export type Path = readonly string[];

/** A path as a key of a map or a list. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

export function samePath(a: Path, b: Path, ignoresCase = false): boolean {
  const same = (x: string, y: string | undefined): boolean =>
    x === y || (ignoresCase && x.toLowerCase() === y?.toLowerCase());
  return a.length === b.length && a.every((key, at) => same(key, b[at]));
}

/** The field at a path, in whatever depth. */
export function fieldAt(fields: readonly FormField[], path: Path): FormField | undefined {
  for (const field of fields) {
    if (samePath(field.path, path)) return field;
    const below = fieldAt(field.fields, path);
    if (below) return below;
  }
  return undefined;
}

export function habitAt(habits: Habits, path: Path): FieldHabit | undefined {
  return habits.fields.find((habit) => samePath(habit.path, path, habits.ignoresCase));
}

/** The fields without those at `paths`; a map that has no other goes as well. */
export function without(fields: readonly FormField[], paths: readonly Path[]): FormField[] {
  return fields.flatMap((field) => {
    if (paths.some((path) => samePath(path, field.path))) return [];
    const below = without(field.fields, paths);
    if (field.control === "map" && below.length === 0 && field.fields.length > 0) return [];
    return [below.length === field.fields.length ? field : { ...field, fields: below }];
  });
}

/** A field that is not in the header, for a control that writes it. */
export function emptyField(path: Path, control: Control): FormField {
  return {
    path: [...path],
    role: null,
    control: control === "map" || control === "raw" ? "text" : control,
    text: "",
    items: [],
    on: false,
    date: null,
    line: 0,
    note: null,
    problems: [],
    fields: [],
  };
}

/** The fields that nearly every other post has and this one has not. */
export function missing(form: HeaderForm, habits: Habits): FieldHabit[] {
  return habits.fields.filter(
    (habit) => habit.usual && habit.control !== "map" && habit.control !== "raw" && !has(form, habits, habit),
  );
}

/** The fields that can be added, the likeliest first; `part` is what the writer typed of a name. */
export function addable(form: HeaderForm, habits: Habits, part: string): FieldHabit[] {
  const wanted = part.trim().toLowerCase();
  return habits.fields.filter(
    (habit) =>
      habit.instead === null &&
      habit.control !== "map" &&
      habit.control !== "raw" &&
      habit.path.join(".").toLowerCase().includes(wanted) &&
      !has(form, habits, habit),
  );
}

/** The path that a typed name means: dots lead into maps that the header or the blog has. */
export function namedPath(form: HeaderForm, habits: Habits, name: string): string[] {
  const clean = name.trim();
  const parts = clean.split(".");
  const above = parts.slice(0, -1);
  const isMap = (path: Path): boolean =>
    fieldAt(form.fields, path)?.control === "map" || habitAt(habits, path)?.control === "map";
  return above.length > 0 && parts.every((part) => part !== "") && isMap(above) ? parts : [clean];
}

function has(form: HeaderForm, habits: Habits, habit: FieldHabit): boolean {
  const anyIn = (fields: readonly FormField[]): boolean =>
    fields.some((field) => samePath(field.path, habit.path, habits.ignoresCase) || anyIn(field.fields));
  return anyIn(form.fields);
}
