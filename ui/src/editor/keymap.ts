import { redo, undo } from "@codemirror/commands";
import { findNext, findPrevious, openSearchPanel, closeSearchPanel } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import type { Command, KeyBinding } from "@codemirror/view";
import { unmarkForeign } from "./foreign";
import { toggleBold, toggleCode, toggleItalic } from "./format";
import { toggleHeader } from "./header";
import { insertLink } from "./link";

interface EditorCommand {
  id: string;
  name: string;
  /** In CodeMirror's notation; `Mod` is Ctrl, on a Mac Cmd. */
  key: string;
  run: Command;
  /** Where the key works; in the text when not given. */
  scope?: string;
}

const EVERYWHERE = "editor search-panel";

const commands: readonly EditorCommand[] = [
  { id: "bold", name: "Bold", key: "Mod-b", run: toggleBold },
  { id: "italic", name: "Italic", key: "Mod-i", run: toggleItalic },
  { id: "link", name: "Link", key: "Mod-k", run: insertLink },
  { id: "code", name: "Code", key: "Mod-e", run: toggleCode },
  { id: "undo", name: "Undo", key: "Mod-z", run: undo },
  { id: "redo", name: "Redo", key: "Mod-Shift-z", run: redo },
  { id: "find", name: "Find and replace in the post", key: "Mod-f", run: openSearchPanel, scope: EVERYWHERE },
  { id: "find-next", name: "Find next", key: "F3", run: findNext, scope: EVERYWHERE },
  { id: "find-previous", name: "Find previous", key: "Shift-F3", run: findPrevious, scope: EVERYWHERE },
  { id: "unmark", name: "Unmark the lines from outside", key: "Escape", run: unmarkForeign },
  { id: "fold-header", name: "Fold or open the front matter", key: "Mod-Shift-[", run: toggleHeader },
];

/** Further keys of the same commands, and those of CodeMirror that a list of keys should name. */
const aliases: readonly KeyBinding[] = [
  { key: "Mod-y", run: redo, preventDefault: true },
  { key: "Escape", run: closeSearchPanel, scope: EVERYWHERE },
];
const inherited: readonly Omit<EditorCommand, "run">[] = [
  { id: "indent", name: "Indent", key: "Mod-]" },
  { id: "outdent", name: "Outdent", key: "Mod-[" },
  { id: "leave", name: "Leave the text", key: "Tab" },
];

/** The editor's own commands for menus and the list of shortcuts; keys are written as in `Ctrl+Shift+Z`. */
export function keys(): { id: string; name: string; key: string }[] {
  return [...commands, ...inherited].map(({ id, name, key }) => ({ id, name, key: spelled(key) }));
}

export function editorKeymap(): Extension {
  const bindings = commands.map(({ key, run, scope }): KeyBinding => {
    const binding = { key, run, preventDefault: true };
    return scope === undefined ? binding : { ...binding, scope };
  });
  return keymap.of([...aliases, ...bindings]);
}

function spelled(key: string): string {
  return key
    .split("-")
    .map((part) => (part === "Mod" ? "Ctrl" : part.length === 1 ? part.toUpperCase() : part))
    .join("+");
}
