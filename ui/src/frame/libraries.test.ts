import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { frameLibraries } from "./libraries";

/** What was added to the page's head, which loads nothing here. */
let added: HTMLElement[];

beforeEach(() => {
  added = [];
  vi.spyOn(document.head, "append").mockImplementation((...nodes) => {
    added.push(...(nodes as HTMLElement[]));
  });
});

afterEach(() => vi.unstubAllGlobals());

const finish = (type: "load" | "error"): void =>
  added.splice(0).forEach((element) => element.dispatchEvent(new Event(type)));

it("loads a library once, when it is first asked for, and again after a failure", async () => {
  expect(added).toEqual([]);
  const failed = frameLibraries.katex();
  expect(added.map((element) => element.getAttribute("src") ?? element.getAttribute("href"))).toEqual([
    "katex/katex.js",
    "katex/katex.css",
  ]);
  finish("error");
  await expect(failed).rejects.toThrow("katex/katex.js did not load");

  const [one, other] = [frameLibraries.katex(), frameLibraries.katex()];
  expect(added).toHaveLength(2);
  vi.stubGlobal("katex", { renderToString: () => "" });
  finish("load");
  expect(await one).toBe(await other);
  expect(await one).toHaveProperty("renderToString");
});
