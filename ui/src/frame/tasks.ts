import type { BlockFeature, Body } from "./body";
import type { Send } from "./messages";

const BOX = "li input[type='checkbox']";

/** Boxes of task lists can be used: they come disabled, as the site has them. */
export const tasks: BlockFeature = {
  added(block) {
    for (const box of block.querySelectorAll<HTMLInputElement>(BOX)) {
      box.disabled = false;
      const text = box.closest("li")?.textContent.trim().slice(0, 80) ?? "";
      if (text !== "") box.setAttribute("aria-label", text);
    }
  },
};

/** A box that is clicked changes in the text; the patch that follows shows it. */
export function reportTasks(root: HTMLElement, body: Body, send: Send): void {
  root.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.matches(BOX)) return;
    // By now the box has its new state, which `preventDefault` takes back.
    const { checked } = box;
    event.preventDefault();
    const block = box.closest(".block");
    const entry = body.shown.find((shown) => shown.element === block);
    // Of a block as it was, the boxes may not be those of the text.
    if (block === null || entry === undefined || entry.whole === "before") return;
    const nth = [...block.querySelectorAll(BOX)].indexOf(box);
    send({ type: "ticked", line: body.list.lineOf(entry.index), lines: entry.lines, nth, checked });
  });
}
