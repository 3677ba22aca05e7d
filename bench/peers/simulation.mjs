// A model in the package `simulation`, built through its own interface from Parley's equations; a run
// gives all its variables over time, from which the outcomes are taken.
import { cellsRead, partsOfNode } from "../../dist/compile/system.js";
import { measured } from "./sdeverywhere.mjs";

const comparisons = { less: "<", lessOrEqual: "<=", equal: "=", notEqual: "<>" };
const functions = {
  absolute: "Abs",
  squareRoot: "Sqrt",
  exp: "Exp",
  ln: "Ln",
  sin: "Sin",
  cos: "Cos",
};
const operators = { add: "+", subtract: "-", multiply: "*", divide: "/", power: "^" };
const choices = { minimum: "Min", maximum: "Max" };

/** As `prepareSdeverywhere`; throws where the package is not installed or lacks what is asked for. */
export async function prepareSimulation(system, { parameters, columns }) {
  const { Model } = await import("simulation");
  const { time, cells } = system;
  const model = new Model({
    timeStart: time.start,
    timeLength: time.stop - time.start,
    timeStep: time.step,
    timeUnits: "Days",
    algorithm: time.method === "rk4" ? "RK4" : "Euler",
  });
  const cellOf = (variable) => system.cellOf.get(variable.toLowerCase().replaceAll(" ", "_"));
  const needed = reachable(
    cells,
    columns.map(({ variable }) => cellOf(variable)),
  );
  const blocks = new Map();
  for (const index of needed) blocks.set(index, blockOf(model, cells[index], index));
  for (const index of needed) define(model, blocks, cells[index], index);
  return (block, count) => {
    const found = new Float64Array(columns.length * count);
    for (let future = 0; future < count; future++) {
      for (const [row, key] of parameters.entries()) {
        const parameter = blocks.get(cellOf(key));
        if (parameter !== undefined) parameter.value = block[row * count + future];
      }
      const results = model.simulate();
      for (const [row, { variable, statistic }] of columns.entries()) {
        const series = results.series(blocks.get(cellOf(variable)));
        found[row * count + future] = measured(statistic, series.length, (at) => series[at]);
      }
    }
    return found;
  };
}

function nodesOf({ kind, node, initial, net }) {
  if (kind === "stock") return [initial, net];
  if (kind === "formula") return [node];
  if (kind === "constant") return [];
  throw new Error(`a cell of the kind ${kind} is not built`);
}

function reachable(cells, roots) {
  const found = new Set();
  const pending = [...roots];
  while (pending.length > 0) {
    const index = pending.pop();
    if (found.has(index)) continue;
    found.add(index);
    pending.push(...nodesOf(cells[index]).flatMap(cellsRead));
  }
  return found;
}

function blockOf(model, { kind, value }, index) {
  const name = `v${index}`;
  if (kind === "stock") return model.Stock({ name, initial: "0", nonNegative: false });
  return model.Variable({ name, value: kind === "constant" ? value : "0" });
}

/** Gives a block its equation, its links, and a stock its flow. */
function define(model, blocks, cell, index) {
  const block = blocks.get(index);
  const write = (node, of) => {
    for (const read of new Set(cellsRead(node))) {
      if (blocks.get(read) !== of) model.Link(blocks.get(read), of);
    }
    let tables = 0;
    const lookup = (table, input) => {
      const name = `${of.name}t${tables++}`;
      const argument = model.Variable({ name: `${name}x`, value: "0" });
      argument.value = write(input, argument);
      const values = pointsOf(table);
      const converter = model.Converter({ name, values, input: argument, interpolation: "Linear" });
      model.Link(argument, converter);
      model.Link(converter, of);
      return `[${name}]`;
    };
    return equationOf(node, lookup);
  };
  if (cell.kind === "formula") block.value = write(cell.node, block);
  if (cell.kind !== "stock") return;
  block.initial = write(cell.initial, block);
  const flow = model.Flow(null, block, { name: `f${index}`, rate: "0", nonNegative: false });
  flow.rate = write(cell.net, flow);
}

/** The points of a table, from its segments. */
function pointsOf({ breaks, intercepts, slopes, low, high }) {
  const at = (x, segment) => ({ x, y: intercepts[segment] + slopes[segment] * x });
  const inner = [...breaks.keys()].filter((segment) => segment > 0 && breaks[segment] > low);
  const points = [at(low, 0), ...inner.map((segment) => at(breaks[segment], segment))];
  if (points.at(-1).x < high) points.push(at(high, breaks.length - 1));
  return points;
}

function equationOf(node, lookup) {
  const text = (part) => equationOf(part, lookup);
  const [first, second] = partsOfNode(node);
  switch (node.op) {
    case "constant":
      return `(${node.value})`;
    case "cell":
      return `[v${node.cell}]`;
    case "time":
      return "Days()";
    case "unary":
      if (node.name === "negate") return `(0 - ${text(first)})`;
      if (node.name in functions) return `${functions[node.name]}(${text(first)})`;
      break;
    case "binary":
      if (node.name in operators) return `(${text(first)} ${operators[node.name]} ${text(second)})`;
      if (node.name in choices) return `${choices[node.name]}(${text(first)}, ${text(second)})`;
      break;
    case "lookup":
      return lookup(node.table, node.input);
    case "select":
      return `IfThenElse(${text(node.condition)}, ${text(node.ifTrue)}, ${text(node.ifFalse)})`;
    case "compare":
      return `(${text(first)} ${comparisons[node.name]} ${text(second)})`;
  }
  throw new Error(`${node.op} ${node.name ?? ""} is not built`);
}
