import { expect, test } from "vitest";

import type { Method, Model } from "#study/model";

import { createBench, draws, levers, losses, policies, study } from "./ensemble.js";

const outcomes = [...study.outcomes.values()];
const asWritten = await createBench({ outcomes });

/** The model with 1/`parts` of a year as its step. */
function stepped(parts: number, method: Method): Model {
  const { time } = study.model;
  const steps = Math.round((time.stop - time.start) * parts);
  return { ...study.model, time: { ...time, step: 1 / parts, steps, method } };
}

test("the model is integrated by RK4 in steps of 1/32 year", () => {
  expect(study.model.time).toMatchObject({ step: 1 / 32, method: "rk4", start: 2008, stop: 2015 });
});

test("a quarter of the step changes no loss by more than 1e-5, where Euler changes some by 5e-3", async () => {
  const finer = await createBench({ outcomes, model: stepped(128, "rk4") });
  const euler = await createBench({ outcomes, model: stepped(32, "euler") });
  const futures = 200;
  const premises = draws(1, futures);
  for (const policy of policies) {
    const settings = { ...premises, ...levers(policy) };
    const [written, fine, coarse] = [asWritten, finer, euler].map((bench) =>
      losses(bench.run(futures, settings), premises),
    );
    expect(largestDistance(written, fine), policy.name).toBeLessThan(1e-5);
    // So the step matters to a method that is worse: the comparison above is no formality.
    expect(largestDistance(coarse, fine), policy.name).toBeGreaterThan(4e-3);
  }
});

test("a quarter of the step changes no verdict", async () => {
  const finer = await createBench({ outcomes, model: stepped(128, "rk4") });
  const futures = 24;
  for (const position of study.positions.values()) {
    const premises = draws(2, futures, position);
    const [written, fine] = [asWritten, finer].map((bench) => {
      const means = policies.map((policy) =>
        mean(losses(bench.run(futures, { ...premises, ...levers(policy) }), premises)),
      );
      return policies[means.indexOf(Math.min(...means))].name;
    });
    expect(fine, position.label).toBe(written);
  }
});

function largestDistance(one: Float64Array, other: Float64Array): number {
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at])), 0);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
