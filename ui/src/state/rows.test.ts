import { describe, expect, it } from "vitest";
import { post } from "./fake-post";
import { oneRowEach } from "./rows";

describe("the rows of the list", () => {
  it("are the posts where a site has one language", () => {
    const rows = oneRowEach([post("a.md"), post("b.md")]);
    expect(rows.map((row) => [row.post.path, row.languages.length])).toEqual([
      ["a.md", 0],
      ["b.md", 0],
    ]);
  });

  it("hold the translations of one piece, at the place of the first", () => {
    const rows = oneRowEach([
      post("a.fr.md", { piece: "a", language: "fr" }),
      post("b.md", { piece: "b", language: "en" }),
      post("a.de.md", { piece: "a", language: "de" }),
    ]);
    const shown = rows.map((row) => [row.post.path, row.languages.map((other) => other.language)]);
    expect(shown).toEqual([
      ["a.fr.md", ["de", "fr"]],
      ["b.md", ["en"]],
    ]);
  });
});
