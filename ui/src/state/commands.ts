import { createContext, tick } from "svelte";
import type { View } from "../ipc/bindings";
import type { App } from "./app.svelte";
import { historyCommands } from "./history-commands";
import { listCommands } from "./list-commands";
import { matches, type KeyPress } from "./keys";
import { styleCommands } from "./style-commands";

/** Something that the writer can do from anywhere in the window. */
export interface Command {
  id: string;
  /** As the list of shortcuts shows it. */
  name: string;
  /** Null for what has its place in a menu alone. */
  key: string | null;
  enabled: () => boolean;
  run: () => void;
}

/** The one table of the window's commands: keys, the list of shortcuts and the buttons use it. */
export function createCommands(app: App, focusFilter: () => void): Command[] {
  const { blog, desk, layout } = app;
  const inBlog = (): boolean => blog.root !== null;
  const onPost = (): boolean => desk.current !== null;
  const editable = (): boolean => desk.current?.readOnly === null;
  const searching = (): boolean => desk.pageSearch.isOpen;
  const view = (id: View, name: string, key: string): Command => {
    return { id: `view-${id}`, name, key, enabled: inBlog, run: () => (layout.view = id) };
  };
  const step = (id: string, name: string, key: string, by: 1 | -1): Command => {
    return { id, name, key, enabled: () => blog.total > 0, run: () => void openBeside(app, by) };
  };
  return [
    {
      id: "open-folder",
      name: "Open a folder",
      key: "Mod+O",
      enabled: always,
      run: () => void app.chooseFolder(),
    },
    {
      id: "new-post",
      name: "New post",
      key: "Mod+N",
      enabled: inBlog,
      run: () => layout.openDialog("new-post"),
    },
    { id: "save", name: "Save", key: "Mod+S", enabled: onPost, run: () => void app.save() },
    { id: "find", name: "Find in the post", key: "Mod+F", enabled: onPost, run: () => void findInPost(app) },
    {
      id: "find-in-preview",
      name: "Find in the preview",
      key: "Mod+Alt+F",
      enabled: onPost,
      run: () => void findInPreview(app),
    },
    {
      id: "find-next",
      name: "Next place found in the preview",
      key: "F3",
      enabled: searching,
      run: () => desk.pageSearch.step(1),
    },
    {
      id: "find-previous",
      name: "Place found before it in the preview",
      key: "Shift+F3",
      enabled: searching,
      run: () => desk.pageSearch.step(-1),
    },
    { id: "filter", name: "Filter the posts", key: "Mod+Shift+F", enabled: inBlog, run: focusFilter },
    view("write", "Write", "Mod+1"),
    view("split", "Write and preview", "Mod+2"),
    view("preview", "Preview", "Mod+3"),
    {
      id: "page",
      name: "See the page",
      key: "Mod+4",
      enabled: onPost,
      run: () => (layout.page = !layout.page),
    },
    {
      id: "close-page",
      name: "Back from the page, or from finding in it",
      key: "Escape",
      enabled: () => layout.page || searching(),
      run: () => (searching() ? desk.pageSearch.close() : void leavePage(app)),
    },
    { id: "print", name: "Print the page", key: "Mod+P", enabled: onPost, run: () => void printPage(app) },
    {
      id: "publish",
      name: "Publish or unpublish, on the page",
      key: "Mod+Enter",
      enabled: () => layout.page && editable(),
      run: () => void app.publish(desk.current?.header.draft === true),
    },
    {
      id: "toggle-draft",
      name: "Draft or published",
      key: "Mod+Shift+D",
      enabled: editable,
      run: () => toggleDraft(app),
    },
    {
      id: "toggle-form",
      name: "Show the form",
      key: "Mod+Shift+M",
      enabled: onPost,
      run: () => layout.toggleForm(),
    },
    {
      id: "outline",
      name: "Show the outline",
      key: "Mod+Shift+H",
      enabled: onPost,
      run: () => void toggleOutline(app),
    },
    {
      id: "add-field",
      name: "Add a field",
      key: "Mod+Shift+E",
      enabled: editable,
      run: () => void addField(app),
    },
    {
      id: "about",
      name: "About this post",
      key: "Mod+Shift+I",
      enabled: onPost,
      run: () => about(app),
    },
    {
      id: "copy-address",
      name: "Copy the post's address",
      key: "Mod+Shift+U",
      enabled: onPost,
      run: () => void app.copyAddress(desk.current?.path ?? ""),
    },
    {
      id: "undo-operation",
      name: "Take back what was done with files",
      key: "Mod+Alt+Z",
      enabled: inBlog,
      run: () => void app.operations.undo(),
    },
    {
      id: "redo-operation",
      name: "Do it with the files again",
      key: "Mod+Alt+Shift+Z",
      enabled: inBlog,
      run: () => void app.operations.redo(),
    },
    {
      id: "list-order",
      name: "Group, sort and narrow the list",
      key: "Mod+Shift+O",
      enabled: inBlog,
      run: () => void openOrder(app),
    },
    ...styleCommands(app),
    ...historyCommands(app),
    ...listCommands(app),
    step("next-post", "Next post", "Alt+ArrowDown", 1),
    step("previous-post", "Previous post", "Alt+ArrowUp", -1),
    {
      id: "settings",
      name: "Settings",
      key: "Mod+Comma",
      enabled: always,
      run: () => layout.openDialog("settings"),
    },
    { id: "shortcuts", name: "Keys", key: "F1", enabled: always, run: () => layout.openDialog("shortcuts") },
  ];
}

