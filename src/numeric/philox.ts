/**
 * Random numbers from a counter: Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3" (SC 2011). A draw depends on nothing but (seed, run, stream, draw).
 */

export const multiplier0 = 0xd2511f53;
export const multiplier1 = 0xcd9e8d57;
// The golden ratio and √3 − 1, as 32-bit fractions.
export const weyl0 = 0x9e3779b9;
export const weyl1 = 0xbb67ae85;
export const rounds = 10;
const twoTo32 = 4294967296;

export type Words4 = readonly [number, number, number, number];
export type Words2 = readonly [number, number];

/** The block of four 32-bit words that belongs to a counter and a key. */
export function philox4x32(counter: Words4, key: Words2): Words4 {
  let [x0, x1, x2, x3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < rounds; round++) {
    const high0 = highProduct(multiplier0, x0);
    const low0 = Math.imul(multiplier0, x0);
    const high1 = highProduct(multiplier1, x2);
    const low1 = Math.imul(multiplier1, x2);
    x0 = (high1 ^ x1 ^ k0) >>> 0;
    x1 = low1 >>> 0;
    x2 = (high0 ^ x3 ^ k1) >>> 0;
    x3 = low0 >>> 0;
    k0 = (k0 + weyl0) >>> 0;
    k1 = (k1 + weyl1) >>> 0;
  }
  return [x0, x1, x2, x3];
}

/** The upper 32 bits of the product of two 32-bit words; both partial products fit a double. */
function highProduct(a: number, b: number): number {
  const lower = (a & 0xffff) * b;
  const upper = (a >>> 16) * b;
  return Math.floor((upper + Math.floor(lower / 65536)) / 65536);
}

/**
 * The key of a 64-bit seed: its low and its high word. A number must be a safe integer; negative
 * seeds are taken in two's complement, so that −1 and −1n are one seed. Throws a RangeError.
 */
export function keyOfSeed(seed: number | bigint): Words2 {
  if (typeof seed === "bigint") {
    const word = BigInt.asUintN(64, seed);
    return [Number(word & 0xffffffffn), Number(word >> 32n)];
  }
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`a seed must be a whole number up to ±(2^53 − 1), not ${seed}`);
  }
  const high = Math.floor(seed / twoTo32);
  return [seed - high * twoTo32, high >>> 0];
}

/**
 * A number from the open interval (0, 1): (k + ½) / 2^52, an odd multiple of 2^−53, each of 2^52 as
 * likely as the next. k is the first word of the block and the upper 20 bits of the second; the
 * counter is (draw, stream, run low, run high).
 *
 * run: an integer from 0 to 2^53 − 1; stream and draw: 32-bit words.
 */
export function uniform(seed: number | bigint, run: number, stream: number, draw: number): number {
  return uniformOfKey(keyOfSeed(seed), run, stream, draw);
}

/** `uniform` for a seed whose key is at hand. */
export function uniformOfKey(key: Words2, run: number, stream: number, draw: number): number {
  const runHigh = Math.floor(run / twoTo32);
  const [first, second] = philox4x32([draw, stream, run - runHigh * twoTo32, runHigh], key);
  return (first * 1048576 + (second >>> 12) + 0.5) / 4503599627370496;
}
