import { expect, test } from "vitest";

import { corners, createBench, draws, levers, policies, reading } from "./ensemble.js";
import type { Found } from "./ensemble.js";

const futures = 400;
const samples = [draws(1, futures), corners(1, futures)];

/**
 * Stocks and all that flows in and out of them. Flows are integrated by the method of the model, so
 * that a balance closes but for rounding, unless somebody appears from nowhere.
 */
const balances: readonly Balance[] = [
  {
    name: "those who turn on Pakistan leave the Afghan Taliban",
    stocks: ["Afghan Taliban"],
    gains: ["Afghan recruitment"],
    losses: [
      "Afghan ground losses",
      "Afghan losses in sanctuary",
      "Afghan dropout",
      "turning on Pakistan",
    ],
  },
  {
    name: "and become Pakistani Taliban",
    stocks: ["Pakistani Taliban"],
    gains: ["Pakistani recruitment", "turning on Pakistan"],
    losses: ["Pakistani losses", "Pakistani dropout"],
  },
  {
    name: "so that both movements together neither gain nor lose by it",
    stocks: ["Afghan Taliban", "Pakistani Taliban"],
    gains: ["Afghan recruitment", "Pakistani recruitment"],
    losses: [
      "Afghan ground losses",
      "Afghan losses in sanctuary",
      "Afghan dropout",
      "Pakistani losses",
      "Pakistani dropout",
    ],
  },
  {
    name: "whom a strike kills is a civilian or a fighter",
    stocks: ["Civilians killed by strikes"],
    gains: ["strike deaths"],
    losses: ["strike fighter deaths"],
  },
  {
    name: "development that was started is under way, in use or decayed",
    stocks: ["Development under way", "Development capital"],
    gains: ["development started"],
    losses: ["development decay"],
  },
  {
    name: "civilians killed on the ground die in the Afghan or in the Pakistani war",
    stocks: ["Civilians killed on the ground"],
    gains: ["ground civilian deaths"],
    losses: [],
  },
  { name: "cost is what was spent", stocks: ["US cost"], gains: ["spending"], losses: [] },
];

interface Balance {
  readonly name: string;
  readonly stocks: readonly string[];
  readonly gains: readonly string[];
  readonly losses: readonly string[];
}

const flows = [...new Set(balances.flatMap(({ gains, losses }) => [...gains, ...losses]))];
const stocks = [...new Set(balances.flatMap((balance) => balance.stocks))];
const bench = await createBench({
  outcomes: [
    ...stocks.map((name) => reading(name, "change")),
    ...flows.map((name) => reading(name, "total")),
  ],
});
const runs = samples.flatMap((premises) =>
  policies.map((policy) => bench.run(futures, { ...premises, ...levers(policy) })),
);

test.each(balances)("$name", (balance) => {
  for (const found of runs) {
    const change = sum(found, balance.stocks, "change");
    const gained = sum(found, balance.gains, "total");
    const lost = sum(found, balance.losses, "total");
    const missing = change.map((value, future) => value - (gained[future] - lost[future]));
    expect(
      Math.max(...missing.map((value, future) => Math.abs(value / gained[future]))),
    ).toBeLessThan(1e-11);
    // A balance of nothing would close as well.
    expect(Math.min(...gained)).toBeGreaterThan(0);
  }
});

test("fighters killed by strikes are what both movements lose to them", async () => {
  const { times, run } = await createBench({
    series: ["Afghan losses in sanctuary", "Pakistani losses", "strike fighter deaths"],
    constants: ["Pakistani army success", "drift without leaders"],
  });
  // Without the Pakistani army and the drift of those who lost their leaders, strikes are left.
  const alone = { "Pakistani army success": 0, "drift without leaders": 0 };
  for (const premises of samples) {
    for (const policy of policies) {
      const found = run(futures, { ...premises, ...levers(policy), ...alone });
      for (let save = 0; save < times.length; save += 14) {
        const pakistani = found.series("Pakistani losses", save);
        const killed = found.series("strike fighter deaths", save);
        const lost = found
          .series("Afghan losses in sanctuary", save)
          .map((value, future) => value + pakistani[future]);
        const apart = lost.map((value, future) => Math.abs(value / killed[future] - 1));
        expect(Math.max(...apart)).toBeLessThan(1e-13);
      }
    }
  }
});

function sum(found: Found, names: readonly string[], measure: "change" | "total"): Float64Array {
  const all = new Float64Array(futures);
  for (const name of names) {
    for (const [future, value] of found.outcome(`${measure} ${name}`).entries()) {
      all[future] += value;
    }
  }
  return all;
}
