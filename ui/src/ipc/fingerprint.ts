/** FNV-1a over UTF-16 code units, 32 bit. The host computes the same over its copy before a save. */
export function fingerprint(text: Iterable<string> | string): number {
  let hash = 0x811c9dc5;
  for (const chunk of typeof text === "string" ? [text] : text) {
    for (let i = 0; i < chunk.length; i++) {
      hash ^= chunk.charCodeAt(i);
      hash = Math.imul(hash, 0x01000193);
    }
  }
  return hash >>> 0;
}
