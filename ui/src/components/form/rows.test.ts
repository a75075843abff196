import { describe, expect, it } from "vitest";
import type { Control, FieldHabit, FormField, Habits, HeaderForm } from "../../ipc/bindings";
import { addable, emptyField, namedPath } from "./fields";
import { inOrder, otherRows, standardRows } from "./rows";

function field(path: string, control: Control = "text", more: Partial<FormField> = {}): FormField {
  return { ...emptyField(path.split("."), "text"), control, ...more };
}

function form(...fields: FormField[]): HeaderForm {
  return {
    format: "yaml",
    from: 0,
    to: 10,
    editable: true,
    note: null,
    fields,
    problems: [],
    draft: false,
    roles: { title: ["title"], date: ["date"], slug: ["slug"], tags: ["tags"] },
  };
}

function habit(path: string, posts: number, more: Partial<FieldHabit> = {}): FieldHabit {
  const known = { control: "text" as const, usual: posts >= 8, options: [], about: null, instead: null };
  return { path: path.split("."), posts, ...known, ...more };
}

function habits(...fields: FieldHabit[]): Habits {
  return { posts: 10, ignoresCase: false, fields };
}

const map = (path: string, ...fields: FormField[]): FormField => field(path, "map", { fields });
const names = (rows: { field: FormField }[]): string[] => rows.map((row) => row.field.path.join("."));

describe("the rows of a form", () => {
  it("start with the standard fields, there or not", () => {
    const rows = standardRows(form(field("title", "text", { role: "title" })), habits(habit("tags", 3)));
    expect(names(rows)).toEqual(["title", "date", "draft", "tags"]);
    expect(rows.map((row) => row.present)).toEqual([true, false, false, false]);
  });

  it("offer slug and tags as long as a blog has shown no habits", () => {
    expect(names(standardRows(form(), { ...habits(), posts: 2 }))).toContain("slug");
    expect(names(standardRows(form(), habits()))).toEqual(["title", "date", "draft"]);
  });

  it("take tags out of the map that they are in, and the map when it holds no more", () => {
    const tags = field("taxonomies.tags", "list", { role: "tags" });
    const alone = form(map("taxonomies", tags));
    const standard = standardRows(alone, habits());
    expect(names(standard)).toContain("taxonomies.tags");
    expect(otherRows(alone, habits(), [], standard)).toEqual([]);
    const both = form(map("taxonomies", tags, field("taxonomies.series")));
    const [row] = otherRows(both, habits(), [], standardRows(both, habits()));
    expect(row?.field.fields.map(({ path }) => path.join("."))).toEqual(["taxonomies.series"]);
  });

  it("end with what nearly all posts have, in its map where that is there", () => {
    const known = habits(habit("layout", 9), habit("cover.alt", 9), habit("rare", 2), habit("extra.x", 8));
    const rows = otherRows(form(field("a"), map("cover", field("cover.image"))), known, [], []);
    expect(names(rows)).toEqual(["a", "cover", "layout", "extra.x"]);
    expect(rows[2]).toMatchObject({ present: false, hint: "9 of 10 posts have it" });
    expect(rows[1]?.inside.map((row) => row.key)).toEqual(['["cover","alt"]']);
  });

  it("show a key that is given twice, and what was asked for until it is there", () => {
    const twice = otherRows(form(field("a"), field("a")), habits(), [field("b"), field("a")], []);
    expect(twice.map((row) => row.key)).toEqual(['["a"]', `["a"]'`, '["b"]']);
  });

  it("stay in their place while the writer is in the form", () => {
    const order = ["b", "gone", "a"];
    const rows = ["a", "new", "b"].map((key) => ({
      key,
      field: field(key),
      present: true,
      hint: null,
      inside: [],
    }));
    expect(inOrder(rows, order).map((row) => row.key)).toEqual(["b", "a", "new"]);
  });
});

describe("the fields that can be added", () => {
  const known = habits(
    habit("layout", 9),
    habit("tag", 1, { instead: "tags" }),
    habit("extra", 3, { control: "map" }),
    habit("extra.toc", 3),
    habit("weight", 0),
  );

  it("are those that the post has not, without slips and maps", () => {
    const offered = (part: string, ...fields: FormField[]): string[] =>
      addable(form(...fields), known, part).map(({ path }) => path.join("."));
    expect(offered("")).toEqual(["layout", "extra.toc", "weight"]);
    expect(offered("", map("extra", field("extra.toc")))).toEqual(["layout", "weight"]);
    expect(offered("TO")).toEqual(["extra.toc"]);
  });

  it("know a key of any case where the generator does", () => {
    const hugo = { ...known, ignoresCase: true };
    expect(addable(form(field("Layout")), hugo, "lay")).toEqual([]);
    expect(addable(form(field("Layout")), known, "lay")).toHaveLength(1);
  });

  it("lead into a map by a dot only where there is one", () => {
    expect(namedPath(form(), known, " extra.math ")).toEqual(["extra", "math"]);
    expect(namedPath(form(), known, "v1.2")).toEqual(["v1.2"]);
    expect(namedPath(form(map("cover", field("cover.a"))), known, "cover.b")).toEqual(["cover", "b"]);
  });
});
