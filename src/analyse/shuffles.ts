import { keyOfSeed, uniformOfKey } from "#numeric/philox";

/** Streams of their own, apart from those of premises only by chance of 2^−32. */
const SHUFFLE = 0x5bd1e995;
const RESAMPLE = 0x1b873593;

/**
 * Permutations of 0 to rows − 1, the same for a seed (Fisher and Yates 1938, in Durstenfeld's form).
 */
export function shuffles(rows: number, count: number, seed: number): readonly Int32Array[] {
  const key = keyOfSeed(seed);
  return Array.from({ length: count }, (_, run) => {
    const order = Int32Array.from({ length: rows }, (__, row) => row);
    for (let last = rows - 1; last > 0; last--) {
      const chosen = Math.floor(uniformOfKey(key, run, SHUFFLE, last) * (last + 1));
      const held = order[last];
      order[last] = order[chosen];
      order[chosen] = held;
    }
    return order;
  });
}

/**
 * Rows drawn with replacement, even rows from even ones and odd from odd ones, so that the halves of
 * a cross-fit keep apart.
 */
export function resamples(rows: number, count: number, seed: number): readonly Int32Array[] {
  const key = keyOfSeed(seed);
  return Array.from({ length: count }, (_, run) =>
    Int32Array.from({ length: rows }, (__, row) => {
      const half = row % 2;
      const size = Math.floor((rows - half + 1) / 2);
      return 2 * Math.floor(uniformOfKey(key, run, RESAMPLE, row) * size) + half;
    }),
  );
}

/** Shuffles and resamples of so many rows, made once for all that use them. */
export class Orders {
  readonly #shuffles: number;
  readonly #resamples: number;
  readonly #seed: number;
  readonly #made = new Map<string, readonly Int32Array[]>();

  constructor(counts: { readonly shuffles: number; readonly resamples: number }, seed: number) {
    this.#shuffles = counts.shuffles;
    this.#resamples = counts.resamples;
    this.#seed = seed;
  }

  shuffled(rows: number): readonly Int32Array[] {
    return this.#once(`shuffled ${rows}`, () => shuffles(rows, this.#shuffles, this.#seed));
  }

  resampled(rows: number): readonly Int32Array[] {
    return this.#once(`resampled ${rows}`, () => resamples(rows, this.#resamples, this.#seed));
  }

  #once(name: string, make: () => readonly Int32Array[]): readonly Int32Array[] {
    const made = this.#made.get(name) ?? make();
    this.#made.set(name, made);
    return made;
  }
}
