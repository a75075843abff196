import { expect, it } from "vitest";
import { wordAt } from "./clicks";

function block(html: string): HTMLElement {
  const element = document.createElement("div");
  element.innerHTML = html;
  return element;
}

const FORMULA = '<span class="math inline" data-tex="\\frac x y"><math>x y</math><i>x</i><i>y</i></span>';

it("counts the words of a formula's TeX, not its letters as set", () => {
  const element = block(`<p>x ${FORMULA} <b>x</b></p>`);
  expect(wordAt(element, element.querySelector("b")!.firstChild!, 0)).toEqual({ word: "x", nth: 2, at: 0 });
});

it("finds a formula by the first word of its TeX", () => {
  const element = block(`<p>frac ${FORMULA}</p>`);
  expect(wordAt(element, element.querySelectorAll("i")[1]!.firstChild!, 1)).toEqual({
    word: "frac",
    nth: 1,
    at: 0,
  });
});

it("counts a diagram's source, and finds no word in its drawing", () => {
  const element = block(
    '<div class="diagram"><pre hidden>pie word\n</pre><div class="drawing"><i>word</i></div></div><b>word</b>',
  );
  expect(wordAt(element, element.querySelector("b")!.firstChild!, 0)).toEqual({
    word: "word",
    nth: 1,
    at: 0,
  });
  expect(wordAt(element, element.querySelector("i")!.firstChild!, 0).word).toBe("");
});
