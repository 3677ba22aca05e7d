import { onParameters, onTime } from "../4-lower/instruction.js";
import type { Code } from "../4-lower/lower.js";

/**
 * Where a value is computed. `run`: once a run. In the loop over steps, `step`: at each evaluation
 * of the rates; `sample`: once a step, since only what is read off or remembered at each step needs
 * it; `moment`: only at steps at which something is read off. `end`: after the last step, where what
 * is read off at the end is computed once more.
 */
export type Section = "run" | "step" | "sample" | "moment" | "end";

/** The values of one stretch of the kernel, each in the first section that needs it. */
export interface Placement {
  /** Null: not computed here (a constant, which is written into its uses; or made elsewhere). */
  readonly sections: readonly (Section | null)[];
  /** True where the one use of a value computes it in place. */
  readonly inlined: readonly boolean[];
  /** True where all futures have the same value, so that one vector serves them all. */
  readonly uniform: readonly boolean[];
}

/** A tree deeper than this is cut: the emitter, and the engine that reads the bytes, recur. */
const deepestTree = 64;

/** What a section is for: `kept` are read more than once, or at another place; others once. */
export interface Roots {
  readonly section: Section;
  readonly kept: readonly number[];
  readonly others: readonly number[];
}

/** Places what the roots need; `isMadeElsewhere` tells what is known when the stretch begins. */
export function placeValues(
  code: Pick<Code, "instructions">,
  roots: readonly Roots[],
  isMadeElsewhere: (value: number) => boolean,
): Placement {
  const { instructions } = code;
  const sections: (Section | null)[] = instructions.map(() => null);
  for (const { section, kept, others } of roots) {
    for (const value of [...kept, ...others]) sections[value] ??= section;
  }
  // Operands come before what is computed from them.
  const order: readonly (Section | null)[] = roots.map(({ section }) => section);
  for (let value = instructions.length - 1; value >= 0; value--) {
    const section = sections[value];
    if (section === null) continue;
    if (instructions[value].dependsOn === 0 || isMadeElsewhere(value)) {
      sections[value] = null;
      continue;
    }
    for (const operand of instructions[value].operands) {
      const own = sections[operand];
      if (own === null || order.indexOf(section) < order.indexOf(own)) sections[operand] = section;
    }
  }
  const uniform = instructions.map(({ dependsOn }) => dependsOn === onTime);
  return { sections, inlined: inlinedValues(code, roots, sections, uniform), uniform };
}

function inlinedValues(
  { instructions }: Pick<Code, "instructions">,
  roots: readonly Roots[],
  sections: readonly (Section | null)[],
  uniform: readonly boolean[],
): readonly boolean[] {
  const uses = new Uint32Array(instructions.length);
  const user = new Int32Array(instructions.length).fill(-1);
  for (const [value, { operation, operands }] of instructions.entries()) {
    if (sections[value] === null) continue;
    // A guard reads its operands in a branch, a held value as well: they must be at hand before.
    const branches = operation === "guard" || operation === "hold";
    for (const operand of operands) {
      uses[operand] += branches ? 2 : 1;
      user[operand] = value;
    }
  }
  for (const { kept, others } of roots) {
    for (const value of kept) uses[value] += 2;
    for (const value of others) uses[value]++;
  }
  const depth = new Uint32Array(instructions.length);
  return instructions.map(({ operation, operands }, value) => {
    if (sections[value] === null) return false;
    for (const operand of operands) depth[value] = Math.max(depth[value], depth[operand]);
    depth[value]++;
    const consumer = user[value];
    const fits =
      consumer < 0
        ? !uniform[value]
        : sections[consumer] === sections[value] && uniform[consumer] === uniform[value];
    const kept = operation === "hold" || uses[value] !== 1;
    const keeps = kept || depth[value] > deepestTree || !fits;
    if (keeps) depth[value] = 0;
    return !keeps;
  });
}

/** Whether a value is the same at all times, so that it is made once a run. */
export function isMadeOnce(code: Pick<Code, "instructions">, value: number): boolean {
  return code.instructions[value].dependsOn === onParameters;
}
