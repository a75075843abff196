import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBlock, fakeWhole } from "./fake-post";
import type { FrameMessage, Look } from "./messages";
import { Page } from "./page";
import type { Box, Viewport } from "./viewport";

/** Reports everything as near the viewport at once. */
class Near {
  readonly #callback: (entries: { isIntersecting: boolean; target: Element }[]) => void;
  constructor(callback: (entries: { isIntersecting: boolean; target: Element }[]) => void) {
    this.#callback = callback;
  }
  observe(target: Element): void {
    queueMicrotask(() => this.#callback([{ isIntersecting: true, target }]));
  }
  unobserve(): void {}
}

/** A pane of 600 pixels over blocks of 100, which the head moves by 150. */
class Pane implements Viewport {
  height = 600;
  scrolled = 0;
  length = 5_000;
  scrollTo(y: number): void {
    this.scrolled = Math.max(0, y);
  }
  surround(): void {}
  box(element: Element): Box {
    const before = element.className === "block" ? [...element.parentElement!.children].indexOf(element) : 0;
    const top = (root.querySelector(".page-head") ? 150 : 0) + before * 100 - this.scrolled;
    return { top, bottom: top + 100 };
  }
}

const sent: FrameMessage[] = [];
let root: HTMLElement;
let page: Page;

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", Near);
  sent.length = 0;
  root = document.createElement("main");
  document.body.replaceChildren(root);
  page = new Page(root, (message) => void sent.push(message));
});

function show(...html: string[]): void {
  const blocks = html.map((text, i) => fakeBlock(`block ${i}`, i, text));
  page.receive({ type: "reset", whole: fakeWhole(blocks) });
}

function rewrite(html: string): void {
  const blocks = [{ ...fakeBlock("", 0, html), id: html }];
  page.receive({ type: "patch", patch: { start: 0, removed: 1, blocks, shift: 0 } });
}

const click = (selector: string, type = "click", button = 0): Event => {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, button });
  root.querySelector(selector)?.dispatchEvent(event);
  return event;
};

describe("links", () => {
  it("are reported as written, and followed by nobody", () => {
    show('<p><a href="../other/"><b>text</b></a></p>');
    for (const type of ["click", "auxclick"]) expect(click("b", type).defaultPrevented).toBe(true);
    expect(sent).toEqual(Array(2).fill({ type: "link", href: "../other/" }));
  });

  it("stand in the card of a frame of another site", () => {
    show('<div class="embed" data-src="https://video.example/embed/1" title="A film">video.example</div>');
    expect(root.querySelector(".embed b")?.textContent).toBe("video.example: A film");
    expect(root.querySelector(".embed button")).toBeNull();
    expect(click(".embed a").defaultPrevented).toBe(true);
    expect(sent).toEqual([{ type: "link", href: "https://video.example/embed/1" }]);
  });

  it("of a drawing are reported like others", () => {
    show("<p></p>");
    const link = document.createElementNS("http://www.w3.org/2000/svg", "a");
    link.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", "https://x.example/");
    root.querySelector("p")!.append(link);
    expect(click("a").defaultPrevented).toBe(true);
    expect(sent).toEqual([{ type: "link", href: "https://x.example/" }]);
  });

  it("are not opened by the right button or its menu", () => {
    show('<p><a href="../other/">text</a></p>');
    expect(click("a", "auxclick", 2).defaultPrevented).toBe(true);
    expect(click("a", "contextmenu", 2).defaultPrevented).toBe(true);
    expect(click("p", "contextmenu", 2).defaultPrevented).toBe(false);
    expect(sent).toEqual([]);
  });

  it("to a place on the page scroll there", () => {
    show('<a href="#%C3%BCber">go</a>', '<h2 id="über">Über</h2>');
    const target = root.querySelector("h2")!;
    const scrolled = vi.fn();
    target.scrollIntoView = scrolled;
    expect(click("a").defaultPrevented).toBe(true);
    expect(scrolled).toHaveBeenCalledOnce();
    expect(target.hasAttribute("data-target")).toBe(true);
    expect(sent).toEqual([]);
  });

  it("with a broken escape do nothing", () => {
    show('<a href="#%">go</a>');
    expect(click("a").defaultPrevented).toBe(true);
  });
});

