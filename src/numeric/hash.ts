/** SHA-256 (FIPS 180-4), and what is named by it. */

// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
const roundConstants: readonly number[] = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

// The same of the square roots of the first 8 primes.
const initialState: readonly number[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/** The SHA-256 digest of the bytes, as 64 lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  const hash = new Sha256();
  hash.add(bytes);
  return hash.digest();
}

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, as the Encoding Standard has it. */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    if (point < 0x80) {
      bytes.push(point);
      continue;
    }
    const following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    const lead = (0xff00 >> (following + 1)) & 0xff;
    bytes.push(lead | (point >> (6 * following)));
    for (let index = following - 1; index >= 0; index--) {
      bytes.push(0x80 | ((point >> (6 * index)) & 0x3f));
    }
  }
  return Uint8Array.from(bytes);
}

/**
 * The number of the random stream that belongs to a key: the first 32 bits of the SHA-256 digest of
 * its UTF-8 bytes. Two keys out of n share a number with probability about n² / 2^33, so whoever
 * draws for several keys checks for that (`sample/futures`).
 */
export function streamOf(key: string): number {
  return digestWords(utf8(key))[0];
}

function digestWords(bytes: Uint8Array): Uint32Array {
  const hash = new Sha256();
  hash.add(bytes);
  return hash.end();
}

/** SHA-256 of bytes that come piece by piece: the same for any pieces. */
export class Sha256 {
  readonly #state = Uint32Array.from(initialState);
  readonly #schedule = new Uint32Array(64);
  readonly #block = new Uint8Array(64);
  readonly #words = new DataView(this.#block.buffer);
  #length = 0;

  add(bytes: Uint8Array): void {
    let taken = 0;
    while (taken < bytes.length) {
      const filled = this.#length % 64;
      const portion = bytes.subarray(taken, taken + 64 - filled);
      this.#block.set(portion, filled);
      this.#length += portion.length;
      taken += portion.length;
      if (this.#length % 64 === 0) this.#compress();
    }
  }

  /** The digest; nothing may be added after that. */
  digest(): string {
    return [...this.end()].map((word) => word.toString(16).padStart(8, "0")).join("");
  }

  /** The same as words: after a one bit, zeros, and the length in bits to the end of a block. */
  end(): Uint32Array {
    const length = this.#length;
    const zeros = (119 - (length % 64)) % 64;
    const padding = new DataView(new ArrayBuffer(1 + zeros + 8));
    padding.setUint8(0, 0x80);
    padding.setUint32(1 + zeros, Math.floor(length / 2 ** 29));
    padding.setUint32(1 + zeros + 4, (length << 3) >>> 0);
    this.add(new Uint8Array(padding.buffer));
    return this.#state;
  }

  #compress(): void {
    for (let index = 0; index < 16; index++) {
      this.#schedule[index] = this.#words.getUint32(4 * index);
    }
    compress(this.#state, this.#schedule);
  }
}

/** FIPS 180-4, section 6.2.2; names as there. `schedule` holds the block in its first 16 words. */
function compress(state: Uint32Array, schedule: Uint32Array): void {
  for (let t = 16; t < 64; t++) {
    const w15 = schedule[t - 15];
    const w2 = schedule[t - 2];
    const sigma0 = rotateRight(w15, 7) ^ rotateRight(w15, 18) ^ (w15 >>> 3);
    const sigma1 = rotateRight(w2, 17) ^ rotateRight(w2, 19) ^ (w2 >>> 10);
    schedule[t] = schedule[t - 16] + sigma0 + schedule[t - 7] + sigma1;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t++) {
    const sum1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + sum1 + choice + roundConstants[t] + schedule[t]) | 0;
    const sum0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const t2 = (sum0 + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const words = [a, b, c, d, e, f, g, h];
  for (let index = 0; index < 8; index++) state[index] += words[index];
}

function rotateRight(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
