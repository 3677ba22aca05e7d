import type { Leakage } from "#study/model";
import type { Place } from "#study/place";

import type { Node, Truth } from "../../system.js";

/** A conveyor of up to so many steps, with what happens on it. */
export interface SlatBelt {
  readonly owner: string;
  readonly place: Place;
  readonly slats: number;
  /** DT. */
  readonly stepSize: number;
  /** How many steps what enters now stays. */
  readonly steps: Node;
  readonly stepsVary: boolean;
  /** Where it holds nothing moves; null for never. */
  readonly arrested: Truth | null;
  readonly exponentialLeak: boolean;
  /** In the order in which they are served. */
  readonly leaks: readonly SlatLeak[];
  readonly initial: Node;
  /** Steps in a unit of time, at whose starts the initial value stands; null: spread evenly. */
  readonly unitSteps: number | null;
  /** What enters, per unit of time. */
  readonly entering: Node;
}

export interface SlatLeak {
  readonly fraction: Node;
  readonly leakage: Leakage;
}

/** What a conveyor holds, and what leaves it, per unit of time. */
export interface BeltValues {
  readonly content: Node;
  readonly exit: Node;
  readonly leaks: readonly Node[];
}
