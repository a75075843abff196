/** Why a version was kept, in words. */
import type { VersionReason } from "../ipc/bindings";

const reasons: Record<VersionReason, string> = {
  saved: "Saved",
  typing: "While writing",
  before_restore: "Before restoring",
  lost: "Not chosen",
  deleted: "Deleted",
  outside: "In the file",
};

export function reasonInWords(reason: VersionReason): string {
  return reasons[reason];
}

/** A change of the number of words: "+12", "−3", and nothing for none. */
export function wordsInWords(words: number): string {
  return words === 0 ? "" : words > 0 ? `+${String(words)}` : `−${String(-words)}`;
}
