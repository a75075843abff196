import type { Send } from "./messages";

/** Hands the window's shortcuts up while the frame has the focus; reading keys stay here. */
export function forwardKeys(target: Document, send: Send): void {
  target.addEventListener("keydown", (event) => {
    if (!isShortcut(event)) return;
    event.preventDefault();
    const { key, ctrlKey: ctrl, shiftKey: shift, altKey: alt, metaKey: meta } = event;
    send({ type: "key", event: { key, ctrl, shift, alt, meta } });
  });
}

/** Keys that scroll, and with Ctrl copy or select all. */
const READING = new Set(["c", "a", "insert", "home", "end", "pageup", "pagedown"]);
const MODIFIERS = new Set(["Control", "Meta", "Alt", "AltGraph", "Shift"]);

export function isShortcut(event: KeyboardEvent): boolean {
  const { key } = event;
  if (event.isComposing || MODIFIERS.has(key)) return false;
  if (key === "Escape" || /^F\d{1,2}$/.test(key)) return true;
  if (event.ctrlKey || event.metaKey)
    return event.shiftKey || event.altKey || !READING.has(key.toLowerCase());
  return event.altKey && key.startsWith("Arrow");
}
