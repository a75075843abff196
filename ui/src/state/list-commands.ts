/** The commands that group and sort the list. */
import type { Grouping, Sorting } from "../ipc/bindings";
import type { App } from "./app.svelte";
import type { Command } from "./commands";
import { groupings, sortings } from "./rows";

/** "Group by …" and "Sort by …", named for menus; none has a key of its own. */
export function listCommands({ blog }: App): Command[] {
  const enabled = (): boolean => blog.root !== null;
  const groups = (Object.keys(groupings) as Grouping[]).map((grouping): Command => {
    const name = `Group by ${groupings[grouping].toLowerCase()}`;
    return { id: `group-${grouping}`, name, key: null, enabled, run: () => blog.ask({ grouping }) };
  });
  const sorts = (Object.keys(sortings) as Sorting[]).map((sorting): Command => {
    const name = `Sort by ${sortings[sorting].toLowerCase()}`;
    return { id: `sort-${sorting}`, name, key: null, enabled, run: () => blog.ask({ sorting }) };
  });
  return [...groups, ...sorts];
}
