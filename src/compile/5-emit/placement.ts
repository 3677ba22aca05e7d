import { onParameters, onTime } from "../4-lower/code.js";
import type { Code } from "../4-lower/lower.js";

/**
 * Where a value is computed: `constant`: written into each use; `run`: once a run; `step`: at each
 * evaluation of the rates; `sample`: once a step, since only what is read off or remembered needs
 * it; `unused`: nothing needs it.
 */
export type Section = "unused" | "constant" | "run" | "step" | "sample";

export interface Placement {
  readonly sections: readonly Section[];
  /** True where the one use of a value computes it in place, without a local. */
  readonly inlined: readonly boolean[];
  /** True where all futures have the same value, so that one vector serves them all. */
  readonly uniform: readonly boolean[];
}

/** A tree deeper than this is cut: the emitter, and the engine that reads the bytes, recur. */
const deepestTree = 64;

export function placeValues(code: Code): Placement {
  const { instructions, states } = code;
  const changes = states.filter(({ integrated }) => integrated).map(({ change }) => change);
  const sampled = [
    ...states.filter(({ integrated }) => !integrated).map(({ change }) => change),
    ...code.probes.map(({ value }) => value),
    ...code.series,
    ...code.lines,
    // Each is read twice where it is sent.
    ...code.arrivals.flatMap(({ input, steps }) => [input, input, steps, steps]),
  ];
  const starts = states.map(({ initial }) => initial);
  const inRates = reachedFrom(code, changes);
  const needed = reachedFrom(code, [...changes, ...sampled, ...starts]);
  const sections = instructions.map(({ dependsOn }, value): Section => {
    if (!needed[value]) return "unused";
    if (dependsOn === 0) return "constant";
    if (dependsOn === onParameters) return "run";
    return inRates[value] ? "step" : "sample";
  });
  const uniform = instructions.map(({ dependsOn }) => dependsOn === onTime);

  const uses = new Uint32Array(instructions.length);
  const user = new Int32Array(instructions.length).fill(-1);
  for (const [value, { operands }] of instructions.entries()) {
    if (sections[value] === "unused") continue;
    for (const operand of operands) {
      uses[operand]++;
      user[operand] = value;
    }
  }
  for (const value of starts) uses[value]++;
  // The rates are all known before the first stock moves, so each is kept in a local; and what is
  // known once a run is not computed again at each step.
  for (const value of changes) uses[value] += 2;
  for (const value of sampled) uses[value] += sections[value] === "run" ? 2 : 1;

  const depth = new Uint32Array(instructions.length);
  const inlined = instructions.map(({ operation, operands }, value) => {
    for (const operand of operands) depth[value] = Math.max(depth[value], depth[operand]);
    depth[value]++;
    const section = sections[value];
    if (section === "constant" || section === "unused") return false;
    const consumer = user[value];
    const fits =
      consumer < 0
        ? !uniform[value]
        : sections[consumer] === section && uniform[consumer] === uniform[value];
    const kept = operation === "hold" || uses[value] !== 1;
    const keeps = kept || depth[value] > deepestTree || !fits;
    if (keeps) depth[value] = 0;
    return !keeps;
  });
  return { sections, inlined, uniform };
}

function reachedFrom(code: Code, roots: readonly number[]): readonly boolean[] {
  const reached = code.instructions.map(() => false);
  for (const root of roots) reached[root] = true;
  for (let value = code.instructions.length - 1; value >= 0; value--) {
    if (!reached[value]) continue;
    for (const operand of code.instructions[value].operands) reached[operand] = true;
  }
  return reached;
}
