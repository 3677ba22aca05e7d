import type { TimeSettings } from "#study/model";

import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";
import { local } from "./layout.js";

/** Sets `target` to start + (2·step + halves)·(dt/2), as `timeAt` has it. */
export function setTime(
  assembler: Assembler,
  { start, step }: TimeSettings,
  target: number,
  pushHalves: () => void,
): void {
  assembler.get(local.step);
  assembler.integer(1);
  assembler.integerShiftLeft();
  pushHalves();
  assembler.integerAdd();
  assembler.floatFromInteger();
  assembler.float(step / 2);
  assembler.floatMultiply();
  assembler.float(start);
  assembler.floatAdd();
  assembler.vector(simd.splat);
  assembler.set(target);
}

export function increase(assembler: Assembler, target: number, by: number): void {
  assembler.get(target);
  assembler.integer(by);
  assembler.integerAdd();
  assembler.set(target);
}
