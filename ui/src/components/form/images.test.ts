import { describe, expect, it } from "vitest";
import { imageSources } from "./images";

describe("where the image of a header may be", () => {
  const sources = (path: string, post = "content/posts/a.md"): string[] =>
    imageSources("base/", post, path).map((source) => source.replace("base/", ""));

  it("is beside the post, or below the folders that generators serve", () => {
    expect(sources("desk.jpg").slice(0, 3)).toEqual([
      "content/posts/desk.jpg",
      "desk.jpg",
      "static/desk.jpg",
    ]);
    expect(sources("../img/a b.png")[0]).toBe("content/img/a%20b.png");
    expect(sources("./x.png", "a.md")[0]).toBe("x.png");
  });

  it("is below the site's root for a path from there", () => {
    expect(sources("/img/a.png").slice(0, 3)).toEqual(["img/a.png", "static/img/a.png", "public/img/a.png"]);
    expect(sources("/img/a.png?v=2#x")[0]).toBe("img/a.png");
    expect(sources("/img/a%20b.png")[0]).toBe("img/a%20b.png");
    expect(sources("/img/100%.png")[0]).toBe("img/100%25.png");
  });

  it("is nowhere for the network, for nothing, and outside of the folder", () => {
    for (const path of ["https://example.org/a.png", "//example.org/a.png", "data:image/png,x", "", " "])
      expect(sources(path)).toEqual([]);
    expect(sources("../../../a.png").every((path) => !path.includes(".."))).toBe(true);
  });
});
