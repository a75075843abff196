import { beforeEach, describe, expect, it } from "vitest";
import { dress } from "./style";

const loaded = (): void => undefined;
const imported = (): string => document.querySelector("#site-style")?.textContent ?? "";

beforeEach(() => {
  document.head.innerHTML = '<link rel="stylesheet" id="reading">';
  document.body.innerHTML = '<main id="page"><article id="article"></article></main>';
});

describe("the page is dressed", () => {
  it("in a theme, without any sheet of the site", () => {
    dress("sepia", null, loaded);
    expect(document.documentElement.dataset.theme).toBe("sepia");
    expect(document.documentElement.hasAttribute("data-site")).toBe(false);
    expect(document.querySelector<HTMLLinkElement>("#reading")?.disabled).toBe(false);
    expect(imported()).toBe("");
    expect(document.querySelector("#article")?.className).toBe("");
  });

  it("by the site's sheets in their order, in a layer that Galley's own marks are above", () => {
    dress("light", ["site/a.css?1", "site/b.css?1"], loaded);
    expect(imported()).toBe(
      '@import url("site/a.css?1") layer(site);\n@import url("site/b.css?1") layer(site);',
    );
    expect(document.documentElement.hasAttribute("data-site")).toBe(true);
    expect(document.querySelector<HTMLLinkElement>("#reading")?.disabled).toBe(true);
    expect(document.querySelector("#article")?.classList.contains("post-content")).toBe(true);
  });

  it("in a theme again, with nothing left of the sheets", () => {
    dress("light", ["site/a.css?1"], loaded);
    dress("dark", null, loaded);
    expect(document.querySelectorAll("style:not(:empty)").length).toBe(0);
    expect(document.querySelector("#page")?.className).toBe("");
  });

  it("with the old sheets until the new ones are there", () => {
    dress("light", ["site/a.css?1"], loaded);
    dress("light", ["site/a.css?2"], loaded);
    expect(document.querySelectorAll("style").length).toBe(2);
    document.querySelector("#site-style")?.dispatchEvent(new Event("load"));
    expect(document.querySelectorAll("style").length).toBe(1);
    expect(imported()).toContain("a.css?2");
  });

  it("by an address that cannot end its string", () => {
    dress("light", ['site/a").css'], loaded);
    expect(imported()).toBe('@import url("site/a\\22 ).css") layer(site);');
  });
});
