import type { BlockFeature } from "./body";

/** Puts each table into a box in which it can scroll, which a table itself cannot. */
export const tables: BlockFeature = {
  added(block) {
    for (const table of block.querySelectorAll("table")) {
      const box = document.createElement("div");
      box.className = "table";
      table.replaceWith(box);
      box.append(table);
    }
  },
};
