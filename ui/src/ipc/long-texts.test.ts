import { expect, it } from "vitest";
import { takeText } from "./long-texts";

it("gives the text of a post once, and says when none has come", () => {
  const { galleyTexts } = globalThis as unknown as { galleyTexts: Map<number, string> };
  galleyTexts.set(7, "a long text");
  expect(takeText(7)).toBe("a long text");
  expect(galleyTexts.size).toBe(0);
  expect(() => takeText(7)).toThrow("did not arrive");
});
