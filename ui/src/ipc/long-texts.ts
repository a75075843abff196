/**
 * Texts that the host handed over before its reply, by the number of their post, which is faster than a
 * reply that carries them. Its other end is `src-tauri/app/platform/long_text.rs`.
 */
const texts = new Map<number, string>();
Object.assign(globalThis, { galleyTexts: texts });

/** The text of a post that has just been opened, once. */
export function takeText(doc: number): string {
  const text = texts.get(doc);
  if (text === undefined) throw new Error("the text did not arrive");
  texts.delete(doc);
  return text;
}
