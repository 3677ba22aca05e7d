import { expect, test } from "vitest";

import { run } from "../support/both.js";
import type { Draft } from "../support/model.js";
import { obviousDesk } from "../support/obvious-desk.js";
import type { DeskInput } from "../support/obvious-desk.js";
import { generator } from "../support/random-model.js";

const trials = 60;
const steps = 24;

// A queue and a conveyor with everything that varies varying, against lists of batches.
test(`${trials} random desks do what a simulation with lists does`, async () => {
  const random = generator(7);
  for (let trial = 0; trial < trials; trial++) {
    const input = randomInput(random);
    const wanted = obviousDesk(input);
    const stop = (steps - 1) * input.step;
    const found = await run({ stop, step: input.step }, deskOf(input));
    for (const [index, { line, desk, served, turned, leaving, lost }] of wanted.entries()) {
      const at = (key: string) => found[key][index];
      const got = [at("line"), at("desk"), at("served"), at("leaving"), at("lost")];
      for (const [which, value] of [line, desk, served, leaving, lost].entries()) {
        expect(got[which], `trial ${trial}, step ${index}, value ${which}`).toBeCloseTo(value, 8);
      }
      if (input.overflow) expect(at("turned")).toBeCloseTo(turned, 8);
    }
  }
});

function randomInput(random: () => number): DeskInput {
  const each = <T>(make: () => T): T[] => Array.from({ length: steps }, make);
  const maybe = (chance: number) => random() < chance;
  const level = random() * 4;
  return {
    arriving: each(() => (maybe(0.3) ? 0 : random() * 8)),
    transitSteps: each(() => 1 + Math.floor(random() * 6)),
    capacity: each(() => level + random() * 6),
    arrested: each(() => maybe(0.15)),
    fraction: each(() => random() * 0.5),
    step: [1, 0.5, 0.25][Math.floor(random() * 3)],
    oneAtATime: maybe(0.5),
    whole: maybe(0.5),
    exponential: maybe(0.5),
    overflow: maybe(0.5),
    waiting: maybe(0.5) ? random() * 5 : 0,
    inside: maybe(0.5) ? random() * 5 : 0,
  };
}

function deskOf(input: DeskInput): Record<string, Draft> {
  const series = (values: readonly number[]): Draft => ({
    points: values.map((value, index) => [index * input.step, value]),
    data: true,
    interpolation: "discrete",
  });
  return {
    arrivals: series(input.arriving),
    lengths: series(input.transitSteps.map((count) => count * input.step)),
    places: series(input.capacity),
    strike: series(input.arrested.map(Number)),
    share: series(input.fraction),
    arriving: { flow: "arrivals" },
    Line: {
      stock: String(input.waiting),
      inflows: ["arriving"],
      outflows: input.overflow ? ["served", "turned"] : ["served"],
      queue: true,
    },
    served: { outOf: "Line" },
    ...(input.overflow ? { turned: { outOf: "Line", overflow: true } } : {}),
    Desk: {
      stock: String(input.inside),
      inflows: ["served"],
      outflows: ["leaving", "lost"],
      conveyor: {
        transit: "time on it",
        capacity: "places",
        arrest: "strike",
        discrete: true,
        oneAtATime: input.oneAtATime,
        batchIntegrity: input.whole,
        exponentialLeak: input.exponential,
      },
    },
    "time on it": "lengths",
    leaving: { exitOf: "Desk" },
    lost: { leakOf: "Desk", fraction: "share" },
  };
}
