/** Whether the reader does something in the block that would be lost with its element. */
export function mustStay(element: HTMLElement): boolean {
  return (
    hasSelection(element) || element.querySelector("details[open], iframe") !== null || isPlaying(element)
  );
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

/** What has the focus in the block, as its number among what can have it; -1 when nothing there has. */
export function focusIn(element: HTMLElement): number {
  return [...element.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement ?? element);
}

/** Gives the focus to what has that number. */
export function focusOn(element: HTMLElement, number: number): void {
  element.querySelectorAll<HTMLElement>(FOCUSABLE)[number]?.focus({ preventScroll: true });
}

const FOCUSABLE = "a[href], summary, input, button, select, textarea, video[controls], audio[controls]";

function hasSelection(element: HTMLElement): boolean {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed) return false;
  return [selection.anchorNode, selection.focusNode].some((node) => node !== null && element.contains(node));
}

function isPlaying(element: HTMLElement): boolean {
  return [...element.querySelectorAll<HTMLMediaElement>("video, audio")].some((media) => !media.paused);
}
