/** Keys as the command table writes them: "Mod+Shift+F", where Mod is Ctrl, or Cmd on a Mac. */

/** The part of a keyboard event that decides; the preview's frame sends it without `code`. */
export interface KeyPress {
  key: string;
  code?: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
  meta: boolean;
}

export function pressOf(event: KeyboardEvent): KeyPress {
  const { key, code, ctrlKey, shiftKey, altKey, metaKey } = event;
  return { key, code, ctrl: ctrlKey, shift: shiftKey, alt: altKey, meta: metaKey };
}

/** Whether the press is that key. Letters go by what they type, or by place on non-Latin keyboards. */
export function matches(key: string, press: KeyPress, mac = isMac()): boolean {
  const parts = key.split("+");
  const wanted = parts.pop() ?? "";
  const mod = parts.includes("Mod");
  if (press.ctrl !== (mod && !mac) || press.meta !== (mod && mac)) return false;
  if (press.shift !== parts.includes("Shift") || press.alt !== parts.includes("Alt")) return false;
  return names(press).includes(wanted.toLowerCase());
}

/** The key as this platform writes it. */
export function shownKey(key: string, mac = isMac()): string {
  const names: Record<string, string> = mac
    ? { Mod: "⌘", Shift: "⇧", Alt: "⌥", ArrowUp: "↑", ArrowDown: "↓", Comma: "," }
    : { Mod: "Ctrl", ArrowUp: "Up", ArrowDown: "Down", Escape: "Esc", Comma: "," };
  const parts = key.split("+").map((part) => names[part] ?? part);
  return parts.join(mac ? "" : "+");
}

function names(press: KeyPress): string[] {
  const key = press.key === "," ? "comma" : press.key.toLowerCase();
  const place = /^(?:Key|Digit)(.)$/.exec(press.code ?? "")?.[1]?.toLowerCase();
  const latin = /^[a-z]$/.test(key);
  return place === undefined || latin ? [key] : [key, place];
}

function isMac(): boolean {
  return navigator.platform.startsWith("Mac");
}
