import type { KatexOptions } from "katex";
import type { Libraries } from "./libraries";
import type { Draw, Kind } from "./pictures";

/** TeX longer than this, in UTF-16 units, stays as it is written. */
const LONGEST = 10_000;

/** Nothing in a formula may load, link, name classes or grow without end. */
const OPTIONS: KatexOptions = {
  trust: false,
  maxExpand: 1_000,
  maxSize: 40,
  strict: "ignore",
  throwOnError: false,
  errorColor: "var(--caution)",
  output: "htmlAndMathml",
};

/** What KaTeX gives instead of a formula that it cannot read at all. */
const FAILED = '<span class="katex-error"';

/** Sets the TeX that the host left in elements of the class `math`, by KaTeX. */
export function formulas(libraries: Libraries): Kind {
  return {
    rest: 0,
    find(block) {
      const holders = [...block.querySelectorAll<HTMLElement>(".math")].filter(isFormula);
      for (const holder of holders) holder.dataset.tex = holder.textContent;
      return holders;
    },
    key: (holder) => `${isDisplay(holder) ? "display" : "inline"}\n${texOf(holder)}`,
    async load(): Promise<Draw> {
      const katex = await libraries.katex();
      return (holder) => {
        const html = katex.renderToString(texOf(holder), { ...OPTIONS, displayMode: isDisplay(holder) });
        if (html.startsWith(FAILED)) throw new Error(messageIn(html));
        return html;
      };
    },
    show(holder, { content, error }) {
      holder.classList.toggle("failed", content === null);
      holder.title = error ?? "";
      holder.replaceChildren(content === null ? texOf(holder) : content.cloneNode(true));
    },
  };
}

function isFormula({ classList, childElementCount, textContent: tex }: HTMLElement): boolean {
  const isMarked = classList.contains("inline") || classList.contains("display");
  return isMarked && childElementCount === 0 && tex.length <= LONGEST;
}

/** The TeX of a formula that is set, or will be; null for any other element. */
export function formulaOf(node: Node): { element: HTMLElement; tex: string; isDisplay: boolean } | null {
  const near = node instanceof Element ? node : node.parentElement;
  const element = near?.closest<HTMLElement>(".math[data-tex]") ?? null;
  return element && { element, tex: texOf(element), isDisplay: isDisplay(element) };
}

function texOf(holder: HTMLElement): string {
  return holder.dataset.tex ?? "";
}

function isDisplay(holder: HTMLElement): boolean {
  return holder.classList.contains("display");
}

function messageIn(html: string): string {
  const template = document.createElement("template");
  template.innerHTML = html;
  const title = template.content.querySelector(".katex-error")?.getAttribute("title") ?? "";
  return title.replace(/^ParseError: KaTeX parse error: /, "");
}
