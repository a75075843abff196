/**
 * A reader and editor of plain YAML headers, just good enough for tests and a plain browser. The
 * real one lives in core; this one knows one-line values and simple lists, and shows the rest raw.
 */
import type {
  Change,
  Control,
  DateParts,
  FormField,
  HeaderEdit,
  HeaderForm,
  Problem,
  Role,
} from "../bindings";

/** The header of a text; `form` is what the host would send, `entries` say where the values are. */
export interface Header {
  form: HeaderForm;
  entries: Entry[];
}

/** Offsets are UTF-16 units into the text. */
export interface Entry {
  field: FormField;
  /** The value, without the space after the colon. */
  from: number;
  to: number;
  /** After the last line of the entry. */
  end: number;
}

export function readHeader(text: string): Header {
  const block = /^---\n([\s\S]*?)(?:^|\n)---(?:\n|$)/.exec(text);
  if (!block) return { form: emptyForm(text.startsWith("---\n") ? [unclosed] : []), entries: [] };
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  let offset = 4;
  const lines = text.slice(4, 4 + (block[1] ?? "").length).split("\n");
  lines.forEach((line, index) => {
    const key = /^([\p{L}_][\p{L}\p{N}_.-]*):(?:[ \t]+|$)/u.exec(line);
    const last = entries.at(-1);
    if (key?.[1] !== undefined) {
      const from = offset + key[0].length;
      const to = offset + line.trimEnd().length;
      const end = offset + line.length + 1;
      entries.push({ field: readField(key[1], text.slice(from, to), index + 2), from, to, end });
    } else if (/^\s|^- /.test(line) && last) {
      last.to = offset + line.trimEnd().length;
      last.end = offset + line.length + 1;
      last.field = readField(last.field.path[0] ?? "", text.slice(last.from, last.to), last.field.line);
    } else if (line.trim() !== "" && !line.startsWith("#")) {
      problems.push({ line: index + 2, column: 1, message: "expected a key followed by a colon" });
    }
    offset += line.length + 1;
  });
  const draft = entries.some((entry) => entry.field.role === "draft" && entry.field.on);
  const form: HeaderForm = {
    ...emptyForm(problems),
    format: "yaml",
    to: block[0].length,
    editable: problems.length === 0,
    note: problems.length === 0 ? null : "The header has a mistake; correct it in the text.",
    fields: entries.map((entry) => entry.field),
    draft,
  };
  return { form, entries };
}

/**
 * The change that a form edit means; `now` is used where the edit asks for the time, `saved`, the
 * file's text, where it asks for the saved value.
 */
export function changesFor(text: string, edit: HeaderEdit, now: string, saved = text): Change[] {
  if (edit.type === "publish") return publish(text, now);
  const { entries, form } = readHeader(text);
  const written = writtenValue(edit, entries, saved, now);
  if (written === null) return [];
  const [key, value] = written;
  const entry = entries.find((candidate) => candidate.field.path[0] === key);
  if (edit.type === "rename") {
    if (!entry) return [];
    const from = text.lastIndexOf("\n", entry.from - 1) + 1;
    return [{ from, to: from + key.length, insert: edit.to }];
  }
  if (!entry) {
    if (value === null) return [];
    if (form.to === 0) return [{ from: 0, to: 0, insert: `---\n${key}: ${value}\n---\n\n` }];
    const fence = text.lastIndexOf("---", form.to);
    return [{ from: fence, to: fence, insert: `${key}: ${value}\n` }];
  }
  if (value === null)
    return [{ from: text.lastIndexOf("\n", entry.from - 1) + 1, to: entry.end, insert: "" }];
  const gap = text[entry.from - 1] === ":" ? " " : "";
  return shorten(text, { from: entry.from, to: entry.to, insert: gap + value });
}

const unclosed: Problem = {
  line: 1,
  column: 1,
  message: "the header is not closed by a line of three dashes",
};

function emptyForm(problems: Problem[]): HeaderForm {
  return {
    format: null,
    from: 0,
    to: 0,
    editable: problems.length === 0,
    note: null,
    fields: [],
    problems,
    draft: false,
    roles: { title: ["title"], date: ["date"], slug: ["slug"], tags: ["tags"] },
  };
}

const roles: Record<string, Role> = {
  title: "title",
  date: "date",
  draft: "draft",
  slug: "slug",
  tags: "tags",
};

