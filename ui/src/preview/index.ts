/** The window's side of the preview frame. */
export type { Click, PageHead, Tick } from "../frame/messages";
export { PreviewHost } from "./host";
export type { PreviewCallbacks } from "./host";
