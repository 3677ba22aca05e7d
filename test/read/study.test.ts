import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readStudy } from "#read/native/study";
import { createFolderFiles } from "#show/node/files";
import type { Study } from "#study/study";

const folder = fileURLToPath(new URL("../cases/studies/all-features", import.meta.url));
const { value, diagnostics } = await readStudy(createFolderFiles(folder), "study.yaml");
const study = value as Study;

test("a study that uses every feature of the format reads without a word", () => {
  expect(diagnostics).toEqual([]);
  expect(study.title).toBe('The "all features" study');
  expect(study.disclosures).toEqual(["The model was made for this test."]);
  expect(study.limits).toEqual(["Everything else."]);
});

test("names are matched without regard to case, spaces and underscores, and kept as written", () => {
  expect([...study.documents.keys()]).toEqual(["article", "reply_1"]);
  expect(study.documents.get("reply_1")?.name).toBe("Reply 1");
  const claim = study.claims.get("a1");
  expect(claim?.about.map((binding) => binding.key)).toEqual([
    "pond",
    "growth_rate",
    "dredge",
    "area_left",
    "none",
  ]);
  expect(claim?.place).toMatchObject({ file: "study.yaml", line: 27, column: 3, length: 2 });
  expect(study.claims.get("r1")?.document).toBe("reply_1");
});

test("documents carry their texts; a claim without a counterpart carries its reason", () => {
  expect(study.documents.get("reply_1")?.text).toBe("It does not.\n");
  expect(study.documents.get("article")?.original?.length).toBe(40);
  expect(study.claims.get("a1")?.anchor.original).toMatchObject({ start: 4, end: 9 });
  expect(study.claims.get("a2")).toMatchObject({ unmodelled: "No mechanism.", about: [] });
});

test("what an open premise can be, and what a single run takes of it", () => {
  const open = (key: string) => study.premises.get(key)?.open;
  const at = (key: string) => study.premises.get(key)?.at;
  expect(open("growth_rate")).toEqual({ kind: "uniform", low: 0.1, high: 0.3 });
  expect(at("growth_rate")).toBe(0.15);
  expect(open("closed_in_winter")).toMatchObject({ kind: "choices", values: [0, 1] });
  expect(open("waves")).toEqual({ kind: "integers", low: 1, high: 4 });
  expect(open("variant")).toEqual({
    kind: "choices",
    values: [0.4, 1.2, 2],
    labels: ["mild", "severe", "very severe"],
    weights: [1 / 3, 1 / 3, 1 / 3],
  });
  expect(at("variant")).toBe(1.2);
  expect(open("depth")).toEqual({ kind: "normal", mean: 3, deviation: 1, low: 0, high: Infinity });
  expect(open("silt")).toEqual({ kind: "triangular", low: 0, mode: 1, high: 4 });
  expect(open("weed")).toEqual({ kind: "lognormal", median: 2, logDeviation: 0.5 });
  expect(open("algae")).toEqual({ kind: "beta", alpha: 2, beta: 3, low: 0, high: 1 });
  expect(open("reed")).toEqual({ kind: "uniform", low: 1, high: 2 });
  expect(study.premises.get("weight_of_beauty")?.inModel).toBe(false);
  expect(study.premises.get("reed")?.inModel).toBe(true);
});

test("positions hold beliefs with basis and claims, conclude, and may be the same as others", () => {
  const author = study.positions.get("author");
  const belief = (key: string) => author?.holds.get(key)?.belief;
  expect(belief("growth_rate")).toEqual({ kind: "value", value: 0.2 });
  expect(author?.holds.get("growth_rate")).toMatchObject({ basis: "stated", claims: ["a1", "a2"] });
  expect(belief("closed_in_winter")).toEqual({ kind: "value", value: 1 });
  expect(belief("waves")).toEqual({ kind: "integers", low: 2, high: 3 });
  expect(belief("variant")).toEqual({ kind: "value", value: 2 });
  expect(belief("depth")).toEqual({ kind: "uniform", low: 1, high: 2 });
  expect(author?.concludes).toMatchObject({
    policies: ["dredge", "none"],
    against: [],
    claim: "a1",
  });
  expect(author?.criterion?.kind).toBe("success");
  expect(study.positions.get("replier")?.holds.get("variant")?.belief).toMatchObject({
    weights: [0.75, 0.25, 0],
  });
  const echo = study.positions.get("echo");
  expect(echo?.holds).toBe(author?.holds);
  expect(echo?.criterion).toBe(author?.criterion);
  expect(echo).toMatchObject({ label: "echo", document: null, concludes: null });
  expect(study.positions.get("follower")?.document).toBe("reply_1");
});

