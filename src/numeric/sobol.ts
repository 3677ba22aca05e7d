import { directionNumbers } from "./direction-numbers.js";
import { philox4x32 } from "./philox.js";
import type { Words2 } from "./philox.js";

/**
 * Sobol's low-discrepancy sequence in base 2, in the order of Antonov and Saleev (Gray code), with
 * the direction numbers of Joe and Kuo (2008).
 */

const twoTo32 = 4294967296;

/**
 * One coordinate of the points from `from` to `to` − 1, in [0, 1). The first point is the origin; the
 * first 2^k points of every dimension are the multiples of 2^−k.
 *
 * dimension: counted from 0, below `mostDimensions`; points are counted up to 2^32. Throws a
 * RangeError beyond that.
 */
export function sobolCoordinate(dimension: number, from: number, to: number): Float64Array {
  return fractions(sobolWords(dimension, from, to), 0);
}

/**
 * The same scrambled: each coordinate lies in (0, 1), is uniform by itself, and every set of 2^k
 * points from a multiple of 2^k on stays as even as it was. Nested uniform scrambling: whether a
 * binary digit is turned over depends at random on all digits before it (A. B. Owen, "Randomly
 * permuted (t, m, s)-nets and (t, s)-sequences", 1995). Each decision is drawn, rather than left to
 * a hash that stands in for it: five blocks of Philox a coordinate.
 *
 * seed and stream: the key of the seed, and what tells this coordinate's scrambling from others'.
 */
export function scrambledCoordinate(
  dimension: number,
  from: number,
  to: number,
  seed: Words2,
  stream: number,
): Float64Array {
  const words = sobolWords(dimension, from, to);
  for (let row = 0; row < words.length; row++) words[row] = scramble(words[row], seed, stream);
  return fractions(words, 0.5);
}

function fractions(words: Uint32Array, shift: number): Float64Array {
  return Float64Array.from(words, (word) => (word + shift) / twoTo32);
}

function sobolWords(dimension: number, from: number, to: number): Uint32Array {
  if (!(
    Number.isInteger(from) &&
    Number.isInteger(to) &&
    from >= 0 &&
    to >= from &&
    to <= twoTo32
  )) {
    throw new RangeError(`Sobol points are counted from 0 to 2^32, not from ${from} to ${to}`);
  }
  const directions = directionNumbers(dimension);
  const words = new Uint32Array(to - from);
  let word = wordAt(directions, from);
  for (let row = 0; row < words.length; row++) {
    words[row] = word;
    // From one Gray code to the next, the bit at the lowest zero of the index changes.
    const index = from + row;
    word ^= directions[31 - Math.clz32((~index & (index + 1)) >>> 0)];
  }
  return words;
}

function wordAt(directions: Uint32Array, index: number): number {
  const gray = (index ^ (index >>> 1)) >>> 0;
  let word = 0;
  for (let bit = 0; bit < 32; bit++) if ((gray >>> bit) & 1) word ^= directions[bit];
  return word;
}

/** Levels of the tree of digits whose 127 decisions one block of 128 random bits holds. */
const levels = 7;
/** Tells these blocks from those of other draws. */
const scrambling = 0x50b01000;

function scramble(word: number, seed: Words2, stream: number): number {
  let scrambled = 0;
  for (let from = 0; from < 32; from += levels) {
    const before = from === 0 ? 0 : word >>> (32 - from);
    const block = philox4x32([before, from, stream, scrambling], seed);
    let node = 1;
    for (let digit = from; digit < from + levels && digit < 32; digit++) {
      const bit = (word >>> (31 - digit)) & 1;
      const turned = (block[node >>> 5] >>> (node & 31)) & 1;
      scrambled = (scrambled << 1) | (bit ^ turned);
      node = 2 * node + bit;
    }
  }
  return scrambled >>> 0;
}
