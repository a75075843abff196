/** The commands that look back: at the versions of a post, of a paragraph, and at deleted posts. */
import type { App } from "./app.svelte";
import type { Command } from "./commands";

export function historyCommands({ blog, desk, layout }: App): Command[] {
  const onPost = (): boolean => desk.current !== null;
  return [
    {
      id: "history",
      name: "Versions of the post",
      key: "Mod+Alt+H",
      enabled: onPost,
      run: () => layout.openDialog("history"),
    },
    {
      id: "paragraph-history",
      name: "When did this paragraph change",
      key: "Mod+Alt+P",
      enabled: onPost,
      run: () => layout.openDialog("paragraph-history"),
    },
    {
      id: "deleted-posts",
      name: "Deleted posts",
      key: "Mod+Alt+B",
      enabled: () => blog.root !== null,
      run: () => layout.openDialog("deleted-posts"),
    },
  ];
}
