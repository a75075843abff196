import { describe, expect, it } from "vitest";
import { slugIn } from "./slug";

describe("the slug in a path", () => {
  it.each([
    ["posts/a.md", null, "a"],
    ["posts/a.fr.md", "fr", "a"],
    ["posts/a.fr.md", null, "a.fr"],
    ["posts/trip/index.md", "en", "trip"],
    ["posts/trip/index.fr.md", "fr", "trip"],
    ["_posts/2024-01-02-a.md", null, "a"],
  ])("of %s in %s is %s", (path, language, slug) => {
    expect(slugIn(path, language)).toBe(slug);
  });
});
