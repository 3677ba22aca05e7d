// What is measured: each case has a compiled program, a block of futures, and a check that must
// pass before any speed of it is told.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { compile, resolveAndCheck } from "../dist/compile/compile.js";
import { interpret } from "../dist/compile/interpret.js";
import { createNumberArithmetic } from "../dist/numeric/number-arithmetic.js";
import { sha256 } from "../dist/numeric/hash.js";
import { loadModel, loadStudy } from "../dist/parley.js";
import { createKernel } from "../dist/run/kernel.js";
import { quantileFunction } from "../dist/sample/distribution.js";
import { coordinates } from "../dist/sample/futures.js";
import { createNodeHost } from "../dist/show/node/host.js";
import { kit } from "./native.mjs";

const here = import.meta.dirname;
export const kitModels = ["S", "M", "L", "XL"];
const tolerance = 1e-9;
const outcomesOf = JSON.parse(readFileSync(join(here, "expected/outcomes.json"), "utf8")).models;

/** A case by its name: S, M, L, XL, founding or array. */
export async function prepareCase(name) {
  if (kitModels.includes(name)) return kitCase(name);
  return name === "array" ? arrayCase() : foundingCase();
}

/** A model of the kit: all stocks at the end, and its five outcomes. */
async function kitCase(name) {
  const { model, columns, sum } = await kitModel(name);
  const { system, errors } = resolved(model);
  if (errors.length > 0) throw new Error(errors.join("\n"));
  const futures = csv(freshest(`futures/${name}.csv`));
  const parameters = futures.names.map(keyOf);
  const outcomes = columns.map(({ label, statistic, variable }) =>
    statistic === "sum"
      ? outcome(label, keyOf(sum), "at", model.time)
      : outcome(label, keyOf(variable), statistic === "final" ? "at" : statistic, model.time),
  );
  const one = async () => {
    const expected = csv(freshest(`expected/${name}.csv`));
    const count = expected.rows.length;
    const program = compile(system, { parameters, outcomes, series: [] });
    const found = await runOnce(program, blockOf(futures, count), count);
    let worst = 0;
    for (const [row, { key }] of outcomes.entries()) {
      const column = expected.names.indexOf(key);
      for (let future = 0; future < count; future++) {
        const right = expected.rows[future][column];
        const error = Math.abs(found[row * count + future] / right - 1);
        worst = Math.max(worst, right === 0 ? Math.abs(found[row * count + future]) : error);
      }
    }
    if (!(worst <= tolerance)) throw new Error(`${name}: results differ by ${worst}`);
    return worst;
  };
  const expected = (count) => {
    const known = csv(freshest(`expected/${name}.csv`));
    return outcomes.flatMap(({ key }) => {
      const column = known.names.indexOf(key);
      return Array.from({ length: count }, (_, future) => known.rows[future][column]);
    });
  };
  const found = await finish(name, system, { parameters, outcomes }, futures, one);
  return { ...found, model, columns, names: futures.names, expected };
}

/** The kit asks for sums over time points, which are summed up here by a variable of its own. */
export async function kitModel(name) {
  const { outcomes, stocks } = outcomesOf[name];
  const summed = outcomes.find(({ statistic }) => statistic === "sum").variable;
  const so = `sum of ${summed} before`;
  const aux = (title, equation) => `<aux name="${title}"><eqn>${equation}</eqn></aux>`;
  const added =
    aux(so, `PREVIOUS("sum of ${summed}", 0)`) + aux(`sum of ${summed}`, `"${so}" + "${summed}"`);
  const text = readFileSync(join(here, "models", `${name}.xmile`), "utf8");
  const bytes = Buffer.from(text.replace("</variables>", `${added}</variables>`));
  const { value: model, diagnostics } = await loadModel(
    { read: async () => bytes },
    `${name}.xmile`,
  );
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const finals = Array.from({ length: stocks }, (_, index) => ({
    label: `Stock ${index}`,
    statistic: "final",
    variable: `Stock ${index}`,
  }));
  const columns = [...finals, ...outcomes.map((each) => ({ ...each, label: each.column }))];
  return { model, columns, sum: `sum of ${summed}` };
}

async function arrayCase() {
  const files = { read: async () => readFileSync(join(here, "models/array.yaml")) };
  const { value: model, diagnostics } = await loadModel(files, "array.yaml");
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const { system } = resolved(model);
  const varied = [...model.variables.values()].filter(({ range }) => range !== null);
  const unit = coordinates(
    1,
    varied.map(({ key }) => key),
    0,
    1024,
  );
  const columns = varied.map(({ key, range: [low, high] }) =>
    unit.columns.get(key).map((share) => low + share * (high - low)),
  );
  const outcomes = [
    outcome("most ill", "ill", "max", model.time),
    outcome("ill at the end", "ill", "at", model.time),
  ];
  const parameters = varied.map(({ key }) => key);
  const check = () => checkWithTwin("array", system, { parameters, outcomes }, rowsOf(columns));
  return finish("array", system, { parameters, outcomes }, rowsOf(columns), check);
}

