import { createNumberArithmetic } from "#numeric/number-arithmetic";

import { lower } from "./4-lower/lower.js";
import type { Code } from "./4-lower/lower.js";
import type { Shape } from "./5-emit/layout.js";
import { planReadings } from "./5-emit/readings-plan.js";
import { shapeFor } from "./5-emit/shapes.js";
import { planStretches } from "./5-emit/stretch.js";
import { cellNamed, constantCell } from "./compile.js";
import type { CompileRequest } from "./compile.js";
import { nodeText } from "./node-text.js";
import { planOutcomes } from "./probes.js";
import { stagesOf } from "./stages.js";
import { startOf } from "./system.js";
import type { System } from "./system.js";

/** When variables of a model are computed in a kernel; the titles are in the order of a run. */
const titles = {
  known: "known when the model is compiled",
  run: "once a run",
  step: "at each evaluation of the rates",
  sample: "once a step",
  moment: "at steps at which something is read off",
  end: "after the last step, where something is read off",
} as const;

/** The scheduled program of a model, in words and equations. */
export function describe(system: System, request: CompileRequest): string {
  const plan = planOutcomes(system, request.outcomes);
  const parameters = new Set(request.parameters.map((key) => constantCell(system, key)));
  const code = lower(
    plan.system,
    {
      parameters: [...parameters],
      probes: plan.probes,
      readings: plan.readings,
      series: request.series.map((key) => cellNamed(system, key)),
    },
    createNumberArithmetic(),
  );
  const { cells, time } = plan.system;
  const nameOf = (cell: number) => cells[cell].name;
  const stages = stagesOf(time.method, time.step).length;
  const shape = request.shape ?? shapeFor(code, stages);
  const lines = [
    `${time.method}, ${time.steps} steps of ${time.step}, ${stages} ${stages === 1 ? "evaluation" : "evaluations"} of the rates a step`,
    shapeText(shape),
  ];
  const groups = groupCells(
    code,
    plan.system,
    planStretches(code, planReadings(code, time), shape.blockSize),
  );
  for (const [key, title] of Object.entries(titles)) {
    const members = groups.get(key) ?? [];
    if (members.length === 0) continue;
    lines.push("", `${title}:`);
    for (const cell of members)
      lines.push(`  ${equationText(plan.system, cell, parameters, nameOf)}`);
  }
  const moved = [...code.values.keys()].filter((cell) =>
    ["stock", "memory"].includes(cells[cell].kind),
  );
  if (moved.length > 0) lines.push("", "moved at the end of a step:");
  for (const cell of moved) {
    const state = cells[cell];
    const start = startOf(state);
    const initially = start === null ? "" : `, at first ${nodeText(start, nameOf)}`;
    if (state.kind === "stock") {
      const moves =
        state.moves === undefined
          ? `dt · (${nodeText(state.net, nameOf)})`
          : nodeText(state.moves, nameOf);
      lines.push(`  ${state.name} by ${moves}${initially}`);
    } else if (state.kind === "memory") {
      lines.push(`  ${state.name} to ${nodeText(state.next, nameOf)}${initially}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function groupCells(
  code: Code,
  { cells }: System,
  { loop, end }: ReturnType<typeof planStretches>,
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [cell, value] of code.values) {
    if (["stock", "memory"].includes(cells[cell].kind)) continue;
    const known = code.instructions[value].dependsOn === 0;
    const section = loop.placement.sections[value] ?? end.placement.sections[value] ?? "run";
    const key = known ? "known" : section;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return groups;
}

function equationText(
  { cells }: System,
  index: number,
  parameters: ReadonlySet<number>,
  nameOf: (cell: number) => string,
): string {
  const cell = cells[index];
  switch (cell.kind) {
    case "constant":
      return parameters.has(index)
        ? `${cell.name}: each future has its own`
        : `${cell.name} = ${cell.value}`;
    case "formula":
      return `${cell.name} = ${nodeText(cell.node, nameOf)}${cell.held === true ? ", held over the step" : ""}`;
    case "frozen":
      return `${cell.name} = ${nodeText(cell.initial, nameOf)}, at the start`;
    case "line":
      return `${cell.name} = ${nodeText(cell.input, nameOf)}, ${nameOf(cell.steps)} steps ago`;
    case "arrivals":
      return `${cell.name} = what arrives of ${nodeText(cell.input, nameOf)}`;
    case "stock":
    case "memory":
      return cell.name;
  }
}

function shapeText({ lanes, vectors, blockSize, steps = 1 }: Shape): string {
  const pass = `${lanes} futures a pass`;
  if (blockSize > 0) return `${pass}, in blocks of about ${blockSize} operations`;
  return `${pass}, ${2 * vectors} at a time through ${steps === 1 ? "a whole step" : `${steps} whole steps`}`;
}
