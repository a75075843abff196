import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeNear } from "./fake-near";
import { fakeBlock, fakeWhole } from "./fake-post";
import type { FrameMessage } from "./messages";
import { Page } from "./page";

const sent: FrameMessage[] = [];
let root: HTMLElement;
let page: Page;

const katex = { renderToString: (tex: string) => `<b>${tex}!</b>` };
const libraries = { katex: () => Promise.resolve(katex), mermaid: () => Promise.reject(new Error("none")) };

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", FakeNear);
  sent.length = 0;
  root = document.createElement("main");
  document.body.replaceChildren(root);
  page = new Page(root, (message) => void sent.push(message), undefined, libraries);
});

function show(...html: string[]): void {
  const blocks = html.map((text, i) => fakeBlock(`block ${i}`, i, text));
  page.receive({ type: "reset", whole: fakeWhole(blocks) });
}

describe("all of it", () => {
  const blocks = (root: HTMLElement) => root.querySelectorAll(".block").length;
  const long = Array.from({ length: 400 }, (_, i) => `<p>Number ${i}</p>`);

  it("is selected by the key, also what was not shown, until the selection is gone", async () => {
    vi.useFakeTimers();
    show(...long);
    expect(blocks(root)).toBeLessThan(300);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "a", ctrlKey: true, cancelable: true }));
    await vi.runAllTimersAsync();
    expect(blocks(root)).toBe(400);
    expect(document.getSelection()?.toString()).toContain("Number 399");
    expect(sent).toEqual([]);
    document.getSelection()?.removeAllRanges();
    document.dispatchEvent(new Event("selectionchange"));
    await vi.runAllTimersAsync();
    page.receive({ type: "align", line: 3, y: 0 });
    await vi.runAllTimersAsync();
    vi.useRealTimers();
  });

  it("is selected by the key also when only the first blocks have come", async () => {
    vi.useFakeTimers();
    const all = long.map((text, i) => fakeBlock(`block ${i}`, i, text));
    page.receive({ type: "begin", whole: fakeWhole(all.slice(0, 40)) });
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "a", ctrlKey: true, cancelable: true }));
    await vi.runAllTimersAsync();
    page.receive({ type: "complete", whole: fakeWhole(all) });
    await vi.runAllTimersAsync();
    expect(document.getSelection()?.toString()).toContain("Number 399");
    vi.useRealTimers();
  });

  it("is there when the window prints it, formulas that were never seen too", async () => {
    show(...long, '<p><span class="math inline">x^2</span></p>');
    const printed = new Promise<string>((resolve) => {
      vi.stubGlobal("print", () => {
        window.dispatchEvent(new Event("beforeprint"));
        resolve(root.querySelector("#body")!.innerHTML);
        window.dispatchEvent(new Event("afterprint"));
      });
    });
    page.receive({ type: "print" });
    const html = await printed;
    expect(html).toContain("Number 399");
    expect(html).toContain("<b>x^2!</b>");
    expect(blocks(root)).toBe(401);
  });

  it("is there when it is printed by other means", () => {
    show(...long);
    window.dispatchEvent(new Event("beforeprint"));
    expect(blocks(root)).toBe(400);
    window.dispatchEvent(new Event("afterprint"));
  });
});