/** The bundled study under one policy, every premise open. */
async function foundingCase() {
  const folder = fileURLToPath(new URL("../examples/drones-or-diplomacy", import.meta.url));
  const { value: study } = await loadStudy(createNodeHost(folder));
  const { system } = resolved(study.model);
  const premises = [...study.premises.values()].filter(({ inModel }) => inModel);
  const policy = study.policies.get("hard_power");
  const unit = coordinates(1, [...study.premises.keys()], 0, 1024);
  const columns = [
    ...premises.map(({ key, open }) => unit.columns.get(key).map(quantileFunction(open))),
    ...[...study.levers.keys()].map((key) =>
      new Float64Array(1024).fill(policy.settings.get(key).value),
    ),
  ];
  const parameters = [...premises.map(({ key }) => key), ...study.levers.keys()];
  const outcomes = [...study.outcomes.values()];
  const check = () => checkWithTwin("founding", system, { parameters, outcomes }, rowsOf(columns));
  return finish("founding", system, { parameters, outcomes }, rowsOf(columns), check);
}

/** The variables of the outcomes over time, bit for bit as the interpreter has them. */
async function checkWithTwin(name, system, { parameters, outcomes }, futures) {
  const series = [...new Set(outcomes.map(({ variable }) => variable))];
  const program = compile(system, { parameters, outcomes: [], series });
  const count = 3;
  const kernel = await createKernel(program, createNodeHost("."));
  const found = kernel.run({ futures: count, parameters: blockOf(futures, count) }).series;
  for (let future = 0; future < count; future++) {
    const set = new Map(
      parameters.map((key, row) => [system.cellOf.get(key), futures.rows[future][row]]),
    );
    const observe = (step, _time, values) => {
      if (step % system.time.saveEvery !== 0) return;
      const save = step / system.time.saveEvery;
      for (const [index, key] of series.entries()) {
        const got = found[(index * program.saves + save) * count + future];
        const right = values[system.cellOf.get(key)];
        if (!Object.is(got, right)) throw new Error(`${name}: ${key} is ${got}, not ${right}`);
      }
    };
    interpret(system, createNumberArithmetic(), set, observe);
  }
  return 0;
}

/** Compiles a few times; the first is the slowest, the median what a second model of its kind takes. */
function finish(name, system, request, futures, check) {
  const times = [];
  let program;
  for (let turn = 0; turn < 5; turn++) {
    const began = performance.now();
    program = compile(system, { series: [], ...request });
    times.push(performance.now() - began);
  }
  const withSeries = compile(system, {
    ...request,
    series: [...new Set(request.outcomes.slice(-5).map(({ variable }) => variable))],
  });
  return {
    name,
    system,
    request,
    program,
    withSeries,
    check,
    compileShape: (shape) => compile(system, { series: [], ...request, shape }),
    compileFirst: times[0],
    compile: times.toSorted((a, b) => a - b)[2],
    block: (count) => blockOf(futures, count),
  };
}

/** SHA-256 of the outcomes of the first 64 futures, as little-endian doubles. */
export async function hashOf({ program, block }) {
  const found = await runOnce(program, block(64), 64);
  return sha256(new Uint8Array(found.buffer));
}

async function runOnce(program, parameters, futures) {
  const kernel = await createKernel(program, createNodeHost("."));
  return kernel.run({ futures, parameters }).outcomes;
}

function resolved(model) {
  const { system, diagnostics } = resolveAndCheck(model);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return { system, errors: errors.map(({ message }) => message) };
}

/** Rows of parameters; where more futures are wanted than there are, they begin again. */
function blockOf({ rows, names }, count) {
  const block = new Float64Array((names ?? rows[0]).length * count);
  for (let future = 0; future < count; future++) {
    for (const [row, value] of rows[future % rows.length].entries()) {
      block[row * count + future] = value;
    }
  }
  return block;
}

function rowsOf(columns) {
  return { rows: Array.from(columns[0], (_, row) => columns.map((column) => column[row])) };
}

function outcome(key, variable, measure, time) {
  const place = time.place;
  return {
    name: key,
    key,
    label: key,
    variable,
    measure,
    from: time.start,
    to: time.stop,
    threshold: null,
    prefer: null,
    unit: null,
    place,
  };
}

/** All futures of the kit where it is there, else the first of them, which the project has. */
function freshest(path) {
  const whole = resolve(kit, path);
  return existsSync(whole) ? whole : join(here, path);
}

function csv(path) {
  const [head, ...lines] = readFileSync(path, "utf8").trim().split("\n");
  return { names: head.split(","), rows: lines.map((line) => line.split(",").map(Number)) };
}

function keyOf(name) {
  return name.toLowerCase().replaceAll(/[\s_]+/g, "_");
}