test("policies set every lever, by a number or a path", () => {
  expect(study.levers.get("boats")).toMatchObject({ doc: "How many boats dredge." });
  expect(study.policies.get("dredge")?.label).toBe("Dredge the pond");
  expect(study.policies.get("dredge")?.settings).toEqual(
    new Map([
      ["boats", { kind: "path", time: [2010, 2012], value: [1, 3] }],
      ["nets", { kind: "value", value: 1 }],
    ]),
  );
});

test("outcomes get their window and their unit", () => {
  const outcome = (key: string) => study.outcomes.get(key);
  expect(outcome("area_left")).toMatchObject({ measure: "at", to: 2015, unit: "m2" });
  expect(outcome("growth")).toMatchObject({ from: 2010, to: 2014, prefer: null, unit: "m2" });
  expect(outcome("grown_in_all")).toMatchObject({ from: 2010, to: 2015, unit: "m2" });
  expect(outcome("days_open")?.unit).toBe("year");
  expect(outcome("when_too_large")).toMatchObject({ threshold: 5000, unit: "year" });
});

test("the criterion weighs outcomes by numbers and by premises", () => {
  expect(study.criterion).toMatchObject({
    kind: "loss",
    terms: [
      { outcome: "area_left", weight: 0.5, reference: 0, scale: 1000 },
      { outcome: "days_open", weight: "weight_of_beauty", reference: 6, scale: 2 },
    ],
  });
});

test("observations come in order of time, from the study or from a CSV file", () => {
  const pond = study.observations.get("pond");
  expect(pond).toMatchObject({ variable: "pond", unit: "m2" });
  expect(pond?.points).toEqual([
    { time: 2010, value: 1000, low: 900, high: null, bound: null, source: "a walk" },
    { time: 2012, value: 1200, low: null, high: 1300, bound: null, source: "a map" },
  ]);
  expect(study.observations.get("growing")?.points).toEqual([
    { time: 2010, value: 100, low: null, high: null, bound: null, source: 'a "walk"' },
    { time: 2011, value: 120, low: 110, high: null, bound: null, source: "a map, then another" },
  ]);
});

test("the model arrives with kinds, tables, data and time", () => {
  const { model } = study;
  expect(model.time).toMatchObject({ steps: 160, saveEvery: 8, method: "rk4", unit: "year" });
  expect(model.units).toEqual(new Map([["acre", "m2"]]));
  const variable = (key: string) => model.variables.get(key);
  expect(variable("pond")).toMatchObject({ kind: "stock", unit: "m2" });
  expect(variable("pond")?.definitions[0]).toMatchObject({
    kind: "stock",
    inflows: [{ key: "growing" }],
    outflows: [{ key: "dredging" }],
  });
  expect(variable("growing")).toMatchObject({ kind: "flow", nonNegative: true });
  expect(variable("crowding")).toMatchObject({ kind: "auxiliary" });
  expect(variable("crowding")?.definitions[0]).toMatchObject({
    kind: "table",
    input: { text: "Pond / 1000" },
    table: { interpolation: "extrapolated", x: [0, 1], y: [0, 0.5] },
  });
  expect(variable("effect_of_depth")?.definitions[0]).toMatchObject({
    input: null,
    inputUnit: "m",
  });
  expect(variable("rain_on_record")).toMatchObject({ kind: "data" });
  expect(variable("if_then_else_2")?.definitions[0]).toMatchObject({
    kind: "constant",
    value: -0.5,
  });
  expect(variable("growth_rate")?.range).toEqual([0, 1]);
  expect(variable("open_share")?.definitions[0]).toMatchObject({
    equation: { text: "1 - closed in winter / 2 + 0 * (silt + weed + algae + reed)" },
  });
});