/** The window's commands, for components. */
export const [getCommands, setCommands] = createContext<readonly Command[]>();

/** The command that the key press means now. */
export function commandFor(commands: readonly Command[], press: KeyPress): Command | undefined {
  return commands.find((command) => command.key !== null && matches(command.key, press) && command.enabled());
}

function always(): boolean {
  return true;
}

async function openBeside({ cursor, desk }: App, step: 1 | -1): Promise<void> {
  const path = await cursor.beside(desk.current?.path ?? null, step);
  if (path !== null) await desk.open(path);
}

async function openOrder({ layout }: App): Promise<void> {
  layout.page = false;
  layout.listShown = true;
  await tick();
  layout.orderShown = true;
}

/** In the preview, when the writer is there or sees nothing else. */
async function findInPost(app: App): Promise<void> {
  const { desk, layout } = app;
  if (layout.page || layout.view === "preview" || desk.pageSearch.isFocused()) return findInPreview(app);
  // A pane that is hidden, or lies under the page, takes no focus.
  await tick();
  desk.editor?.openSearch();
}

async function findInPreview({ desk, layout }: App): Promise<void> {
  if (!layout.previewVisible) layout.view = "split";
  await tick();
  desk.pageSearch.open();
}

async function printPage({ desk, layout }: App): Promise<void> {
  layout.page = true;
  // The preview is told what to show, and how, when the panes are.
  await tick();
  await desk.print();
}

async function addField({ fields, layout }: App): Promise<void> {
  layout.page = false;
  if (layout.view === "preview") layout.view = "split";
  if (!layout.formOpen) layout.toggleForm();
  await tick();
  fields.add();
}

/** The outline that shows without the focus gets it first. */
async function toggleOutline({ desk, layout, outline }: App): Promise<void> {
  const open = layout.page || !layout.outlineOpen || !outline.hasFocus;
  layout.page = false;
  layout.outlineOpen = open;
  await tick();
  if (open) outline.focus();
  else desk.editor?.focus();
}

async function leavePage({ desk, layout }: App): Promise<void> {
  layout.page = false;
  await tick();
  desk.editor?.focus();
}

function about({ blog, desk, layout, operations }: App): void {
  const post = blog.find(desk.current?.path ?? "");
  if (!post) return;
  operations.choose([post]);
  layout.openDialog("about");
}

function toggleDraft(app: App): void {
  const open = app.desk.current;
  if (!open) return;
  const post = app.blog.find(open.path);
  const draft = post?.moves === true ? post.state === "draft" : open.header.draft;
  void app.setDraft(open.path, !draft);
}
