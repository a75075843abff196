import type { Session, View } from "../ipc/bindings";

/** The dialog that is open. */
export type DialogName =
  | "about"
  | "delete"
  | "deleted-posts"
  | "history"
  | "move"
  | "new-post"
  | "paragraph-history"
  | "recovered"
  | "rename"
  | "resolve"
  | "page-style"
  | "settings"
  | "shortcuts"
  | "tag";

const leastListWidth = 200;
const mostListWidth = 480;
const leastSplit = 0.25;

/** Which panes show and how wide they are. */
export class LayoutState {
  #view = $state<View>("split");
  #listWidth = $state(0);
  #formOpen = $state(true);
  #moreFields = $state(false);
  #outlineOpen = $state(false);
  #split = $state(0);
  #page = $state(false);
  #listShown = $state(false);
  #orderShown = $state(false);
  #dialog = $state<DialogName | null>(null);

  constructor(start: Session) {
    this.#view = start.view;
    this.#formOpen = start.formOpen;
    this.#outlineOpen = start.outlineOpen;
    this.listWidth = start.listWidth;
    this.split = start.split;
  }

  get view(): View {
    return this.#view;
  }

  set view(view: View) {
    this.#view = view;
    this.#page = false;
  }

  /** CSS pixels. */
  get listWidth(): number {
    return this.#listWidth;
  }

  set listWidth(width: number) {
    this.#listWidth = Math.round(Math.min(Math.max(width, leastListWidth), mostListWidth));
  }

  /** Share of the writing area that the editor takes in split view, 0 to 1. */
  get split(): number {
    return this.#split;
  }

  set split(share: number) {
    this.#split = Math.min(Math.max(share, leastSplit), 1 - leastSplit);
  }

  get formOpen(): boolean {
    return this.#formOpen;
  }

  /** Whether the form shows more than the standard fields. */
  get moreFields(): boolean {
    return this.#moreFields;
  }

  set moreFields(shown: boolean) {
    this.#moreFields = shown;
  }

  toggleForm(): void {
    this.#formOpen = !this.#formOpen;
  }

  get outlineOpen(): boolean {
    return this.#outlineOpen;
  }

  set outlineOpen(open: boolean) {
    this.#outlineOpen = open;
  }

  /** The post is shown as a page, over the whole window. */
  get page(): boolean {
    return this.#page;
  }

  set page(shown: boolean) {
    this.#page = shown;
  }

  /** In a narrow window, where the list covers the editor: whether it is shown. */
  get listShown(): boolean {
    return this.#listShown;
  }

  set listShown(shown: boolean) {
    this.#listShown = shown;
  }

  /** How the list is grouped, sorted and narrowed is open to be chosen. */
  get orderShown(): boolean {
    return this.#orderShown;
  }

  set orderShown(shown: boolean) {
    this.#orderShown = shown;
  }

  get previewVisible(): boolean {
    return this.#page || this.#view !== "write";
  }

  get dialog(): DialogName | null {
    return this.#dialog;
  }

  openDialog(name: DialogName): void {
    this.#dialog = name;
  }

  closeDialog(): void {
    this.#dialog = null;
  }
}
