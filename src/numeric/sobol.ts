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
 * points from a multiple of 2^k on stays as even as it was (A. B. Owen, "Randomly permuted
 * (t, m, s)-nets and (t, s)-sequences", 1995). Nested uniform scrambling is done by a hash that only
 * lets higher bits act on lower ones (S. Laine and T. Karras, "Stratified sampling for stochastic
 * transparency", 2011; B. Burley, "Practical hash-based Owen scrambling", JCGT 9 (4), 2020).
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
  const hash = philox4x32([0, stream, 0, 0], seed);
  for (let row = 0; row < words.length; row++) words[row] = scramble(words[row], hash);
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

/**
 * In reversed bits, x·even and x + seed carry upwards only, which is from the first binary digit of
 * the coordinate to later ones.
 */
function scramble(word: number, hash: readonly [number, number, number, number]): number {
  let x = reversed(word);
  x = (x + hash[0]) >>> 0;
  x ^= Math.imul(x, 0x6c50b47c);
  x ^= Math.imul(x, 0xb82f1e52 ^ (hash[1] & ~1));
  x = (x + hash[2]) >>> 0;
  x ^= Math.imul(x, 0xc7afe638 ^ (hash[3] & ~1));
  x ^= Math.imul(x, 0x8d22f6e6);
  return reversed(x);
}

function reversed(word: number): number {
  let x = word;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return ((x >>> 16) | (x << 16)) >>> 0;
}
