import type { Equation } from "#study/expression";
import type { Model, Variable } from "#study/model";
import type { Link } from "./graph.js";
import type { Interval } from "./interval.js";
import type { Jet, Surroundings } from "./jet.js";
import { knownOf, momentOf, type Trajectories } from "./known.js";
import { jetOf, lookup } from "./slope.js";

/**
 * The sign of a link: whether the variable at its end rises ("+") or falls ("-") if the one at its
 * start alone is larger; "?" where this changes from case to case or cannot be told.
 */
export type Sign = "+" | "-" | "?";

export interface Polarity {
  readonly sign: Sign;
  /**
   * What the sign rests on: `equation`, it holds for all values that the variables may take;
   * `run`, it holds all along one run; `none`, there is no sign.
   */
  readonly basis: "equation" | "run" | "none";
}

/** How many moments of a run are looked at. */
const moments = 48;

/**
 * The signs of links, from the derivative of the equation at their end. First for all values that
 * the variables may take (`knownOf`); where that leaves both signs open, at moments of `run`, if one
 * is given.
 */
export function polarities(
  model: Model,
  links: readonly Link[],
  run: Trajectories | null,
): ReadonlyMap<Link, Polarity> {
  const known = knownOf(model, run);
  const count = run?.times.length ?? 0;
  const picked = Array.from({ length: Math.min(moments, count) }, (_, index) =>
    Math.round((index * (count - 1)) / Math.max(1, Math.min(moments, count) - 1)),
  );
  const along = run === null ? [] : picked.map((index) => momentOf(model, run, index));
  return new Map(links.map((link) => [link, polarityOf(model, link, known, along)]));
}

function polarityOf(
  model: Model,
  link: Link,
  known: Surroundings,
  along: readonly Surroundings[],
): Polarity {
  const target = model.variables.get(link.to);
  if (target === undefined) return { sign: "?", basis: "none" };
  const everywhere = signOf(slopesOf(target, link, known));
  if (everywhere !== "?") return { sign: everywhere, basis: "equation" };
  const sign = signOf(along.flatMap((around) => slopesOf(target, link, around)));
  return { sign, basis: sign === "?" ? "none" : "run" };
}

/** The sign that all slopes agree on; a slope of nothing but zero takes no side. */
function signOf(slopes: readonly Interval[]): Sign {
  const up = slopes.some(({ high }) => high > 0);
  const down = slopes.some(({ low }) => low < 0);
  if (up === down) return "?";
  return up ? "+" : "-";
}

/** One slope for each definition of the variable in which the other is read. */
function slopesOf(target: Variable, { from, role }: Link, around: Surroundings): Interval[] {
  const slope = (equation: Equation): Interval => jetOf(equation.tree, from, around).slope;
  return target.definitions.flatMap((definition): Interval[] => {
    switch (definition.kind) {
      case "constant":
      case "data":
        return [];
      case "equation": {
        if (target.multiplier === undefined) return [slope(definition.equation)];
        return [slope(definition.equation), slope(target.multiplier)];
      }
      case "stock":
        if (role === "initial") return [slope(definition.initial)];
        return definition.net === null ? [] : [slope(definition.net)];
      case "table": {
        if (definition.input === null) return [];
        const input: Jet = jetOf(definition.input.tree, from, around);
        return [lookup(definition.table, input).slope];
      }
      case "driven":
        // What drains a conveyor or queue is more, the more is in it and the more leaks.
        return definition.by === from || definition.leakage !== null ? [{ low: 0, high: 1 }] : [];
    }
  });
}
