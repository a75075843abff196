/** What can be done with posts: the entries of their menu. */
import type { PostSummary } from "../ipc/bindings";
import type { App } from "./app.svelte";
import { shownKey } from "./keys";
import type { DialogName } from "./layout.svelte";

export interface MenuItem {
  name: string;
  /** The key that does the same, as it is shown. */
  key?: string;
  run: () => void;
}

/** The entries for one post, or for several that were chosen. */
export function menuOf(app: App, posts: PostSummary[]): MenuItem[] {
  const [first] = posts;
  if (!first) return [];
  const { layout, operations } = app;
  const paths = posts.map((post) => post.path);
  const dialog = (name: DialogName): void => {
    operations.choose(posts);
    layout.openDialog(name);
  };
  const many: MenuItem[] = [
    { name: "Make drafts", run: () => void operations.run({ type: "draft", paths, on: true }) },
    { name: "Publish", run: () => void operations.run({ type: "draft", paths, on: false }) },
    { name: "Add a tag…", run: () => dialog("tag") },
    { name: "Move to a section…", run: () => dialog("move") },
    { name: "Delete…", key: "Del", run: () => dialog("delete") },
  ];
  if (posts.length > 1) return many;
  const { path } = first;
  const isBundle = /(^|\/)index\.[^/]+$/.test(path);
  return [
    { name: "About this post", key: shownKey("Mod+Shift+I"), run: () => dialog("about") },
    { name: "Versions…", key: shownKey("Mod+Alt+H"), run: () => void showVersions(app, path) },
    { name: "Rename…", key: "F2", run: () => dialog("rename") },
    { name: "Move to a section…", run: () => dialog("move") },
    { name: "Duplicate", run: () => void operations.run({ type: "duplicate", path }) },
    {
      name: isBundle ? "Take out of its folder" : "Give it a folder of its own",
      run: () => void operations.run({ type: "bundle", path, on: !isBundle }),
    },
    { name: "Add a tag…", run: () => dialog("tag") },
    { name: "Copy the address", key: shownKey("Mod+Shift+U"), run: () => void app.copyAddress(path) },
    { name: "Copy the file's path", run: () => void app.copyPath(path) },
    { name: "Show in the file manager", run: () => void app.reveal(path) },
    { name: "Delete…", key: "Del", run: () => dialog("delete") },
  ];
}

async function showVersions({ desk, layout }: App, path: string): Promise<void> {
  if (await desk.open(path)) layout.openDialog("history");
}
