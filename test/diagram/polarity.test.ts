import { expect, test } from "vitest";
import { graphOf } from "#diagram/graph";
import { trajectoriesOf } from "#diagram/known";
import { polarities, type Polarity } from "#diagram/polarity";
import { modelOf, type Draft } from "../support/model.js";

const around: Readonly<Record<string, Draft>> = {
  level: { stock: "1" },
  share: 0.3,
  other: 5,
  debt: -2,
  rising: {
    points: [
      [0, 0],
      [1, 2],
      [2, 3],
    ],
  },
  falling: {
    points: [
      [0, 1],
      [1, 1],
      [2, 0],
    ],
  },
  humped: {
    points: [
      [0, 0],
      [1, 1],
      [2, 0],
    ],
  },
};

/** The sign of the link from `level` to a variable with this equation. */
function signOf(equation: string, run: Readonly<Record<string, readonly number[]>> = {}): Polarity {
  const model = modelOf({ stop: 1, step: 1 }, { ...around, y: equation });
  const { links } = graphOf(model);
  const link = links.find(({ from, to }) => from === "level" && to === "y");
  if (link === undefined) throw new Error("there is no such link");
  const trajectories = "time" in run ? trajectoriesOf(new Map(Object.entries(run))) : null;
  return polarities(model, links, trajectories).get(link) as Polarity;
}

// Signs by hand: the derivative of each with respect to `level`, which is not negative.
test.each([
  ["level + other", "+"],
  ["other - level", "-"],
  ["level * share", "+"],
  ["level * debt", "-"],
  ["share / (1 + level)", "-"],
  ["level / debt", "-"],
  ["-(-level)", "+"],
  ["EXP(-level)", "-"],
  ["LN(1 + level) * 2", "+"],
  ["SQRT(level + 1)", "+"],
  ["(1 + level) ^ 2", "+"],
  ["share ^ level", "-"],
  ["(1 + level) ^ debt", "-"],
  ["MIN(1, MAX(0, level / other))", "+"],
  ["IF level > 3 THEN other ELSE share", "+"],
  ["IF level > 3 THEN share ELSE other", "-"],
  ["IF level < 3 THEN share ELSE other", "+"],
  ["rising(level)", "+"],
  ["falling(level)", "-"],
  ["SMTH1(other - level, share)", "-"],
  ["DELAY3(level, share)", "+"],
  ["SAFEDIV(share, level + 1)", "-"],
  ["ABS(level) + INT(level)", "+"],
])("%s changes with level: %s", (equation, sign) => {
  expect(signOf(equation)).toEqual({ sign, basis: "equation" });
});

test.each(["humped(level)", "level * (1 - level)", "SIN(level)", "(level - 3) ^ 2", "level = 3"])(
  "%s has no sign of its own",
  (equation) => {
    expect(signOf(equation)).toEqual({ sign: "?", basis: "none" });
  },
);

test("what the equation leaves open, a run may settle", () => {
  const low = { time: [0, 1], level: [0.1, 0.4], share: [0.3, 0.3] };
  const high = { time: [0, 1], level: [0.6, 0.9], share: [0.3, 0.3] };
  const both = { time: [0, 1], level: [0.1, 0.9], share: [0.3, 0.3] };
  expect(signOf("level * (1 - level)", low)).toEqual({ sign: "+", basis: "run" });
  expect(signOf("level * (1 - level)", high)).toEqual({ sign: "-", basis: "run" });
  expect(signOf("level * (1 - level)", both)).toEqual({ sign: "?", basis: "none" });
  expect(signOf("level / (level + other)", low)).toEqual({ sign: "+", basis: "run" });
});

test("a stock that falls below zero in the run is not taken to be positive", () => {
  const run = { time: [0, 1], level: [1, -1], y: [0, 0] };
  expect(signOf("level ^ 2")).toMatchObject({ sign: "+", basis: "equation" });
  expect(signOf("level ^ 2", run)).toEqual({ sign: "?", basis: "none" });
});

test("links know of delays, of starts, and of what drains a conveyor", () => {
  const model = modelOf(
    { stop: 1, step: 1 },
    {
      level: { stock: "share * 10", inflows: ["fill"] },
      share: 0.3,
      fill: { flow: "1" },
      late: "DELAY1(level, share)",
      both: "SMTH1(level, 2) + level",
      belt: { stock: "0", inflows: ["fill2"], outflows: ["exit"], conveyor: { transit: "share" } },
      fill2: { flow: "level" },
      exit: { exitOf: "belt" },
      first: "INIT(level)",
    },
  );
  const { links, pipes } = graphOf(model);
  const find = (from: string, to: string) =>
    links.find((one) => one.from === from && one.to === to);
  expect(find("share", "level")?.role).toBe("initial");
  expect(find("level", "late")).toMatchObject({ delayed: true, role: "value" });
  expect(find("level", "both")).toMatchObject({ delayed: false });
  expect(find("level", "first")?.role).toBe("initial");
  expect(find("belt", "exit")).toMatchObject({ delayed: true });
  expect(find("share", "belt")?.role).toBe("value");
  expect(pipes).toEqual([
    { flow: "fill", from: null, to: "level" },
    { flow: "fill2", from: null, to: "belt" },
    { flow: "exit", from: "belt", to: null },
  ]);
});
