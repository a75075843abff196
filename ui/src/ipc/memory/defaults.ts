/** What a first start finds. */
import type * as wire from "../bindings";

export const defaultSettings: wire.Settings = { autosave: true, theme: "system", spellcheck: false };
export const defaultSession: wire.Session = {
  recent: [],
  folder: null,
  post: null,
  caret: 0,
  view: "split",
  listWidth: 280,
  formOpen: true,
  outlineOpen: false,
  split: 0.5,
  grouping: "none",
  sorting: "newest",
};
