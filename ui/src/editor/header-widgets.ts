import type { StateCommand } from "@codemirror/state";
import { WidgetType } from "@codemirror/view";
import type { EditorView } from "@codemirror/view";

/** Stands for the folded header: names its fields, and opens it when pressed. */
export class SummaryWidget extends WidgetType {
  readonly #summary: string;
  readonly #open: StateCommand;

  constructor(header: string, open: StateCommand) {
    super();
    this.#summary = summaryOf(header);
    this.#open = open;
  }

  override eq(other: SummaryWidget): boolean {
    return other.#summary === this.#summary;
  }

  override toDOM(view: EditorView): HTMLElement {
    const button = pressable(view, this.#open, "cm-header-summary", this.#summary);
    button.setAttribute("aria-expanded", "false");
    button.title = "Open the front matter";
    return button;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** Folds the open header; stands after its first fence. */
export class FoldButton extends WidgetType {
  readonly #fold: StateCommand;

  constructor(fold: StateCommand) {
    super();
    this.#fold = fold;
  }

  override eq(): boolean {
    return true;
  }

  override toDOM(view: EditorView): HTMLElement {
    const button = pressable(view, this.#fold, "cm-header-fold", "Fold");
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-label", "Fold the front matter");
    return button;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** What is written on the folded header: the first few of its field names. */
export function summaryOf(header: string): string {
  const names = [...header.matchAll(/^\s{0,2}"?([\p{L}_][\p{L}\p{N}_.-]*)"?\s*[:=]/gmu)].map(
    (match) => match[1],
  );
  const unique = [...new Set(names)];
  const shown = unique.slice(0, 6).join(", ") + (unique.length > 6 ? ", …" : "");
  return shown === "" ? "Front matter" : `Front matter · ${shown}`;
}

/** Acts on mouse down and keeps the focus, so that the caret is where it was when the header opens. */
function pressable(view: EditorView, command: StateCommand, className: string, label: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = label;
  button.contentEditable = "false";
  button.tabIndex = -1;
  button.addEventListener("mousedown", (event) => {
    event.preventDefault();
  });
  button.addEventListener("click", () => {
    command(view);
    view.focus();
  });
  return button;
}
