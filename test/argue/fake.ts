import { argue } from "#argue/argue";
import type { ArgueDocument } from "#argue/document";
import type { CaseResult, FailedFuture, RunPlan, RunResults } from "#argue/plan";
import type { ArgueOptions } from "#argue/settings";
import { normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import type { Equation, Expression } from "#study/expression";
import type { Place } from "#study/place";
import type {
  Basis,
  Claim,
  Criterion,
  Distribution,
  Document,
  Outcome,
  Policy,
  Position,
  Premise,
  Reading,
  Study,
} from "#study/study";

export const place: Place = { file: "study.yaml", line: 1, column: 1, length: 1 };

export const value = (number: number): Distribution => ({ kind: "value", value: number });
export const range = (low: number, high: number): Distribution => ({ kind: "uniform", low, high });
export const normal = (mean: number, deviation: number): Distribution => ({
  kind: "normal",
  mean,
  deviation,
  low: -Infinity,
  high: Infinity,
});

export interface Sketch {
  /** Open distributions by key; a key that starts with "weight" stands in the criterion alone. */
  readonly premises?: Readonly<Record<string, Distribution>>;
  /** What each position holds, and what it concludes. */
  readonly positions: Readonly<Record<string, PositionSketch>>;
  readonly policies: readonly string[];
  /** Outcome keys; "-" in front where less is preferred. */
  readonly outcomes?: readonly string[];
  readonly criterion?: Criterion;
  readonly claims?: readonly Claim[];
  readonly documents?: readonly Document[];
}

export interface PositionSketch {
  readonly holds?: Readonly<Record<string, Distribution>>;
  readonly basis?: Basis;
  readonly against?: readonly string[];
  readonly concludes?: readonly string[];
  readonly criterion?: Criterion;
  readonly document?: string;
  readonly label?: string;
  /** Other readings by name: what they hold otherwise, null for what they leave open. */
  readonly readings?: Readonly<Record<string, Readonly<Record<string, Distribution | null>>>>;
}

export const expected = (outcome: string): Criterion => ({ kind: "expected", outcome, place });

/** A study with no model behind it: what it gives is up to the engine of the test. */
export function fakeStudy(sketch: Sketch): Study {
  const outcomes = sketch.outcomes ?? ["gain"];
  const byKey = <T extends { readonly key: string }>(items: readonly T[]): Map<string, T> =>
    new Map(items.map((item) => [item.key, item]));
  return {
    name: "fake",
    file: "study.yaml",
    title: "A fake dispute",
    question: "Which policy?",
    disclosures: ["Made up."],
    limits: ["Everything."],
    model: {
      name: "fake",
      file: "model.yaml",
      documentation: null,
      time: {
        start: 2008,
        stop: 2015,
        step: 1,
        steps: 7,
        saveEvery: 1,
        unit: "year",
        method: "euler",
        place,
      },
      dimensions: new Map(),
      variables: new Map(),
      units: new Map(),
      groups: [],
      views: [],
    },
    documents: byKey(sketch.documents ?? []),
    claims: byKey(sketch.claims ?? []),
    premises: byKey(
      Object.entries(sketch.premises ?? {}).map(([key, open]): Premise => ({
        name: key,
        key,
        place,
        kind: key.startsWith("weight") ? "value" : "fact",
        inModel: !key.startsWith("weight"),
        open,
        at: 0,
        unit: null,
        why: "somebody disputes it",
        source: null,
      })),
    ),
    positions: byKey(
      Object.entries(sketch.positions).map(([key, position]) => positionOf(key, position)),
    ),
    levers: new Map(),
    policies: byKey(
      sketch.policies.map((key): Policy => ({
        name: key,
        key,
        label: key,
        place,
        settings: new Map(),
      })),
    ),
    outcomes: byKey(outcomes.map(outcomeOf)),
    criterion: sketch.criterion ?? expected(outcomes[0].replace("-", "")),
    observations: new Map(),
    hindcast: null,
    record: null,
  };
}

function positionOf(key: string, sketch: PositionSketch): Position {
  const basis = sketch.basis ?? "stated";
  return {
    name: key,
    key,
    label: sketch.label ?? key,
    place,
    document: sketch.document ?? null,
    holds: new Map(
      Object.entries(sketch.holds ?? {}).map(([premise, belief]) => [
        premise,
        { belief, basis, claims: basis === "added" ? [] : ["c1"], note: null, place },
      ]),
    ),
    concludes:
      sketch.concludes === undefined && sketch.against === undefined
        ? null
        : {
            policies: sketch.concludes ?? [],
            against: sketch.against ?? [],
            claim: "c1",
            place,
          },
    criterion: sketch.criterion ?? null,
    readings: new Map(
      Object.entries(sketch.readings ?? {}).map(([name, changes]) => [
        name,
        readingOf(name, sketch, changes),
      ]),
    ),
  };
}

function readingOf(
  name: string,
  { holds }: PositionSketch,
  changes: Readonly<Record<string, Distribution | null>>,
): Reading {
  const read = { ...holds, ...changes };
  return {
    name,
    key: name,
    label: name,
    place,
    why: "the words",
    differs: Object.keys(changes),
    holds: new Map(
      Object.entries(read).flatMap(([premise, belief]) =>
        belief === null
          ? []
          : [[premise, { belief, basis: "stated", claims: ["c1"], note: null, place }] as const],
      ),
    ),
  };
}

function outcomeOf(sketch: string): Outcome {
  const key = sketch.replace("-", "");
  return {
    name: key,
    key,
    label: key,
    place,
    variable: key,
    measure: "at",
    from: 2008,
    to: 2015,
    threshold: null,
    prefer: sketch.startsWith("-") ? "less" : "more",
    unit: null,
  };
}

/** The outcomes of one run from the values of the premises in the model; null is a failed future. */
export type Engine = (
  premises: ReadonlyMap<string, number>,
  policy: string,
) => Readonly<Record<string, number>> | null;

export interface Driven {
  readonly document: ArgueDocument;
  readonly plans: readonly RunPlan[];
}

export type DriveOptions = Partial<Omit<ArgueOptions, "draw" | "version">>;

/** Runs an argument on an engine, as a driver would. */
export function drive(study: Study, engine: Engine, options: DriveOptions = {}): Driven {
  const seed = options.seed ?? 1;
  const { answer, plans } = driveSteps(study, engine, seed, (draw) =>
    argue(study, { futures: 400, ...options, seed, version: "0.0.0", draw }),
  );
  return { document: answer, plans };
}

/** Runs what any analysis plans until it has its answer. */
export function driveSteps<Answer>(
  study: Study,
  engine: Engine,
  seed: number,
  analysisWith: (draw: ArgueOptions["draw"]) => Generator<RunPlan, Answer, RunResults>,
): { readonly answer: Answer; readonly plans: readonly RunPlan[] } {
  const drawn = new Map<string, Float64Array>();
  const draw: ArgueOptions["draw"] = (key, belief, from, to) => {
    const name = JSON.stringify([key, belief, from, to]);
    const known = drawn.get(name);
    if (known !== undefined) return known;
    const values = Float64Array.from({ length: to - from }, (_, row) =>
      quantile(belief, coordinate(`${seed} ${key}`, from + row)),
    );
    drawn.set(name, values);
    return values;
  };
  const analysis = analysisWith(draw);
  const plans: RunPlan[] = [];
  let step = analysis.next();
  while (step.done !== true) {
    plans.push(step.value);
    step = analysis.next(runPlan(study, step.value, engine, draw));
  }
  return { answer: step.value, plans };
}

function runPlan(
  study: Study,
  { cases, from, to, outcomes: asked }: RunPlan,
  engine: Engine,
  draw: ArgueOptions["draw"],
): RunResults {
  const results = new Map<string, CaseResult>();
  for (const { id, premises, policy } of cases) {
    const drawn = [...premises].map(([key, belief]) => [key, draw(key, belief, from, to)] as const);
    const columns = new Map(
      (asked?.map(({ key }) => key) ?? [...study.outcomes.keys()]).map((key) => [
        key,
        new Float64Array(to - from),
      ]),
    );
    const failures: FailedFuture[] = [];
    for (let row = 0; row < to - from; row++) {
      const outcomes = engine(new Map(drawn.map(([key, values]) => [key, values[row]])), policy);
      if (outcomes === null) failures.push({ row, cause: "the engine gave up" });
      for (const [key, column] of columns) column[row] = outcomes?.[key] ?? 0;
    }
    results.set(id, { outcomes: { rows: to - from, columns }, failures });
  }
  return results;
}

/** A number in (0, 1) from a name and a future: the name hashed, a step a future, mixed twice. */
export function coordinate(name: string, future: number): number {
  let state = 2166136261;
  for (const character of name) {
    state = Math.imul(state ^ character.charCodeAt(0), 16777619);
  }
  state = mixed(mixed(state) + Math.imul(future + 1, 0x9e3779b9));
  return (mixed(state ^ 0x5bd1e995) >>> 0) / 2 ** 32 + 2 ** -33;
}

function mixed(state: number): number {
  let word = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

function quantile(belief: Distribution, share: number): number {
  switch (belief.kind) {
    case "value":
      return belief.value;
    case "uniform":
      return belief.low + share * (belief.high - belief.low);
    case "normal":
      return belief.mean + belief.deviation * normalQuantile(createNumberArithmetic(), share);
    case "choices": {
      let sum = 0;
      const at = belief.weights.findIndex((weight) => (sum += weight) > share);
      return belief.values[at === -1 ? belief.values.length - 1 : at];
    }
    default:
      throw new Error(`the tests draw no ${belief.kind}`);
  }
}

/** The reading of an equation is the parser's; here is its tree, written by hand. */
export function equation(text: string, tree: Expression): Equation {
  return { text, tree, place };
}
