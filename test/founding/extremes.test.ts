import { expect, test } from "vitest";

import {
  createBench,
  draws,
  corners,
  levers,
  policies,
  policyOf,
  reading,
  study,
} from "./ensemble.js";
import type { Settings } from "./ensemble.js";

/*
 * Premises and levers at their ends, the others at their defaults. Values are those of the prototype
 * of the model, an implementation by others in another language, as far as they were written down:
 * to two or three digits.
 */

const read = [
  "Afghan Taliban",
  "Pakistani Taliban",
  "Control",
  "Settlement",
  "al Qaeda",
  "US forces",
];
const bench = await createBench({
  outcomes: [
    ...read.map((name) => reading(name, "at")),
    reading("effect of development", "min"),
    reading("effect of development", "max"),
  ],
});

/** What stands at the end of 2014; "min …" and "max …" over the whole run. */
function endOf(policy: string, settings: Settings): (name: string) => number {
  const found = bench.run(1, { ...levers(policyOf(policy)), ...settings });
  return (name) => found.outcome(/^(min|max) /.test(name) ? name : `at ${name}`)[0];
}

test("without attrition the Afghan Taliban double", () => {
  const end = endOf("as it went", { attrition_effectiveness: 0 });
  expect(end("Afghan Taliban")).toBeCloseTo(46_700, -2);
});

test("a million US soldiers for whom nobody has to pay hold the country", () => {
  const settings = { force_level: 1_000_000, remaining_force: 1_000_000, cost_ceiling: 1e12 };
  const end = endOf("escalate", settings);
  expect(end("US forces")).toBeCloseTo(1_000_000, -1);
  expect(end("Control")).toBeCloseTo(0.97, 2);
  expect(end("Afghan Taliban")).toBeLessThan(1000);
  // They are in the other country.
  expect(end("Pakistani Taliban")).toBeCloseTo(18_000, -2);
});

test("leaving ends the recruiting by presence; where there is none, it only ends attrition", () => {
  const gone = endOf("leave", { recruits_from_presence: 0.9 });
  expect(gone("Afghan Taliban")).toBeCloseTo(18_200, -2);
  const stayed = endOf("leave", { recruits_from_presence: 0 });
  expect(stayed("Afghan Taliban")).toBeCloseTo(38_300, -2);
});

test("where all would accept and no strike spoils it, most settle and the government holds more", () => {
  const end = endOf("negotiate", { taliban_accept: 1, strikes_spoil_talks: 0 });
  expect(end("Settlement")).toBeCloseTo(0.58, 2);
  expect(end("Control")).toBeCloseTo(0.75, 2);
});

test("with all power to the Taliban, al-Qaeda thrives if they shelter it and dwindles if not", () => {
  const all = { offered_share_of_power: 1, taliban_accept: 1 };
  const sheltered = endOf("negotiate", { ...all, taliban_shed_al_qaeda: 0 });
  expect(sheltered("al Qaeda")).toBeCloseTo(1.38, 2);
  const expelled = endOf("negotiate", { ...all, taliban_shed_al_qaeda: 1 });
  expect(expelled("al Qaeda")).toBeCloseTo(0.57, 2);
});

test("a ceiling of 100 billion leaves few soldiers", () => {
  const end = endOf("escalate", { cost_ceiling: 100 });
  expect(end("US forces")).toBeCloseTo(6600, -2);
});

test("aid without bounds wins nobody if development converts nobody, and empties the force", () => {
  const settings = { aid: 1000, development_share_of_aid: 1, development_conversion: 0 };
  for (const { name } of policies) {
    const end = endOf(name, settings);
    expect(end("min effect of development"), name).toBe(1);
    expect(end("max effect of development"), name).toBe(1);
    expect(end("US forces"), name).toBeLessThan(1000);
  }
});

const monotone = [
  {
    rule: "more leaders lost never raise al-Qaeda",
    more: "leadership lost per strike",
    what: ["al Qaeda"],
    direction: -1,
  },
  {
    rule: "more civilians among the dead never lower ill will",
    more: "civilian share of strike deaths",
    what: ["Ill will Pakistan", "Ill will Afghanistan"],
    direction: 1,
  },
] as const;

test.each(monotone)("$rule", async ({ more, what, direction }) => {
  const { times, run } = await createBench({ series: what });
  const premise = study.premises.get(more.replaceAll(" ", "_"))!;
  const { high } = premise.open.kind === "uniform" ? premise.open : expect.unreachable();
  const futures = 100;
  for (const premises of [draws(3, futures), corners(4, futures)]) {
    const own = premises[premise.key] as Float64Array;
    for (const policy of policies) {
      const settings = { ...premises, ...levers(policy) };
      const before = run(futures, settings);
      for (const part of [0.1, 1]) {
        const raised = own.map((value) => value + part * (high - value));
        const after = run(futures, { ...settings, [premise.key]: raised });
        for (const name of what) {
          for (let save = 0; save < times.length; save++) {
            const then = after.series(name, save);
            const changes = before
              .series(name, save)
              .map((value, at) => direction * (then[at] - value));
            // Below is rounding.
            expect(Math.min(...changes)).toBeGreaterThan(-1e-13);
          }
        }
      }
    }
  }
});
