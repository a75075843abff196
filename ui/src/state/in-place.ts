import type { WhyInPlace } from "../ipc/bindings";
import type { Notices } from "./notices.svelte";

const reasons: Record<WhyInPlace, string> = {
  hard_links: "it has several names (hard links)",
  owner: "it would have another owner or group otherwise",
  attributes: "it would lose its access list or its attributes otherwise",
  folder: "its folder does not let files be replaced",
  mount: "it lies on another disk than its folder",
  name: "its name leaves no room for another one beside it",
  no_room: "the disk has no room for a second file beside it",
};

/** Tells the writer the first time that a post is written in place, and again when the reason is another. */
export function inPlaceTold(notices: Notices): (path: string, why: WhyInPlace) => void {
  let told: WhyInPlace | null = null;
  return (path, why) => {
    if (told === why) return;
    told = why;
    notices.tell(`in place ${path}`, `${path} is saved. It was written in place, as ${reasons[why]}.`);
  };
}
