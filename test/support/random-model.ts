import { modelOf } from "./model.js";
import type { Draft } from "./model.js";
import type { Model } from "#study/model";

/** Mulberry32 (T. Ettinger, public domain): a small generator for test data. */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface RandomModel {
  readonly model: Model;
  readonly parameters: readonly string[];
  /** One value a parameter and future. */
  readonly draws: readonly (readonly number[])[];
}

/** A model of every builtin and operator, without circles, that may well overflow or make NaN. */
export function randomModel(seed: number, futures: number): RandomModel {
  const random = generator(seed);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)];
  const number = () =>
    pick([
      () => (random() * 10).toFixed(3),
      () => String(below(5)),
      () => (random() / 100).toFixed(5),
      () => `(-${(random() * 3).toFixed(2)})`,
      () => "1e3",
    ])();
  const step = pick([1, 0.5, 0.25, 0.1, 1 / 3]);
  const steps = 3 + below(8);
  const variables: Record<string, Draft> = {};
  const parameters = Array.from({ length: 1 + below(4) }, (_, index) => `p${index}`);
  for (const name of parameters) variables[name] = random() * 4 - 1;
  const stocks = Array.from({ length: 1 + below(4) }, (_, index) => `S${index}`);
  const tables = Array.from({ length: 1 + below(2) }, (_, index) => `T${index}`);
  for (const name of tables) variables[name] = randomTable(random);
  variables.series = { ...randomTable(random), data: true } as Draft;

  const expression = (names: readonly string[], depth: number): string => {
    if (depth === 0 || random() < 0.15) return random() < 0.6 ? pick(names) : number();
    const inner = () => expression(names, depth - 1);
    const condition = (): string =>
      pick([
        () => `${inner()} ${pick(["<", "<=", ">", ">=", "=", "<>"])} ${inner()}`,
        () => `NOT (${inner()} > ${number()})`,
        () => `(${inner()} > 1 ${pick(["AND", "OR"])} ${inner()} < 2)`,
        () => `TIME >= ${number()}`,
      ])();
    const time = () => `(${(1 + random() * 3).toFixed(2)})`;
    return pick([
      () => `(${inner()} + ${inner()})`,
      () => `(${inner()} - ${inner()})`,
      () => `(${inner()} * ${inner()})`,
      () => `(${inner()} / ${inner()})`,
      () => `(-${inner()})`,
      () => `(ABS(${inner()}) ^ ${pick([number(), "2", "3", "4", inner()])})`,
      () => `(${inner()} MOD ${number()})`,
      () => `MIN(${inner()}, ${inner()})`,
      () => `MAX(${inner()}, ${inner()})`,
      () => `(IF ${condition()} THEN ${inner()} ELSE ${inner()})`,
      () => `${pick(["ABS", "INT", "ROUND", "SQRT", "EXP", "LN", "LOG10"])}(${inner()})`,
      () => `${pick(["SIN", "COS", "TAN", "ARCSIN", "ARCCOS", "ARCTAN"])}(${inner()})`,
      () => `SAFEDIV(${inner()}, ${inner()}${random() < 0.5 ? `, ${number()}` : ""})`,
      () => `STEP(${inner()}, ${number()})`,
      () => `RAMP(${inner()}, ${number()})`,
      () => `PULSE(${inner()}, ${number()}${random() < 0.5 ? `, ${number()}` : ""})`,
      () => `${pick(["SMTH1", "SMTH3", "DELAY1", "DELAY3"])}(${inner()}, ${time()}, ${number()})`,
      () => `PREVIOUS(${inner()}, ${number()})`,
      () => `"vensim.SAMPLE IF TRUE"(${inner()} > 1, ${inner()}, ${number()})`,
      () => `vensim.DELAY FIXED(${inner()}, ${pick([time(), pick(parameters)])}, ${inner()})`,
      () => `vensim.DELAY MATERIAL(${inner()}, ${inner()}, ${number()}, ${number()})`,
      () => `vensim.DELAY INFORMATION(${inner()}, ${inner()}, ${number()})`,
      () => `vensim.DELAY BATCH(${inner()}, ${number()}, ${time()}, ${number()}, ${number()}, 1)`,
      () => `vensim.${pick(["NPV", "NPVE"])}(${inner()}, ${number()}, ${number()}, ${inner()})`,
      () => `vensim.GAMMA LN(${inner()})`,
      // The large ones are rare: they would take up most of the time.
      () =>
        random() < 0.8
          ? `vensim.RANDOM UNIFORM(${number()}, ${inner()}, 0)`
          : `vensim.RANDOM ${randomCall(pick, inner, number)}, ${number()}, ${inner()}, 0)`,
      () => `vensim.ALLOC P(${inner()}, ${inner()}, ${number()}, ${inner()})`,
      () =>
        `vensim.LOOKUP ${pick(["FORWARD", "BACKWARD", "EXTRAPOLATE", "INVERT"])}(${pick(tables)}, ${inner()})`,
      () => `vensim.LOOKUP AREA(${pick(tables)}, ${inner()}, ${inner()})`,
      () => `vensim.LOOKUP SLOPE(${pick(tables)}, ${inner()}, ${pick(["-1", "0", "1"])})`,
      () => `vensim.GET DATA BETWEEN TIMES(series, ${inner()}, ${pick(["-1", "0", "1"])})`,
      () => `vensim.GET DATA ${pick(["MAX", "MEAN", "MEDIAN"])}(series, ${inner()}, ${inner()})`,
      () => `vensim.${pick(["TIME SHIFT", "GET DATA AT TIME"])}(series, ${inner()})`,
      () => `DELAY(${inner()}, ${pick([time(), `1 + ABS(${pick(parameters)})`])}, ${number()})`,
      () => `${pick(["DELAYN", "SMTHN"])}(${inner()}, ${time()}, ${1 + below(3)})`,
      () => `TREND(${inner()}, ${time()}${random() < 0.5 ? `, ${number()}` : ""})`,
      () => `FORCST(${inner()}, ${time()}, ${number()})`,
      () => `MIN(${inner()}, ${inner()}, MAX(${inner()}, ${inner()}, ${inner()}))`,
      () => `isee.${pick(["PMT", "PV", "FV"])}(${inner()}, ${number()}, ${inner()}, ${number()})`,
      () => `isee.ROOTN(${inner()}, ${inner()})`,
      () => `isee.COUNTER(${number()}, ${number()})`,
      () => `isee.DERIVN(${inner()}, ${below(3)})`,
      () => `isee.HISTORY(${inner()}, TIME - 1)`,
      () => `isee.CGROWTH(${inner()})`,
      () => `${pick(tables)}(${inner()})`,
      () => pick(["TIME", "DT", "STARTTIME", "STOPTIME", "PI", "series"]),
    ])();
  };
  const known = [...parameters, ...stocks];
  const auxiliaries = Array.from({ length: 2 + below(6) }, (_, index) => `a${index}`);
  for (const [index, name] of auxiliaries.entries()) {
    const names = [...known, ...auxiliaries.slice(0, index)];
    variables[name] =
      random() < 0.2
        ? { ...randomTable(random), input: expression(names, 2) }
        : expression(names, 3);
  }
  variables.kept = `INIT(${expression([...known, ...auxiliaries], 2)})`;
  const all = [...known, ...auxiliaries, "kept"];
  for (const [index, name] of stocks.entries()) {
    variables[`in${index}`] = { flow: expression(all, 2), nonNegative: random() < 0.3 };
    variables[`out${index}`] = {
      flow: random() < 0.5 ? `${name} * 0.1` : expression(all, 1),
      nonNegative: random() < 0.5,
    };
    variables[name] = {
      stock: random() < 0.5 ? number() : expression(parameters, 2),
      // What leaves one stock often enters the next.
      inflows: index > 0 && random() < 0.5 ? [`in${index}`, `out${index - 1}`] : [`in${index}`],
      outflows: random() < 0.7 ? [`out${index}`] : [],
      nonNegative: random() < 0.4,
    };
  }
  if (random() < 0.4) {
    addConveyor(variables, random, (depth) => expression(all, depth), Number.isInteger(1 / step));
  }
  const model = modelOf(
    {
      start: pick([0, 2008, -1.5]),
      stop: 0,
      step,
      method: pick(["euler", "rk2", "rk4"] as const),
      saveEvery: 1 + below(2),
    },
    variables,
  );
  const time = { ...model.time, steps, stop: model.time.start + steps * step };
  return {
    model: { ...model, time },
    parameters,
    draws: parameters.map(() =>
      Array.from({ length: futures }, () =>
        random() < 0.05 ? pick([0, -0, 1e300, NaN, Infinity, 1e-310]) : random() * 6 - 2,
      ),
    ),
  };
}

