import katex from "katex";
import { beforeEach, describe, expect, it } from "vitest";
import { formulaOf, formulas } from "./formulas";
import type { Libraries } from "./libraries";
import type { Draw, Picture } from "./pictures";

const libraries: Libraries = {
  katex: () => Promise.resolve(katex),
  mermaid: () => Promise.reject(new Error("not here")),
};
const kind = formulas(libraries);
let draw: Draw;

beforeEach(async () => void (draw = await kind.load()));

const inline = (tex: string): HTMLElement => holder(`<p>a <span class="math inline">${tex}</span></p>`);
const display = (tex: string): HTMLElement => holder(`<div class="math display">${tex}</div>`);

function holder(html: string): HTMLElement {
  const block = document.createElement("div");
  block.innerHTML = html;
  return kind.find(block)[0]!;
}

function picture(html: string): Picture {
  const template = document.createElement("template");
  template.innerHTML = html;
  return { content: template.content, error: null };
}

describe("a formula", () => {
  it("is set in its line or on its own, for readers of screens too", async () => {
    expect(await draw(inline("a^2"))).toMatch(/^<span class="katex"><span class="katex-mathml"><math/);
    expect(await draw(display("a^2"))).toMatch(/^<span class="katex-display">/);
  });

  it("that cannot be read is told with the reason alone", async () => {
    await expect(async () => draw(inline("\\frac{a}{"))).rejects.toThrow(/^Unexpected end of input/);
  });

  it("with a word that is unknown shows it in its place", async () => {
    expect(await draw(inline("\\nosuch + 1"))).toContain("var(--caution)");
  });

  it("neither links nor loads nor names classes", async () => {
    for (const tex of [
      "\\href{https://x.example}{a}",
      "\\url{https://x.example}",
      "\\includegraphics{https://x.example/a.png}",
      "\\htmlClass{math}{a}",
      "\\htmlStyle{position:fixed}{a}",
      "\\htmlData{a=b}{a}",
    ]) {
      const { content } = picture(await draw(inline(tex)));
      expect(content!.querySelector("[href], img, .math, [data-a]"), tex).toBeNull();
      expect(content!.textContent, tex).not.toBe("");
    }
  });

  it("cannot grow without end", async () => {
    await expect(async () => draw(inline("\\def\\a{\\a\\a}\\a"))).rejects.toThrow(/Too many expansions/);
    expect(await draw(inline("\\rule{9999em}{9999em}"))).not.toContain("9999em;");
    await expect(async () => draw(inline("{".repeat(5_000) + "}".repeat(5_000)))).rejects.toThrow();
  });

  it("of a length that no formula has is left alone", () => {
    expect(inline("a".repeat(10_001))).toBeUndefined();
  });

  it("keeps its TeX, in the page and for who copies it", () => {
    const element = inline("a &lt; b");
    kind.show(element, picture("<span class='katex'>set</span>"));
    expect(element.textContent).toBe("set");
    expect(formulaOf(element.querySelector(".katex")!.firstChild!)).toEqual({
      element,
      tex: "a < b",
      isDisplay: false,
    });
    kind.show(element, { content: null, error: "why" });
    expect([element.textContent, element.title, element.className]).toEqual([
      "a < b",
      "why",
      "math inline failed",
    ]);
  });
});
