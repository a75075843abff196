import { formulaOf } from "./formulas";

/** A copy of what is selected has formulas as TeX; set, they are a heap of letters. */
export function copyTex(root: HTMLElement): void {
  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    if (selection === null || selection.isCollapsed || event.clipboardData === null) return;
    const range = selection.getRangeAt(0).cloneRange();
    const [first, last] = [formulaOf(range.startContainer), formulaOf(range.endContainer)];
    if (first !== null) range.setStartBefore(first.element);
    if (last !== null) range.setEndAfter(last.element);
    const copy = document.createElement("div");
    copy.append(range.cloneContents());
    if (copy.querySelector(".math[data-tex]") === null) return;
    event.clipboardData.setData("text/html", copy.innerHTML);
    event.clipboardData.setData("text/plain", textOf(copy, root));
    event.preventDefault();
  });
}

/** Laid out, so that its lines are those that are seen. */
function textOf(copy: HTMLElement, root: HTMLElement): string {
  for (const element of copy.querySelectorAll(".math[data-tex]")) {
    const { tex, isDisplay } = formulaOf(element)!;
    element.replaceChildren(isDisplay ? `$$${tex}$$` : `$${tex}$`);
  }
  copy.className = "measured";
  root.append(copy);
  const text = copy.innerText;
  copy.remove();
  return text;
}
