/** Words in texts, whatever their case and marks: "cafe" is in "Café". */

/** The words of what was typed, folded. */
export function wordsOf(text: string): string[] {
  return fold(text).split(/\s+/).filter(Boolean);
}

/** Lower case without marks. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Where folded words are in a text: UTF-16 ranges in order, none of them overlapping. */
export function marksOf(text: string, words: readonly string[]): [number, number][] {
  let folded = "";
  const places: number[] = [];
  let at = 0;
  for (const sign of text) {
    const part = fold(sign);
    folded += part;
    for (let unit = 0; unit < part.length; unit += 1) places.push(at);
    at += sign.length;
  }
  places.push(at);
  const found: [number, number][] = [];
  for (const word of words)
    for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length))
      found.push([places[from] ?? 0, places[from + word.length] ?? at]);
  return merged(found);
}

function merged(ranges: [number, number][]): [number, number][] {
  const whole: [number, number][] = [];
  for (const [from, to] of ranges.sort(([a], [b]) => a - b)) {
    const last = whole.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else if (to > from) whole.push([from, to]);
  }
  return whole;
}
