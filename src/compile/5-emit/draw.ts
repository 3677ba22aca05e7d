import { multiplier0, multiplier1, rounds, weyl0, weyl1 } from "#numeric/philox";

import { Assembler, simd } from "./assembler.js";
import type { FunctionBody } from "./module.js";

const parameter = { draw: 0, stream: 1, future: 2, key: 3 } as const;
const local = { x0: 4, x1: 5, x2: 6, x3: 7, k0: 8, k1: 9, product0: 10, product1: 11 } as const;
const twoTo52 = 4503599627370496;
const wordBits = 32;

/**
 * `uniformOfKey` of `numeric/philox` for two futures: Philox4x32-10 on words that stand each in 64
 * bits, where a product of two is whole. The counter is (draw, stream, future low, future high).
 */
export function drawBody(): FunctionBody {
  const assembler = new Assembler();
  const lowWord = () => {
    assembler.vectorBits(0, 0xffffffff);
    assembler.vector(simd.and);
  };
  const highWord = () => {
    assembler.integer(wordBits);
    assembler.vector(simd.shiftRight);
  };
  for (const [from, to] of [
    [parameter.draw, local.x0],
    [parameter.stream, local.x1],
  ] as const) {
    assembler.get(from);
    assembler.extend();
    assembler.vector(simd.splatInteger);
    assembler.set(to);
  }
  for (const [from, low, high] of [
    [parameter.future, local.x2, local.x3],
    [parameter.key, local.k0, local.k1],
  ] as const) {
    assembler.get(from);
    lowWord();
    assembler.set(low);
    assembler.get(from);
    highWord();
    assembler.set(high);
  }
  for (let round = 0; round < rounds; round++) {
    for (const [word, multiplier, product] of [
      [local.x0, multiplier0, local.product0],
      [local.x2, multiplier1, local.product1],
    ] as const) {
      assembler.get(word);
      assembler.vectorBits(0, multiplier);
      assembler.vector(simd.multiplyIntegers);
      assembler.set(product);
    }
    for (const [product, other, key, to] of [
      [local.product1, local.x1, local.k0, local.x0],
      [local.product0, local.x3, local.k1, local.x2],
    ] as const) {
      assembler.get(product);
      highWord();
      assembler.get(other);
      assembler.vector(simd.xor);
      assembler.get(key);
      assembler.vector(simd.xor);
      assembler.set(to);
    }
    for (const [product, to] of [
      [local.product1, local.x1],
      [local.product0, local.x3],
    ] as const) {
      assembler.get(product);
      lowWord();
      assembler.set(to);
    }
    for (const [key, weyl] of [
      [local.k0, weyl0],
      [local.k1, weyl1],
    ] as const) {
      assembler.get(key);
      assembler.vectorBits(0, weyl);
      assembler.vector(simd.addIntegers);
      lowWord();
      assembler.set(key);
    }
  }
  // The first word and 20 bits of the second, k, as the significand of 2^52 + k.
  assembler.get(local.x0);
  assembler.integer(20);
  assembler.vector(simd.shiftLeft);
  assembler.get(local.x1);
  assembler.integer(12);
  assembler.vector(simd.shiftRight);
  assembler.vector(simd.or);
  assembler.vectorConstant(twoTo52);
  assembler.vector(simd.or);
  assembler.vectorConstant(twoTo52);
  assembler.vector(simd.subtract);
  assembler.vectorConstant(0.5);
  assembler.vector(simd.add);
  assembler.vectorConstant(1 / twoTo52);
  assembler.vector(simd.multiply);
  return { code: assembler.code, locals: { integers: 0, vectors: 8 } };
}