describe("clicks", () => {
  const at = (selector: string, offset: number): void => {
    const node = root.querySelector(selector)!.firstChild!;
    document.caretRangeFromPoint = () => ({ startContainer: node, startOffset: offset }) as unknown as Range;
    click(selector);
  };

  it("tell the word, its number and its block's lines", () => {
    show("<p>one word</p>", "<p>A word, a <b>word</b> more</p>");
    at("b", 2);
    expect(sent).toEqual([{ type: "clicked", line: 1, lines: 1, word: "word", nth: 1, at: 2 }]);
  });

  it("on no word tell the block", () => {
    show("<p><b>...</b></p>");
    at("b", 1);
    expect(sent).toEqual([{ type: "clicked", line: 0, lines: 1, word: "", nth: 0, at: 0 }]);
  });

  it("that do something else, or end a selection, tell nothing", () => {
    show('<details><summary>Sum</summary><p>text</p></details><button type="button">b</button>');
    for (const selector of ["summary", "button"]) at(selector, 0);
    document.getSelection()!.selectAllChildren(root.querySelector("p")!);
    at("p", 1);
    document.getSelection()!.removeAllRanges();
    expect(sent).toEqual([]);
  });

  it("on a task's box tell which, and leave the box to the text", () => {
    const box = '<input type="checkbox" disabled="">';
    show(`<ul><li>${box} one</li><li>${box} two</li></ul>`);
    const second = root.querySelectorAll<HTMLInputElement>("input")[1]!;
    expect(second.disabled).toBe(false);
    expect(second.getAttribute("aria-label")).toBe("two");
    second.click();
    expect(sent).toEqual([{ type: "ticked", line: 0, lines: 1, nth: 1, checked: true }]);
    expect(second.checked).toBe(false);
  });
});

it("submits no form", () => {
  show("<form><button>x</button></form>");
  const event = new Event("submit", { bubbles: true, cancelable: true });
  root.querySelector("form")?.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
});

describe("keys", () => {
  const press = (key: string, init: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
    document.dispatchEvent(event);
    return event.defaultPrevented;
  };

  it("that are shortcuts go to the window", () => {
    expect(press("s", { ctrlKey: true })).toBe(true);
    expect(sent.at(-1)).toEqual({
      type: "key",
      event: { key: "s", ctrl: true, shift: false, alt: false, meta: false },
    });
    for (const key of ["Escape", "F1"]) expect(press(key)).toBe(true);
    expect(press("ArrowDown", { altKey: true })).toBe(true);
    expect(press("C", { ctrlKey: true, shiftKey: true })).toBe(true);
  });

  it("for reading stay", () => {
    for (const key of ["c", "Home"]) expect(press(key, { ctrlKey: true })).toBe(false);
    for (const key of ["ArrowDown", " ", "x", "Tab"]) expect(press(key)).toBe(false);
    expect(press("Control", { ctrlKey: true })).toBe(false);
    expect(sent).toEqual([]);
  });
});