/** From the first stock, or from nowhere, to nowhere; with or without all that a conveyor may have. */
function addConveyor(
  variables: Record<string, Draft>,
  random: () => number,
  expression: (depth: number) => string,
  stepInUnit: boolean,
): void {
  const maybe = (chance: number) => random() < chance;
  const leaks = maybe(0.5) ? (maybe(0.3) ? ["leak0", "leak1"] : ["leak0"]) : [];
  const varies = maybe(0.3);
  // A queue that tells its batches apart is large.
  const queues = stepInUnit && maybe(0.3);
  const apart = maybe(0.15);
  const transit = (random() * 3).toFixed(2);
  variables.Belt = {
    stock: maybe(0.5) ? "3" : "p0 ^ 2",
    inflows: queues ? ["entering", "served"] : ["entering"],
    outflows: ["leaving", ...leaks],
    conveyor: {
      transit: varies ? `MIN(${transit} + ABS(${expression(1)}) + 0 * TIME, 2.5)` : transit,
      exponentialLeak: maybe(0.5),
      ...(maybe(0.3) ? { capacity: `ABS(${expression(1)})` } : {}),
      ...(maybe(0.3) ? { inflowLimit: "p0 + 2" } : {}),
      ...(maybe(0.3) ? { arrest: `${expression(1)} > 1` } : {}),
      ...(varies && maybe(0.3) ? { sample: `${expression(1)} > 0` } : {}),
      ...(queues ? { discrete: true, oneAtATime: apart, batchIntegrity: apart && maybe(0.5) } : {}),
    },
  };
  if (queues) {
    const outflows = maybe(0.5) ? ["served", "turned"] : ["served"];
    variables.Line = { stock: "2", inflows: ["coming"], outflows, queue: true };
    variables.coming = { flow: expression(2) };
    variables.served = { outOf: "Line" };
    if (outflows.length > 1) variables.turned = { outOf: "Line", overflow: maybe(0.7) };
  }
  variables.entering = { flow: expression(2) };
  variables.leaving = { exitOf: "Belt" };
  for (const name of leaks) {
    const zone = varies || maybe(0.5) ? undefined : ([0.1, 0.7] as const);
    const fraction = maybe(0.5) ? "0.3" : expression(1);
    variables[name] = { leakOf: "Belt", fraction, ...(zone === undefined ? {} : { zone }) };
  }
  const first = variables.S0;
  if (maybe(0.5) && typeof first === "object" && "stock" in first) {
    variables.S0 = { ...first, outflows: [...(first.outflows ?? []), "entering"] };
  }
}

