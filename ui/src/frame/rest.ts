import type { BlockFeature } from "./body";
import type { Entry } from "./blocks";

/** What the core puts after the start of a very long block, and lets no post say (`markdown/cut.rs`). */
const REST = "<galley-rest></galley-rest>";

/** Whether only the start of the block is here. */
export function isCut({ html }: Pick<Entry, "html">): boolean {
  return html?.endsWith(REST) === true;
}

/** Whether that is all of a block, and not as much of it as can be shown. */
export function isAll(html: string): boolean {
  return !html.endsWith("</galley-rest>");
}

/** Whether the block has HTML, but not all of it as it is now. */
export function lacksRest(entry: Entry): boolean {
  return isCut(entry) || entry.whole === "before";
}

/**
 * Says of a very long block that it is not all shown; `show` is asked for the rest of it, unless no more
 * of it can be (`data-end`).
 */
export function rests(show: (block: HTMLElement) => void): BlockFeature {
  return {
    added(block) {
      const rest = block.querySelector<HTMLElement>(":scope > galley-rest");
      if (rest === null) return;
      if (rest.dataset["end"] !== undefined) {
        rest.replaceChildren("This is too long: no more of it is shown.");
        return;
      }
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Show all of it";
      button.addEventListener("click", () => {
        button.disabled = true;
        show(block);
      });
      rest.replaceChildren("This is very long: only its start is shown.", button);
    },
  };
}
