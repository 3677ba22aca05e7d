import { findBox, type TrajectoryEntry } from "#analyse/discovery/prim";
import type { Input } from "#analyse/discovery/cases";
import type { Distribution } from "#study/study";

/** What is looked for: the futures in which an outcome lies on one side of a threshold. */
export interface ScenarioRequest {
  /** By premise; only those that differ between futures have anything to say. */
  readonly inputs: readonly Input[];
  /** The outcome in every future, NaN where it failed. */
  readonly outcome: Float64Array;
  readonly threshold: number;
  readonly side: "above" | "below";
}

/** Boxes from wide to narrow, each better or as dense than the one before. */
export interface Scenarios {
  readonly rows: number;
  readonly interest: number;
  readonly boxes: readonly TrajectoryEntry[];
  /** The box that is shown first: the best of coverage and density together. */
  readonly first: number;
}

/** A premise over the futures as an input of discovery, by what is believed of it; null for a constant. */
export function inputOf(key: string, belief: Distribution, values: Float64Array): Input | null {
  if (values.every((value) => value === values[0])) return null;
  if (belief.kind === "integers") return { name: key, kind: "integer", values };
  if (belief.kind !== "choices") return { name: key, kind: "number", values };
  const { values: choices, labels } = belief;
  return {
    name: key,
    kind: "category",
    values: values.map((value) => choices.indexOf(value)),
    labels,
  };
}

/** Where the futures of interest lie, by patient rule induction. */
export function scenariosOf({ inputs, outcome, threshold, side }: ScenarioRequest): Scenarios {
  const usable = Array.from(outcome.keys()).filter((row) => Number.isFinite(outcome[row]));
  const interest = Uint8Array.from(usable, (row) =>
    (side === "above" ? outcome[row] > threshold : outcome[row] < threshold) ? 1 : 0,
  );
  const chosen = inputs.map((input) => ({
    ...input,
    values: Float64Array.from(usable, (row) => input.values[row]),
  }));
  const count = interest.reduce((sum, value) => sum + value, 0);
  const empty = { rows: usable.length, interest: count, boxes: [], first: 0 };
  // Nothing to tell apart.
  if (count === 0 || count === usable.length || inputs.length === 0) return empty;
  const boxes = findBox({
    inputs: chosen,
    interest,
    failed: chosen.map(() => new Float64Array(0)),
  });
  const worth = ({ coverage, density }: TrajectoryEntry): number =>
    coverage + density === 0 ? 0 : (2 * coverage * density) / (coverage + density);
  const first = boxes.reduce(
    (best, one, index) => (worth(one) > worth(boxes[best]) ? index : best),
    0,
  );
  return { ...empty, boxes, first };
}
