import { expect, it } from "vitest";

const sources = import.meta.glob<string>(["./*.ts", "!./*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

it("takes no value from outside its folder, so that its script is built to one file", () => {
  const foreign = Object.entries(sources).flatMap(([path, source]) =>
    [...source.matchAll(/^import (?!type )[^;]*from "(?!\.\/)([^"]+)"/gm)].map(
      (found) => `${path}: ${found[1]}`,
    ),
  );
  expect(Object.keys(sources)).toContain("./frame.ts");
  expect(foreign).toEqual([]);
});
