import { describe, expect, it } from "vitest";
import type { Token } from "./messages";
import { carryOver, paint } from "./tokens";

describe("painting", () => {
  const painted = (text: string, tokens: Token[]) => {
    const element = document.createElement("code");
    paint(element, text, tokens);
    return element.innerHTML;
  };

  it("puts each token into a span", () =>
    expect(painted("let a", [[0, 3, "tok-keyword"]])).toBe('<span class="tok-keyword">let</span> a'));

  it("never makes elements of the text", () =>
    expect(painted("<b>x</b>", [[0, 3, "tok-type"]])).toBe(
      '<span class="tok-type">&lt;b&gt;</span>x&lt;/b&gt;',
    ));

  it("leaves the element where it was", () => {
    const parent = document.createElement("pre");
    parent.innerHTML = "a<code>let</code>b";
    paint(parent.querySelector("code")!, "let a", [[0, 3, "tok-keyword"]]);
    expect(parent.innerHTML).toBe('a<code><span class="tok-keyword">let</span> a</code>b');
  });

  it("skips tokens that overlap or lie outside", () => {
    const text = "abcdef";
    const element = document.createElement("code");
    paint(element, text, [
      [0, 3, "a"],
      [2, 4, "b"],
      [5, 9, "c"],
    ]);
    expect(element.textContent).toBe(text);
    expect(element.querySelectorAll("span")).toHaveLength(1);
  });
});

describe("colours carried over an edit", () => {
  const tokens: Token[] = [
    [0, 3, "keyword"],
    [8, 12, "string"],
  ];
  it("stay before it and move after it", () =>
    expect(carryOver(tokens, "let a = 'bc'", "let abc = 'bc'")).toEqual([
      [0, 3, "keyword"],
      [10, 14, "string"],
    ]));
  it("grow around it", () =>
    expect(carryOver(tokens, "let a = 'bc'", "let a = 'bxc'")).toEqual([
      [0, 3, "keyword"],
      [8, 13, "string"],
    ]));
  it("go with what they coloured", () =>
    expect(carryOver(tokens, "let a = 'bc'", "let a = ")).toEqual([[0, 3, "keyword"]]));
});
