import fc from "fast-check";
import { expect, test } from "vitest";
import { drive, fakeStudy, range, type Engine, type PositionSketch } from "./fake.js";

/** Acting gains what x is above 0.5, waiting nothing. */
const engine: Engine = (premises, policy) => ({
  gain: policy === "act" ? (premises.get("x") ?? NaN) - 0.5 : 0,
});

const readingsOf = (author: PositionSketch, futures = 400) => {
  const study = fakeStudy({
    premises: { x: range(0, 1), y: range(0, 1) },
    policies: ["wait", "act"],
    positions: { author },
  });
  const { document } = drive(study, engine, { futures });
  return { document, read: document.readings[0] };
};

test("a reading with another verdict decides, and the conclusion depends on it", () => {
  const { document, read } = readingsOf({
    holds: { x: range(0.5, 0.9) },
    concludes: ["act"],
    readings: { strict: { x: range(0.1, 0.5) }, alike: { x: range(0.6, 0.8) } },
  });
  expect(read.readings.map(({ key, answer }) => [key, answer])).toEqual([
    ["main", "main"],
    ["strict", "flips"],
    ["alike", "holds"],
  ]);
  expect(read.readings[1].premises).toEqual([
    { premise: "x", name: "x", main: "0.5 to 0.9", read: "0.1 to 0.5" },
  ]);
  expect(read.across).toMatchObject({
    answer: "decides",
    deciding: ["strict"],
    favouredByAll: [],
    favouredBySome: ["wait", "act"],
    conclusion: "depends on the reading",
    sentence:
      "How one reads author's words decides: in the main reading and as “alike” act, as “strict” wait.",
  });
  // The position itself is the main reading.
  expect(document.positions[0].verdict).toEqual(read.readings[0].verdict);
  expect(document.summary).toContain(read.across.sentence);
});

test("a reading that leaves a premise open takes its whole range", () => {
  const { read } = readingsOf({ holds: { x: range(0.8, 1) }, readings: { silent: { x: null } } });
  expect(read.readings[1].premises[0]).toMatchObject({ main: "0.8 to 1", read: "0 to 1" });
  // Over the whole range acting and waiting gain the same: that is not clearly another verdict.
  expect(read.readings[1].verdict.tie).toBe(true);
  expect(read.across.answer).toBe("may decide");
});

test("readings that all lead to one policy do not decide, and are left out of the summary", () => {
  const { document, read } = readingsOf({
    holds: { x: range(0.6, 0.8) },
    concludes: ["wait"],
    readings: { wide: { x: range(0.5, 1) }, other: { y: range(0.2, 0.3) } },
  });
  expect(read.across).toMatchObject({ answer: "does not decide", conclusion: "does not follow" });
  expect(read.across.favouredByAll).toEqual(["act"]);
  expect(document.summary.join()).not.toContain("How one reads");
});

test("a tie in the main reading that another reading settles is decided by the reading", () => {
  const { read } = readingsOf({
    holds: { x: range(0, 1) },
    readings: { high: { x: range(0.7, 1) }, again: { y: range(0, 0.5) } },
  });
  expect(read.readings.map(({ answer }) => answer)).toEqual(["main", "flips", "undecided"]);
  expect(read.across).toMatchObject({ answer: "decides", deciding: ["high"] });
});

test("whatever is read, every favoured policy is favoured by some and those of all by each", () => {
  const end = fc.integer({ min: 0, max: 9 }).map((tenths) => tenths / 10);
  fc.assert(
    fc.property(fc.array(end, { minLength: 1, maxLength: 4 }), end, (lows, main) => {
      const readings = Object.fromEntries(
        lows.map((low, at) => [`r${at}`, { x: range(low, low + 0.1) }]),
      );
      const { read } = readingsOf({ holds: { x: range(main, main + 0.1) }, readings }, 60);
      const favoured = read.readings.map(({ verdict }) => verdict.favoured);
      const { across } = read;
      expect(favoured.flat().every((one) => across.favouredBySome.includes(one))).toBe(true);
      for (const one of across.favouredByAll) {
        expect(favoured.every((some) => some.includes(one))).toBe(true);
      }
      // Far from 0.5 the answer is known: it flips exactly where the side of 0.5 differs.
      const side = (low: number): boolean => low + 0.05 > 0.5;
      for (const [at, low] of lows.entries()) {
        const flips = side(low) !== side(main);
        expect(read.readings[at + 1].answer).toBe(flips ? "flips" : "holds");
      }
    }),
    { seed: 20091221, numRuns: 25 },
  );
});
