/** Whether the reader does something in the block that would be lost with its element. */
export function mustStay(element: HTMLElement): boolean {
  return hasSelection(element) || element.querySelector("details[open]") !== null || isPlaying(element);
}

/**
 * While a block is being written it is replaced at every keystroke: what the reader opened stays
 * open, and a picture or film that is the same is moved, not loaded again.
 */
export function takeOver(old: HTMLElement, fresh: HTMLElement): void {
  const details = old.querySelectorAll("details");
  fresh.querySelectorAll("details").forEach((element, i) => {
    const before = details[i];
    if (before !== undefined) element.open = before.open;
  });
  const media = [...old.querySelectorAll("img, video, audio")];
  for (const element of fresh.querySelectorAll("img, video, audio")) {
    const same = media.findIndex((candidate) => candidate.isEqualNode(element));
    if (same >= 0) element.replaceWith(...media.splice(same, 1));
  }
}

function hasSelection(element: HTMLElement): boolean {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed) return false;
  return [selection.anchorNode, selection.focusNode].some((node) => node !== null && element.contains(node));
}

function isPlaying(element: HTMLElement): boolean {
  return [...element.querySelectorAll<HTMLMediaElement>("video, audio")].some((media) => !media.paused);
}