function readField(key: string, written: string, line: number): FormField {
  const role = roles[key.toLowerCase()] ?? null;
  const field: FormField = {
    path: [key],
    role,
    control: "text",
    text: unquote(written),
    items: [],
    on: false,
    date: null,
    line,
    note: null,
    problems: [],
    fields: [],
  };
  const list = readList(written);
  const date = readDate(field.text);
  const control: Control =
    list !== null
      ? "list"
      : written.includes("\n") || /^[{&*!|>]/.test(written)
        ? "raw"
        : /^(true|false)$/.test(written)
          ? "switch"
          : role !== "title" && date !== null
            ? "date"
            : /^-?\d+(\.\d+)?$/.test(written)
              ? "number"
              : "text";
  if (control === "raw") field.text = written;
  return {
    ...field,
    control,
    items: list ?? [],
    on: written === "true",
    date: control === "date" ? date : null,
  };
}

function readList(written: string): string[] | null {
  if (/^\[[^\n]*\]$/.test(written)) {
    const inner = written.slice(1, -1).trim();
    return inner === "" ? [] : inner.split(/,\s*/).map(unquote);
  }
  const lines = written.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0 || !lines.every((line) => /^\s*- /.test(line))) return null;
  return lines.map((line) => unquote(line.replace(/^\s*- /, "").trim()));
}

function readDate(text: string): DateParts | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/.exec(
    text,
  );
  if (!match?.[1]) return null;
  return { date: match[1], time: match[2] ?? null, offset: match[3] ?? null };
}

function unquote(written: string): string {
  if (/^".*"$/s.test(written)) {
    try {
      return JSON.parse(written) as string;
    } catch {
      return written;
    }
  }
  return /^'.*'$/s.test(written) ? written.slice(1, -1).replaceAll("''", "'") : written;
}

function quote(value: string): string {
  const plain =
    /^[\p{L}\p{N}][^:#'"[\]{},\n]*$/u.test(value) &&
    !/^(true|false|null|yes|no|on|off|-?[\d.]+)$/i.test(value);
  return plain && value.trim() === value ? value : JSON.stringify(value);
}

/** The key and its new value as written; a null value removes the key, null altogether changes nothing. */
function writtenValue(
  edit: Exclude<HeaderEdit, { type: "publish" }>,
  entries: Entry[],
  saved: string,
  now: string,
): [string, string | null] | null {
  const key = edit.type === "set_draft" ? "draft" : (edit.path[0] ?? "");
  const items = entries.find((entry) => entry.field.path[0] === key)?.field.items ?? [];
  switch (edit.type) {
    case "set_text":
      return [key, quote(edit.value)];
    case "set_number":
      return [key, edit.value];
    case "set_switch":
      return [key, String(edit.on)];
    case "set_date":
      return [key, edit.date + (edit.time === null ? "" : `T${edit.time}${edit.offset ?? ""}`)];
    case "set_now":
      return [key, now];
    case "set_list":
      return [key, writeList(edit.items)];
    case "move_item":
      return [key, writeList(items.toSpliced(edit.from, 1).toSpliced(edit.to, 0, items[edit.from] ?? ""))];
    case "unset":
      return [key, null];
    case "rename":
      return [key, null];
    case "reset": {
      const before = readHeader(saved).entries.find((entry) => entry.field.path[0] === key);
      return [key, before ? saved.slice(before.from, before.to) : null];
    }
    case "set_draft": {
      const has = entries.some((entry) => entry.field.role === "draft");
      return has || edit.on ? ["draft", String(edit.on)] : null;
    }
  }
}

function writeList(items: readonly string[]): string {
  return `[${items.map(quote).join(", ")}]`;
}

function publish(text: string, now: string): Change[] {
  const dated = readHeader(text).entries.some(
    (entry) => entry.field.role === "date" && entry.from < entry.to,
  );
  const date = dated ? [] : changesFor(text, { type: "set_now", path: ["date"] }, now);
  return [...changesFor(text, { type: "set_draft", on: false }, now), ...date].sort(
    (a, b) => a.from - b.from,
  );
}

/** Leaves out what both texts share at their ends, so that carets inside the value stay. */
function shorten(text: string, change: Change): Change[] {
  let { from, to, insert } = change;
  while (from < to && insert !== "" && text[from] === insert[0]) {
    from += 1;
    insert = insert.slice(1);
  }
  while (from < to && insert !== "" && text[to - 1] === insert.at(-1)) {
    to -= 1;
    insert = insert.slice(0, -1);
  }
  return from === to && insert === "" ? [] : [{ from, to, insert }];
}
