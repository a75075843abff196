/** The text editor: CodeMirror with a post's whole file as its document. Knows neither Svelte nor the host. */
export { toChanges } from "./changes";
export { keys } from "./keymap";
export { hostTransaction, PostEditor } from "./editor";
export type { EditorCallbacks } from "./editor";
export { historyOf, resumeState } from "./resume";
export { createState } from "./setup";
