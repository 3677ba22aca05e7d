// The best plain JavaScript of a model, one future after the other, with the engine's own Math. It is
// generated from Parley's equations, so that both compute the same; what depends on parameters only
// is computed once a run. Two forms are written, of which the faster counts: `whole` is one function
// with a local variable for each of the model; `parts` are functions of 30 equations each, with what
// crosses them in an array, since an engine does not optimise functions that are very large.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { initialDependences, stepDependences } from "../../dist/compile/3-schedule/dependences.js";
import { orderFrom } from "../../dist/compile/3-schedule/order.js";
import { planOutcomes } from "../../dist/compile/probes.js";
import { stagesOf } from "../../dist/compile/stages.js";
import { partsOfNode, startOf } from "../../dist/compile/system.js";
import { expressionOf, lookupText } from "./expressions.mjs";

const folder = join(import.meta.dirname, ".cache");
const statementsAPart = 30;

/** A function from a block of parameters (rows of futures) and a count to rows of outcomes. */
export async function generateJavaScript(form, name, system, { parameters, outcomes }) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}-${form}.mjs`);
  const plan = describe(planOutcomes(system, outcomes), parameters);
  writeFileSync(file, form === "whole" ? wholeOf(plan) : partsOf(plan));
  const { run } = await import(pathToFileURL(file));
  return (block, count) => {
    const found = new Float64Array(outcomes.length * count);
    run(block, count, found);
    return found;
  };
}

/** Statements of a run in their stretches; `set` is a statement that gives a variable a value. */
function describe({ system, probes, readings }, parameters) {
  const { time, cells } = system;
  const stages = stagesOf(time.method, time.step);
  const tables = [];
  const set = (variable, value) => ({ variable, value });
  const setCell = (index, node) => set(`v${index}`, expressionOf(node, tables));
  const parameterOf = new Map(parameters.map((key, row) => [system.cellOf.get(key), row]));
  const fixed = fixedCells(system);

  const constants = cells.flatMap((cell, index) => {
    if (cell.kind !== "constant") return [];
    const row = parameterOf.get(index);
    return [
      set(`v${index}`, row === undefined ? `${cell.value}` : `block[${row} * count + future]`),
    ];
  });
  const starts = orderFrom(cells.keys(), initialDependences(system)).order.flatMap((index) => {
    const start = startOf(cells[index]);
    return start === null ? [] : [setCell(index, start)];
  });
  const auxiliaries = orderFrom(cells.keys(), stepDependences(system)).order.flatMap((index) => {
    const cell = cells[index];
    if (cell.kind !== "formula" || fixed.has(index)) return [];
    if (cell.held && stages.length > 1) throw new Error("a value that is held is not generated");
    return [setCell(index, cell.node)];
  });
  const stocks = [];
  const memories = [];
  for (const [index, cell] of cells.entries()) {
    if (cell.kind === "stock") stocks.push({ index, net: expressionOf(cell.net, tables) });
    else if (cell.kind === "memory") {
      memories.push({ index, next: expressionOf(cell.next, tables) });
    } else if (!["constant", "formula", "frozen"].includes(cell.kind)) {
      throw new Error(`a cell of the kind ${cell.kind} is not generated`);
    }
  }
  return {
    time,
    stages,
    tables,
    constants,
    starts,
    auxiliaries,
    stocks,
    memories,
    probes,
    readings,
  };
}

/** Cells that keep the value they have at the start: what is reached from constants alone. */
function fixedCells({ cells }) {
  const fixed = new Set();
  const moves = (node) =>
    node.op === "time" ||
    node.op === "stepTime" ||
    node.op === "random" ||
    (node.op === "cell" && !fixed.has(node.cell)) ||
    partsOfNode(node).some(moves);
  for (const index of orderFrom(cells.keys(), stepDependences({ cells })).order) {
    const { kind, node, start } = cells[index];
    const isFixed = kind === "formula" ? start === undefined && !moves(node) : kind !== "stock";
    if (isFixed && ["constant", "formula", "frozen"].includes(kind)) fixed.add(index);
  }
  return fixed;
}

/** What moves states, and the statements after the last stage. */
function movesOf({ stages, stocks, memories }) {
  const many = stages.length > 1;
  const rates = [
    ...memories.map(({ index, next }) => ({ variable: `n${index}`, value: next, once: true })),
    ...stocks.map(({ index, net }) => ({ variable: `k${index}`, value: net })),
  ];
  const moves = stocks.map(({ index }) =>
    many
      ? [
          `if (stage === 0) b${index} = a${index} = v${index};`,
          `a${index} += weight * k${index};`,
          `v${index} = b${index} + ahead * k${index};`,
        ].join(" ")
      : `v${index} += weight * k${index};`,
  );
  const ends = [
    ...(many ? stocks.map(({ index }) => `v${index} = a${index};`) : []),
    ...memories.map(({ index }) => `v${index} = n${index};`),
  ];
  return { rates, moves, ends };
}

/** The loops over futures, steps and stages around the statements. */
function frame(plan, { head, prepare, derive, look, move, end }) {
  const { time, stages, tables, probes, readings } = plan;
  const list = (field) => `[${stages.map((stage) => stage[field]).join(", ")}][stage]`;
  const many = stages.length > 1;
  const starting = probes.map(
    ({ kind }, row) => `p${row} = ${kind === "min" ? "Infinity" : "-Infinity"}`,
  );
  const results = readings.map(({ plus, minus, factor }, row) => {
    const value = minus === null ? `p${plus}` : `(p${plus} - p${minus}) * ${factor}`;
    return `found[${row} * count + future] = ${value};`;
  });
  return `${[
    ...tables,
    lookupText,
    ...head,
    "export function run(block, count, found) {",
    "for (let future = 0; future < count; future++) {",
    `let ${starting.join(", ")};`,
    `let time = ${time.start}, stepTime = time;`,
    ...prepare,
    "steps: for (let step = 0; ; step++) {",
    `stepTime = ${time.start} + step * ${time.step};`,
    `for (let stage = 0; stage < ${stages.length}; stage++) {`,
    many ? `time = stepTime + ${list("halves")} * ${time.step / 2};` : "time = stepTime;",
    ...derive,
    "if (stage === 0) {",
    ...look,
    `if (step === ${time.steps}) break steps;`,
    "}",
    `const weight = ${many ? list("weight") : stages[0].weight};`,
    `const ahead = ${many ? list("ahead") : 0};`,
    ...move,
    "}",
    ...end,
    "}",
    ...results,
    "}",
    "}",
  ].join("\n")}\n`;
}

function probeText({ cell, kind, from, to }, row) {
  if (kind === "at") return `if (step === ${to}) p${row} = v${cell};`;
  if (kind !== "min" && kind !== "max") throw new Error(`an outcome ${kind} is not generated`);
  return `if (step >= ${from} && step <= ${to}) p${row} = Math.${kind}(p${row}, v${cell});`;
}

function wholeOf(plan) {
  const { rates, moves, ends } = movesOf(plan);
  const write = ({ variable, value, once }) =>
    `${once ? "if (stage === 0) " : ""}${variable} = ${value};`;
  const statements = [plan.constants, plan.starts, plan.auxiliaries].map((each) => each.map(write));
  const move = [...rates.map(write), ...moves];
  const names = new Set(
    [...statements.flat(), ...move, ...ends].join(" ").match(/\b[vkabn]\d+\b/g),
  );
  return frame(plan, {
    head: [],
    prepare: [
      `let ${[...names].map((name) => `${name} = 0.5`).join(", ")};`,
      ...statements[0],
      ...statements[1],
    ],
    derive: statements[2],
    look: plan.probes.map(probeText),
    move,
    end: ends,
  });
}

/**
 * As functions of some statements each. Variables are in the array `s`; within a function each is
 * read and written once at most, and is a local variable besides.
 */
function partsOf(plan) {
  const { rates, moves, ends } = movesOf(plan);
  const functions = [];
  const places = new Map();
  const placed = (text) =>
    text.replaceAll(/\b[vkabn]\d+\b/g, (name) => {
      if (!places.has(name)) places.set(name, places.size);
      return `s[${places.get(name)}]`;
    });
  const called = (name, statements, given, write) => {
    const calls = [];
    for (let from = 0; from < statements.length; from += statementsAPart) {
      const part = statements.slice(from, from + statementsAPart);
      const call = `${name}${calls.length}(${given})`;
      functions.push(`function ${call} {`, ...write(part), "}");
      calls.push(`${call};`);
    }
    return calls;
  };
  const assign = (part) => {
    const local = new Set();
    const lines = part.map(({ variable, value, once }) => {
      const reads = [...new Set(value.match(/\bv\d+\b/g))].filter((name) => !local.has(name));
      for (const name of [...reads, variable]) local.add(name);
      const declared = reads.map((name) => `const ${name} = ${placed(name)};`);
      const store = `${placed(variable)} = ${variable}`;
      declared.push(
        `const ${variable} = ${value};`,
        once ? `if (stage === 0) ${store};` : `${store};`,
      );
      return declared.join(" ");
    });
    return lines;
  };
  const plain = (part) => part.map(placed);
  const parts = {
    prepare: [
      ...called("constants", plan.constants, "block, count, future", assign),
      ...called("starts", plan.starts, "time, stepTime", assign),
    ],
    derive: called("auxiliaries", plan.auxiliaries, "time, stepTime", assign),
    look: plan.probes.map(probeText).map(placed),
    move: [
      ...called("rates", rates, "time, stepTime, stage", assign),
      ...called("moves", moves, "stage, weight, ahead", plain),
    ],
    end: called("ends", ends, "", plain),
  };
  return frame(plan, {
    ...parts,
    head: [`const s = new Float64Array(${places.size});`, ...functions],
  });
}
