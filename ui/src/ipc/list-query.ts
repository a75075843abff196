import type { ListQuery } from "./bindings";

/** The whole list, as nobody has asked for another. */
export const everything: ListQuery = {
  folder: null,
  state: null,
  tag: null,
  language: null,
  text: "",
  grouping: "none",
  sorting: "newest",
};
