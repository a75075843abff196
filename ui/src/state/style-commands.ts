/** The commands for how the page looks, and what it may load. */
import type { App } from "./app.svelte";
import type { Command } from "./commands";

export function styleCommands({ blog, layout, style }: App): Command[] {
  const inBlog = (): boolean => blog.root !== null;
  const images = (id: string, name: string, networkImages: boolean): Command => {
    const enabled = (): boolean => inBlog() && style.current.networkImages !== networkImages;
    return { id, name, key: null, enabled, run: () => void style.update({ networkImages }) };
  };
  return [
    {
      id: "page-style",
      name: "How the page looks",
      key: "Mod+Shift+L",
      enabled: inBlog,
      run: () => layout.openDialog("page-style"),
    },
    images("network-images", "Show pictures from the network on this site", true),
    images("no-network-images", "Show no pictures from the network on this site", false),
  ];
}
