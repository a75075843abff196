/** Puts a text on the clipboard; by a selection where the page may not write to it directly. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const before = document.activeElement;
    const holder = document.createElement("textarea");
    holder.value = text;
    holder.setAttribute("aria-hidden", "true");
    holder.className = "visually-hidden";
    document.body.append(holder);
    holder.select();
    // The only way that asks for no permission; it stays in every browser for that.
    const copied = document.execCommand("copy");
    holder.remove();
    if (before instanceof HTMLElement) before.focus();
    if (!copied) throw new Error("The system does not let this window copy.");
  }
}