/** A random function up to its shift and stretch, with bounds that may exclude each other. */
function randomCall(
  pick: <T>(list: readonly T[]) => T,
  inner: () => string,
  number: () => string,
): string {
  const bounds = `${number()}, ${pick([number(), "1e3", "1e6"])}`;
  return pick([
    () => `NORMAL(${bounds}`,
    () => `EXPONENTIAL(${bounds}`,
    () => `WEIBULL(${bounds}, ${inner()}`,
    () => `GAMMA(${bounds}, ${inner()}`,
    () => `BETA(${bounds}, ${inner()}, ${number()}`,
    () => `POISSON(${bounds}, ${inner()}`,
    () => `BINOMIAL(${bounds}, ${pick(["0.3", inner()])}, ${inner()}`,
    () => `NEGATIVE BINOMIAL(${bounds}, ${pick(["0.3", inner()])}, ${inner()}`,
  ])();
}

function randomTable(random: () => number) {
  let x = Math.floor(random() * 4) - 2;
  const points = Array.from({ length: 1 + Math.floor(random() * 6) }, () => {
    x += random() < 0.1 ? 0 : random() * 2;
    return [x, random() * 4 - 1] as const;
  });
  const kinds = ["continuous", "extrapolated", "discrete"] as const;
  return { points, interpolation: kinds[Math.floor(random() * kinds.length)] };
}
