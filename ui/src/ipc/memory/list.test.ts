import { describe, expect, it } from "vitest";
import { post } from "../fake-post";
import { everything } from "../list-query";
import { searchBodies } from "./bodies";
import { MemoryList } from "./list";

const list = new MemoryList(
  7,
  Array.from({ length: 250 }, (_, n) =>
    post(`${String(n)}.md`, { time: -n, tags: [n < 50 ? "rare" : "common"], title: `Post ${String(n)}` }),
  ),
);

describe("a page of the list", () => {
  it("has the rows that were asked for, and says how many there are", () => {
    const page = list.page(everything, 200, 100, "5.md");
    expect(page.rows.map(({ key }) => key)).toEqual(
      Array.from({ length: 50 }, (_, n) => `${String(200 + n)}.md`),
    );
    expect(page).toMatchObject({ revision: 7, size: 250, total: 250, from: 200, at: 5 });
  });

  it("counts tags without the tag that is chosen", () => {
    const page = list.page({ ...everything, tag: "rare" }, 0, 10, "200.md");
    expect(page).toMatchObject({ total: 50, size: 250, at: null });
    expect(page.tags).toEqual([
      { name: "common", count: 200 },
      { name: "rare", count: 50 },
    ]);
  });

  it("marks what was typed in the titles", () => {
    const [row] = list.page({ ...everything, text: "post 17" }, 0, 1, null).rows;
    expect(row).toMatchObject({
      marks: [
        [0, 4],
        [5, 7],
      ],
    });
  });
});

describe("a search in texts", () => {
  const texts: Record<string, string> = { "0.md": "One river.\nTwo rivers, and a River.", "1.md": "A desk." };
  const find = (text: string, limit = 10): ReturnType<typeof searchBodies> =>
    searchBodies([post("0.md"), post("1.md")], (path) => texts[path] ?? "", text, limit);

  it("finds every word, with the lines around and the words marked", () => {
    expect(find("river desk")).toEqual([]);
    const [found] = find("river");
    expect(found?.count).toBe(3);
    expect(found?.passages.map(({ text }) => text)).toEqual(["One river.", "Two rivers, and a River."]);
    expect(found?.passages[1]?.marks).toEqual([
      [4, 9],
      [18, 23],
    ]);
  });

  it("stops at the limit, and finds nothing without a word", () => {
    expect(find("r", 1)).toHaveLength(1);
    expect(find(" ")).toEqual([]);
  });
});
