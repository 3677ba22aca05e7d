import { expect, test } from "vitest";

import type { ArgueDocument } from "#argue/document";
import { argueStudy } from "#parley";
import type { Policy, Position, Study } from "#study/study";

import { createBench, draws, host, levers, losses, policies, sameBits, study } from "./ensemble.js";

test("until the start of 2010 policies are the same bits, and afterwards no two are", async () => {
  const variables = [...study.model.variables.values()];
  const stocks = variables.filter(({ kind }) => kind === "stock").map(({ name }) => name);
  const flows = variables.filter(({ kind }) => kind === "flow").map(({ name }) => name);
  const { times, run } = await createBench({ series: [...stocks, ...flows] });
  const futures = 64;
  const runs = policies.map((policy) => run(futures, { ...draws(1, futures), ...levers(policy) }));
  const decided = times.indexOf(2010);
  expect(decided).toBe(64);
  for (const [at, found] of runs.entries()) {
    for (let save = 0; save <= decided; save++) {
      for (const name of [...stocks, ...flows]) {
        const same = sameBits(found.series(name, save), runs[0].series(name, save));
        expect(same || `${policies[at].name}, ${name}, ${times[save]}`).toBe(true);
      }
    }
    for (const other of runs.slice(0, at)) {
      const later = stocks.filter(
        (name) => !sameBits(found.series(name, decided + 8), other.series(name, decided + 8)),
      );
      expect(later).toContain("Afghan Taliban");
    }
  }
});

test("with every premise open no policy is best in more than 80 % of the futures", async () => {
  const futures = 2000;
  const premises = draws(1, futures);
  const bench = await createBench({ outcomes: [...study.outcomes.values()] });
  const all = policies.map((policy) => ({
    policy,
    losses: losses(bench.run(futures, { ...premises, ...levers(policy) }), premises),
  }));
  // The sixth policy is not in the text; without it the either-or is the text's own.
  for (const some of [all, all.filter(({ policy }) => policy.key !== "fight_and_talk")]) {
    const wins = new Map(some.map(({ policy }) => [policy.name, 0]));
    for (let future = 0; future < futures; future++) {
      const best = some.reduce((least, one) =>
        one.losses[future] < least.losses[future] ? one : least,
      );
      wins.set(best.policy.name, wins.get(best.policy.name)! + 1);
    }
    expect(Math.max(...wins.values()) / futures).toBeLessThanOrEqual(0.8);
  }
});

test("swapping the names of two policies changes names and nothing else", async () => {
  const pair = ["negotiate", "escalate"] as const;
  const few = only(study, ["author", "reader_4"], ["negotiate", "escalate", "leave"]);
  const swapped = withNamesSwapped(few, pair);
  expect(swapped.policies.get("escalate")?.settings).toBe(few.policies.get("negotiate")?.settings);
  const [plain, other] = [await found(few), await found(swapped)];
  expect(plain.positions[1].verdict.favoured).toEqual(["escalate"]);
  expect(other.positions[1].verdict.favoured).toEqual(["negotiate"]);
  expect(plain.cruxes.length).toBeGreaterThan(0);
  expect(JSON.parse(swapWords(JSON.stringify(other), pair))).toEqual(
    JSON.parse(JSON.stringify(plain)),
  );
});

/** Fewer positions and policies, for there are less runs to be done. */
function only(whole: Study, positions: readonly string[], some: readonly string[]): Study {
  return {
    ...whole,
    positions: new Map([...whole.positions].filter(([key]) => positions.includes(key))),
    policies: new Map([...whole.policies].filter(([key]) => some.includes(key))),
    // It asks for the policy that was in fact followed, which is not among them.
    hindcast: null,
  };
}

type Pair = readonly [string, string];

/** Each of the two has the levers of the other; speakers conclude what they meant, not its name. */
function withNamesSwapped(plain: Study, [one, other]: Pair): Study {
  const swap = new Map([
    [one, other],
    [other, one],
  ]);
  const named = (policy: Policy): Policy => {
    const { name, key, label } = plain.policies.get(swap.get(policy.key) ?? policy.key)!;
    return { ...policy, name, key, label };
  };
  const concluding = (position: Position): Position => {
    const { concludes } = position;
    if (concludes === null) return position;
    const swapped = (keys: readonly string[]) => keys.map((key) => swap.get(key) ?? key);
    const policies = swapped(concludes.policies);
    const against = swapped(concludes.against);
    return { ...position, concludes: { ...concludes, policies, against } };
  };
  return {
    ...plain,
    policies: new Map(
      [...plain.policies.values()].map(named).map((policy) => [policy.key, policy]),
    ),
    positions: new Map([...plain.positions].map(([key, position]) => [key, concluding(position)])),
  };
}

type Findings = Pick<
  ArgueDocument,
  "summary" | "policies" | "positions" | "pairs" | "cruxes" | "runs" | "failures"
>;

/** What was found out, without what the study says of itself. */
async function found(argued: Study): Promise<Findings> {
  const options = { futures: 100, seed: 1, version: "0", workers: 0 };
  const {
    summary,
    policies: order,
    positions,
    pairs,
    cruxes,
    runs,
    failures,
  } = await argueStudy(argued, host, options);
  return { summary, policies: order, positions, pairs, cruxes, runs, failures };
}

/** Each of two words for the other, in lower case and with a capital. */
function swapWords(text: string, [one, other]: Pair): string {
  const swap = new Map([
    [one, other],
    [other, one],
    [capital(one), capital(other)],
    [capital(other), capital(one)],
  ]);
  return text.replace(/\p{L}+/gu, (word) => swap.get(word) ?? word);
}

function capital(word: string): string {
  return `${word[0].toUpperCase()}${word.slice(1)}`;
}
