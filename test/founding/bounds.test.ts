import { expect, test } from "vitest";

import { medianOf } from "#sample/distribution";
import type { Position } from "#study/study";

import {
  corners,
  createBench,
  draws,
  levers,
  policies,
  positionOf,
  reading,
  study,
} from "./ensemble.js";
import type { Found, Settings } from "./ensemble.js";

/** Shares of something: never below 0 or above 1. */
const shares = [
  "Appeal",
  "Ill will Afghanistan",
  "Ill will Pakistan",
  "Trust",
  "Control",
  "Settlement",
  "Taliban share of power",
  "hedging",
  "Pakistani effort",
  "willingness",
  "Pakistani influence",
  "sanctuary share",
  "expected departure",
  "policy in force",
  "affordable",
  "conditions met",
  "willing share",
  "Taliban rule",
  "development coverage",
  "effect of development",
];

/** People, money and al-Qaeda: above 0 all the time. */
const positive = [
  "Afghan Taliban",
  "Pakistani Taliban",
  "US forces",
  "al Qaeda",
  "Development under way",
  "Development capital",
  "insurgents",
  "fighters in sanctuary",
  "targets of strikes",
  "strikes",
];

/** Counted from 0 on, and flows of people in one direction: never below 0. */
const neverNegative = [
  "Civilians killed by strikes",
  "Civilians killed on the ground",
  "US cost",
  "strike civilian deaths",
  "strike fighter deaths",
  "Afghan recruitment",
  "Pakistani recruitment",
  "Afghan ground losses",
  "Afghan losses in sanctuary",
  "Pakistani losses",
  "turning on Pakistan",
  "Afghan civilian deaths",
  "Pakistani deaths",
  "soldiers killed",
  "wanted forces",
  "forces held back",
];

const bench = await createBench({
  outcomes: [...shares, ...positive, ...neverNegative].flatMap((name) => [
    reading(name, "min"),
    reading(name, "max"),
  ]),
});

test("every stock has a bound", () => {
  const bounded = new Set([...shares, ...positive, ...neverNegative]);
  const stocks = [...study.model.variables.values()].filter(({ kind }) => kind === "stock");
  expect(stocks).toHaveLength(16);
  expect(stocks.map(({ name }) => name).filter((name) => !bounded.has(name))).toEqual([]);
});

test("2,000 futures over the whole ranges stay within bounds, whatever the policy", () => {
  everywhere(draws(1, 2000), 2000, (found, policy) => {
    expect(broken(found), policy).toEqual([]);
    expect(most(found.outcome("max al Qaeda")), policy).toBeLessThan(2);
  });
});

test("corners of the ranges stay within bounds, but for al-Qaeda's 2", () => {
  everywhere(corners(2, 1000), 1000, (found, policy) => expect(broken(found), policy).toEqual([]));
});

test.each(["author", "reader 4", "reader 7", "reader 10"])(
  "the middle of what %s holds stays within bounds",
  (name) => {
    everywhere(middle(positionOf(name)), 1, (found, policy) => {
      expect(broken(found), policy).toEqual([]);
      expect(most(found.outcome("max al Qaeda")), policy).toBeLessThan(2);
    });
  },
);

function everywhere(
  premises: Settings,
  futures: number,
  look: (found: Found, policy: string) => void,
): void {
  for (const policy of policies) {
    look(bench.run(futures, { ...premises, ...levers(policy) }), policy.name);
  }
}

/** What is out of bounds, by name and value; what is not a number is. */
function broken(found: Found): readonly string[] {
  const low = (name: string) => least(found.outcome(`min ${name}`));
  const high = (name: string) => most(found.outcome(`max ${name}`));
  const told = (name: string) => `${name} from ${low(name)} to ${high(name)}`;
  const finite = (name: string) => Number.isFinite(low(name)) && Number.isFinite(high(name));
  return [
    ...shares.filter((name) => !(low(name) >= 0 && high(name) <= 1)),
    ...positive.filter((name) => !(low(name) > 0 && finite(name))),
    ...neverNegative.filter((name) => !(low(name) >= 0 && finite(name))),
  ].map(told);
}

function middle(position: Position): Settings {
  return Object.fromEntries(
    [...study.premises.values()].map(({ key, at }) => {
      const held = position.holds.get(key);
      return [key, held === undefined ? at : medianOf(held.belief)];
    }),
  );
}

/** NaN if there is one. */
function least(values: Float64Array): number {
  return values.reduce((one, other) => Math.min(one, other));
}

function most(values: Float64Array): number {
  return values.reduce((one, other) => Math.max(one, other));
}
