import { beforeEach, describe, expect, it, vi } from "vitest";
import { diagrams } from "./diagrams";
import type { Libraries, Mermaid } from "./libraries";

const initialize = vi.fn<Mermaid["initialize"]>();
const render = vi.fn<Mermaid["render"]>();
const libraries: Libraries = {
  katex: () => Promise.reject(new Error("not here")),
  mermaid: () => Promise.resolve({ initialize, render }),
};
const kind = diagrams(libraries);
let page: HTMLElement;

beforeEach(() => {
  initialize.mockReset();
  render.mockReset().mockResolvedValue({ svg: "<svg></svg>" });
  delete document.documentElement.dataset.theme;
  page = document.createElement("main");
  page.id = "page";
  document.body.replaceChildren(page);
});

function holder(html = '<pre><code class="language-mermaid">pie\n "a" : 1</code></pre>'): HTMLElement {
  page.innerHTML = html;
  return kind.find(page)[0]!;
}

function content(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

describe("a diagram", () => {
  it("is drawn from its source, strictly, in a place of its own that is gone afterwards", async () => {
    const draw = await kind.load();
    const html = '<pre><code class="language-mermaid">graph LR\n a --&gt; b</code></pre>';
    expect(await draw(holder(html))).toBe("<svg></svg>");
    expect(initialize.mock.calls[0]![0]).toMatchObject({
      securityLevel: "strict",
      startOnLoad: false,
      theme: "neutral",
    });
    const [id, source, place] = render.mock.calls[0]!;
    expect([id, source]).toEqual([expect.stringMatching(/^diagram-\d+$/), "graph LR\n a --> b"]);
    expect(place.isConnected).toBe(false);
  });

  it("is drawn for the page's light or dark, each a picture of its own", async () => {
    const element = holder();
    const light = kind.key(element);
    document.documentElement.dataset.theme = "dark";
    expect(kind.key(element)).not.toBe(light);
    await (
      await kind.load()
    )(element);
    expect(initialize.mock.calls[0]![0]).toMatchObject({ theme: "dark" });
  });

  it("stands for its source, which comes back with the message when it is wrong", () => {
    const element = holder();
    const source = element.querySelector("pre")!;
    kind.show(element, { content: content("<svg></svg>"), error: null });
    expect([source.hidden, element.querySelectorAll(".drawing > svg").length]).toEqual([true, 1]);
    kind.show(element, { content: null, error: "Parse <b>error</b>" });
    expect([source.hidden, element.querySelector("svg")]).toEqual([false, null]);
    expect(element.querySelector(".message")!.innerHTML).toBe("Parse &lt;b&gt;error&lt;/b&gt;");
  });

  it("leaves nothing behind when it is wrong", async () => {
    render.mockRejectedValue(Object.assign(new Error("none"), { name: "UnknownDiagramError" }));
    const draw = await kind.load();
    await expect(draw(holder())).rejects.toThrow("Not a kind of diagram that Galley can draw.");
    expect(page.querySelector(".measured")).toBeNull();
  });

  it("is what a theme's own script would take for one, and no other code", () => {
    expect(holder('<pre class="mermaid">pie</pre>')).toBeDefined();
    expect(holder('<pre><code class="language-js">pie</code></pre>')).toBeUndefined();
    expect(holder(`<pre><code class="language-mermaid">${"a".repeat(20_001)}</code></pre>`)).toBeUndefined();
  });
});