describe("code", () => {
  const code = (text: string) => `<pre><code class="language-js">${text}</code></pre>`;
  const asked = () => sent.filter((message) => message.type === "code");

  it("near the viewport asks for its colours and wears them", async () => {
    show(code("let a"), "<pre><code>plain</code></pre>");
    await Promise.resolve();
    expect(asked()).toEqual([{ type: "code", key: 1, language: "js", text: "let a" }]);
    page.receive({ type: "tokens", key: 1, tokens: [[0, 3, "tok-keyword"]] });
    expect(root.querySelector(".tok-keyword")?.textContent).toBe("let");
  });

  it("keeps its colours while it is written, and asks again when it rests", async () => {
    vi.useFakeTimers();
    show(code("let a"));
    await Promise.resolve();
    page.receive({ type: "tokens", key: 1, tokens: [[0, 3, "tok-keyword"]] });
    rewrite(code("let ab"));
    await Promise.resolve();
    rewrite(code("let abc"));
    expect(root.querySelector(".tok-keyword")?.textContent).toBe("let");
    await vi.advanceTimersByTimeAsync(100);
    expect(asked().map(({ text }) => text)).toEqual(["let a", "let abc"]);
    vi.useRealTimers();
  });

  it("has its colours at once when it comes again", async () => {
    show(code("let a"));
    await Promise.resolve();
    page.receive({ type: "tokens", key: 1, tokens: [[0, 3, "tok-keyword"]] });
    show("<p>text</p>");
    show(code("let a"));
    await Promise.resolve();
    expect(root.querySelector(".tok-keyword")?.textContent).toBe("let");
    expect(asked()).toHaveLength(1);
  });

  it("that is gone takes no colours", async () => {
    show(code("let a"));
    await Promise.resolve();
    show("<p>text</p>");
    page.receive({ type: "tokens", key: 1, tokens: [[0, 3, "tok-keyword"]] });
    expect(root.querySelector("span")).toBeNull();
  });
});

describe("pictures", () => {
  it("on another site are named, not loaded", () => {
    show('<p><img class="remote" data-remote="https://a.example/x.png" alt="A cat"></p>');
    expect(root.querySelector("img")).toBeNull();
    const box = root.querySelector(".no-image");
    expect(box?.textContent).toContain("a.example");
    expect(box?.getAttribute("aria-label")).toBe("Image on another site, https://a.example/x.png, A cat");
  });

  it("that fail to load show their path, also while the block is written", () => {
    const image = '<img src="preview://localhost/file/posts/no%20cat.png" alt="">';
    show(`<p>${image}</p>`);
    root.querySelector("img")?.dispatchEvent(new Event("error"));
    expect(root.querySelector(".no-image code")?.textContent).toBe("posts/no cat.png");
    rewrite(`<p>${image} more</p>`);
    expect(root.querySelector(".no-image code")?.textContent).toBe("posts/no cat.png");
  });
});

it("puts a table into a box that can scroll", () => {
  show("<table><tbody><tr><td>1</td></tr></tbody></table>");
  expect(root.querySelector(".table > table td")?.textContent).toBe("1");
});

describe("the page", () => {
  const head: Look = {
    theme: "dark",
    sheets: null,
    networkImages: false,
    page: { title: "A <b>", date: "2 May 2026", minutes: 3, tags: ["one", "two"], draft: true },
  };

  it("has a head when it is one, above the body", () => {
    show("<p>Body</p>");
    page.receive({ type: "look", ...head });
    expect(root.querySelector("h1")?.textContent).toBe("A <b>");
    expect(root.querySelector(".page-facts")?.textContent).toBe("2 May 2026 · 3 min read");
    expect(root.querySelectorAll(".page-tags li")).toHaveLength(2);
    expect(root.querySelector(".draft-banner")).not.toBeNull();
    expect(root.firstElementChild?.classList.contains("page-head")).toBe(true);
    expect(document.documentElement.dataset.theme).toBe("dark");
  });

  it("opens at its head where the start of the post is seen, and where the reader is further down", async () => {
    const seen = new Pane();
    page = new Page(root, () => undefined, seen);
    show(...Array.from({ length: 20 }, (_, i) => `<p>${i}</p>`));
    page.receive({ type: "align", line: 0, y: 300 });
    page.receive({ type: "look", ...head });
    page.receive({ type: "alone" });
    expect(seen.scrolled).toBe(0);
    page.receive({ type: "look", ...head, page: null });
    await new Promise(requestAnimationFrame);
    seen.scrolled = 300;
    document.dispatchEvent(new Event("scroll"));
    page.receive({ type: "look", ...head });
    await vi.waitFor(() => expect(seen.scrolled).toBe(450));
  });

  it("is the body only otherwise", () => {
    page.receive({ type: "look", ...head });
    page.receive({ type: "look", ...head, theme: "light", page: null });
    expect(root.querySelector(".page-head")).toBeNull();
    expect(document.documentElement.hasAttribute("data-page")).toBe(false);
  });
});
