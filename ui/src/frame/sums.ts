/** Values in one chunk; half of it and more after a split. */
const CHUNK = 512;

interface Chunk {
  values: number[];
  sum: number;
}

/**
 * A list of numbers that knows the sum of those before each. Finding a place takes the logarithm of
 * the length and a walk through one chunk; a change touches one chunk and the totals of those after it.
 */
export class Sums {
  #chunks: Chunk[] = [];
  /** For each chunk how many values lie before it, and their sum; right for the first `#known`. */
  #counts: number[] = [];
  #sums: number[] = [];
  #known = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get total(): number {
    return this.before(this.#length);
  }

  get(index: number): number {
    const [chunk, offset] = this.#locate(index);
    return this.#chunks[chunk]?.values[offset] ?? 0;
  }

  set(index: number, value: number): void {
    const [at, offset] = this.#locate(index);
    const chunk = this.#chunks[at];
    if (chunk === undefined || offset >= chunk.values.length) return;
    chunk.values[offset] = value;
    chunk.sum = sumOf(chunk.values, chunk.values.length);
    this.#known = Math.min(this.#known, at + 1);
  }

  /** The sum of the values before the index. */
  before(index: number): number {
    const [at, offset] = this.#locate(index);
    const chunk = this.#chunks[at];
    return chunk === undefined ? 0 : this.#sums[at]! + sumOf(chunk.values, offset);
  }

  /** How many values, from the first, add up to no more than `sum`. Values must not be negative. */
  find(sum: number): number {
    this.#learn();
    const at = lastUpTo(this.#sums, sum);
    const chunk = this.#chunks[at];
    if (chunk === undefined) return 0;
    let rest = sum - this.#sums[at]!;
    let offset = 0;
    for (const value of chunk.values) {
      rest -= value;
      if (rest < 0) break;
      offset += 1;
    }
    return this.#counts[at]! + offset;
  }

  splice(start: number, removed: number, values: readonly number[]): void {
    const [first, from] = this.#locate(start);
    const [last, to] = this.#locate(start + removed);
    const head = this.#chunks[first]?.values.slice(0, from) ?? [];
    const tail = this.#chunks[last]?.values.slice(to) ?? [];
    const changed = [head, values, tail].flat();
    let through = last;
    // Small leftovers would add up to as many chunks as values.
    if (changed.length < CHUNK / 2) changed.push(...(this.#chunks[++through]?.values ?? []));
    this.#chunks.splice(first, through + 1 - first, ...chunksOf(changed));
    this.#known = Math.min(this.#known, first);
    this.#length += values.length - removed;
  }

  /** The chunk and the place in it; the end of the list is a place in the last chunk. */
  #locate(index: number): [chunk: number, offset: number] {
    this.#learn();
    const at = lastUpTo(this.#counts, index);
    return [Math.max(0, at), index - (this.#counts[at] ?? 0)];
  }

  #learn(): void {
    for (let i = this.#known; i < this.#chunks.length; i++) {
      const before = this.#chunks[i - 1];
      this.#counts[i] = before === undefined ? 0 : this.#counts[i - 1]! + before.values.length;
      this.#sums[i] = before === undefined ? 0 : this.#sums[i - 1]! + before.sum;
    }
    this.#known = this.#chunks.length;
    this.#counts.length = this.#sums.length = this.#known;
  }
}

function chunksOf(values: number[]): Chunk[] {
  if (values.length === 0) return [];
  const count = Math.ceil(values.length / CHUNK);
  return Array.from({ length: count }, (_, i) => {
    const part = values.slice(i * CHUNK, (i + 1) * CHUNK);
    return { values: part, sum: sumOf(part, part.length) };
  });
}

function sumOf(values: readonly number[], count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  return sum;
}

/** The last index whose value is no more than `limit`, or -1, in values that rise. */
function lastUpTo(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
