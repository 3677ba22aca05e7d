import { keyOfSeed, uniformOfKey } from "./philox.js";

/**
 * A run of random numbers for an analysis (a resample, a tree, a permutation), from Philox: what
 * comes out depends on (seed, stream, run) and on how many were taken before, on nothing else.
 */
export interface Draws {
  /** A number in (0, 1). */
  uniform(): number;
  /** A whole number from 0 to `count` − 1. */
  below(count: number): number;
}

/** seed: a safe integer; stream: a 32-bit word; run: a whole number from 0 on. */
export function createDraws(seed: number | bigint, stream: number, run: number): Draws {
  const key = keyOfSeed(seed);
  let taken = 0;
  const uniform = (): number => uniformOfKey(key, run, stream, taken++);
  return { uniform, below: (count) => Math.floor(uniform() * count) };
}

/** The numbers from 0 to `count` − 1 in random order (Durstenfeld's shuffle). */
export function permutation(count: number, draws: Draws): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = draws.below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
