import { beforeEach, describe, expect, it } from "vitest";
import type { MemoryBackend } from "../ipc/memory";
import type { App } from "./app.svelte";
import { startApp } from "./fake-app";

const files = { "a.md": "x\n", "css/b.css": "", "css/a.css": "", "css/print.css": "", "css/c.scss": "" };
let app: App;
let backend: MemoryBackend;

beforeEach(async () => {
  ({ app, backend } = await startApp({}, files));
});

const addresses = (): string[] | undefined =>
  app.style.worn("dark").sheets?.map((address) => address.replace(/\?.*/, ""));

describe("the page wears", () => {
  it("the window's theme, until another is chosen", async () => {
    expect(app.style.worn("dark")).toEqual({ theme: "dark", sheets: null, networkImages: false });
    await app.style.update({ theme: "sepia" });
    expect(app.style.worn("dark").theme).toBe("sepia");
  });

  it("the usual style sheets of the site, in the host's order", async () => {
    await app.style.update({ theme: "site" });
    expect(app.style.isWanting).toBe(true);
    await app.style.look();
    expect(app.style.isWanting).toBe(false);
    expect(addresses()).toEqual(["site/css/a.css", "site/css/b.css"]);
  });

  it("those that the writer switched on, in the same order", async () => {
    await app.style.update({ theme: "site" });
    await app.style.look();
    await app.style.switch("css/a.css", false);
    await app.style.switch("css/print.css", true);
    expect(addresses()).toEqual(["site/css/b.css", "site/css/print.css"]);
    await app.style.switch("css/a.css", true);
    expect(addresses()).toEqual(["site/css/a.css", "site/css/b.css", "site/css/print.css"]);
  });

  it("what a sheet says now, once it changed", async () => {
    await app.style.update({ theme: "site" });
    await app.style.look();
    const before = app.style.worn("light").sheets;
    await app.style.look();
    expect(app.style.worn("light").sheets).not.toEqual(before);
  });
});

it("a choice that cannot be saved is not shown", async () => {
  backend.failNext("savePreviewStyle", "Io");
  await app.style.update({ networkImages: true });
  expect(app.style.current.networkImages).toBe(false);
  expect(app.notices.list).toHaveLength(1);
});

it("what must be compiled is not offered", async () => {
  await app.style.look();
  expect(app.style.sheets?.uncompiled).toEqual(["css/c.scss"]);
  expect(app.style.sheets?.sheets.map(({ path }) => path)).not.toContain("css/c.scss");
});
