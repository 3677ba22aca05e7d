import type { Code } from "../4-lower/lower.js";
import type { Shape } from "./layout.js";

/** Up to so many instructions, all values of eight futures fit into registers, or nearly. */
const smallCode = 200;

/**
 * The shape in which a model runs fastest, measured on the models of `bench/`. Blocks of about 15
 * operations leave the engine no reason to move values out of registers, and 32 lanes are enough to
 * spread what a loop costs and few enough for the rows of a large model to stay in the second cache:
 * futures a second, M / L / XL / the founding study, at 150 operations 68,800 / 2,900 / 3,000 / 23,800,
 * at 40 83,400 / 3,570 / 3,550 / 31,500, at 15 106,500 / 4,180 / 4,030 / 35,800, at 5 less again. The
 * smallest (S) makes 2.9 million with its values in locals and 1.6 million in blocks.
 */
export function shapeFor(code: Code): Shape {
  return code.instructions.length <= smallCode
    ? { lanes: 8, vectors: 4, blockSize: 0 }
    : { lanes: 32, vectors: 1, blockSize: 14 };
}
