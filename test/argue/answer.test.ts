import { expect, test } from "vitest";
import { answerAll, doubtsOf, stillRunning, type Contest } from "#argue/answer";

/** A contest of all policies with the one-sided p-values written down: doubts[option][rival]. */
function doubting(doubts: readonly (readonly number[])[]): Contest {
  const unused = (): never => {
    throw new Error("not asked for here");
  };
  return {
    comparison: {
      add: unused,
      value: unused,
      best: unused,
      lead: unused,
      doubt: (option, rival) => doubts[option][rival],
    },
    active: doubts.map((_, policy) => policy),
  };
}

/** Two policies, the first favoured: `p` is the chance in favour of the second. */
const against = (p: number): Contest =>
  doubting([
    [1, 1 - p],
    [p, 1],
  ]);

test("Holm over a family: p-values .01, .04, .03, .005 become .03, .06, .06, .02 (Holm 1979)", () => {
  // Two-sided 2p, so the halves go in.
  const family = [0.005, 0.02, 0.015, 0.0025].map(against);
  const tested = answerAll(family, [0], 2, 0.05);
  expect(tested.map(({ p }) => p).map((p) => Math.round(p * 1e6) / 1e6)).toEqual([
    0.03, 0.06, 0.06, 0.02,
  ]);
  expect(tested.map(({ answer }) => answer)).toEqual(["flips", "undecided", "undecided", "flips"]);
});

test("a sign that is clear the other way holds", () => {
  const [tested] = answerAll([against(0.9999)], [0], 2, 0.05);
  expect(tested.answer).toBe("holds");
  expect(tested.p).toBeCloseTo(0.0002, 12);
});

test("with three policies the best of two rivals pays for the choice, and holding needs both", () => {
  const contest = doubting([
    [1, 0.001, 0.2],
    [0.999, 1, 0.9],
    [0.8, 0.1, 1],
  ]);
  const { flips, holds } = doubtsOf(contest, [0], 3);
  expect(flips).toBe(1);
  expect(holds).toBe(0.2);
  const { flips: taken } = doubtsOf(contest, [1], 3);
  // Policy 0 beats policy 1 with p .001, one of two candidates.
  expect(taken).toBeCloseTo(0.002, 12);
});

test("a tie is settled by whoever beats all others of it, and never holds", () => {
  const contest = doubting([
    [1, 0.001, 0.5],
    [0.999, 1, 0.5],
    [0.5, 0.5, 1],
  ]);
  const { flips, holds } = doubtsOf(contest, [0, 1], 3);
  expect(flips).toBeCloseTo(0.003, 12);
  expect(holds).toBe(1);
});

test("nothing to compare is undecided", () => {
  expect(answerAll([doubting([[1]])], [0], 1, 0.05)).toEqual([{ answer: "undecided", p: 1 }]);
  expect(answerAll([against(0)], [], 2, 0.05)).toEqual([{ answer: "undecided", p: 1 }]);
  expect(answerAll([], [0], 2, 0.05)).toEqual([]);
});

test("whoever is hopeless against another drops out, but for what was favoured", () => {
  const contest = doubting([
    [1, 0.5, 1e-12, 0.2],
    [0.5, 1, 1e-12, 1e-12],
    [1, 1, 1, 1],
    [0.8, 1, 0.1, 1],
  ]);
  expect(stillRunning(contest, [0])).toEqual([0, 1]);
  expect(stillRunning(contest, [0, 3])).toEqual([0, 1, 3]);
  // Who is left out can no longer beat anybody.
  expect(stillRunning({ ...contest, active: [0, 3] }, [0])).toEqual([0, 3]);
});

test("a verdict with no rival left holds, as surely as the last was left out", () => {
  const contest = { ...against(0.2), active: [0] };
  expect(doubtsOf(contest, [0], 2)).toEqual({ flips: 1, holds: 1e-9 });
  expect(answerAll([contest], [0], 2, 0.05)[0].answer).toBe("holds");
});
