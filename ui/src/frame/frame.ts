/**
 * The script of the preview frame: a document of another origin without any way to the host but
 * messages to the window that holds it. Built to one file; import no value from outside this folder.
 */
import { fetchFonts } from "./fonts";
import type { FrameMessage, HostMessage } from "./messages";
import { Page } from "./page";

const root = document.querySelector<HTMLElement>("#page");
if (root !== null) {
  // The window's origin differs by platform (`tauri://`, `http://tauri.localhost`), so any may receive;
  // what is sent is no secret of the post's writer.
  const send = (message: FrameMessage): void => window.parent.postMessage(message, "*");
  const page = new Page(root, send);
  let hasPost = false;
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent) return;
    const message = event.data as HostMessage;
    page.receive(message);
    if (hasPost || (message.type !== "reset" && message.type !== "begin")) return;
    hasPost = true;
    fetchFonts(root.querySelector("article") ?? root);
  });
  send({ type: "ready" });
}
