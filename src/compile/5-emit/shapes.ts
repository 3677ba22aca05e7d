import type { Code } from "../4-lower/lower.js";
import type { Shape } from "./layout.js";

/** The shapes that are worth trying for a model, the likely best first. */
export function shapesFor(code: Code): readonly Shape[] {
  const size = code.instructions.length;
  if (size <= 200) return [{ lanes: 8, vectors: 4, blockSize: 0 }];
  return [{ lanes: 16, vectors: 1, blockSize: 150 }];
}
