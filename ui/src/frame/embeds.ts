import type { BlockFeature } from "./body";

/**
 * Frames of other sites come as cards, and load nothing. A click on one shows its address, and from
 * there it opens in the browser.
 */
export const embeds: BlockFeature = {
  added(block) {
    for (const card of block.querySelectorAll<HTMLElement>(".embed[data-src]")) {
      const link = document.createElement("a");
      link.href = card.dataset.src ?? "";
      link.textContent = card.textContent;
      card.replaceChildren(link);
    }
  },
};
