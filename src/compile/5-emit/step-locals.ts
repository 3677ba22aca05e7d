import type { Code } from "../4-lower/lower.js";
import type { LocalPool } from "./local-pool.js";

/** The locals of a state: what a stage sees, what the step began with, what comes of it. */
export interface StateLocals {
  readonly present: number;
  readonly before: number;
  readonly next: number;
}

/** Where states, and what probes found so far, are while vectors take whole steps. */
export class StepLocals {
  readonly #states: readonly (readonly StateLocals[])[];
  readonly #probes: readonly (readonly number[])[];

  constructor(code: Code, vectors: number, staged: boolean, pool: LocalPool) {
    const each = <T>(make: () => T) => Array.from({ length: vectors }, make);
    this.#states = code.states.map(({ integrated }) =>
      each(() => {
        const present = pool.take();
        if (!integrated) return { present, before: present, next: pool.take() };
        if (!staged) return { present, before: present, next: present };
        return { present, before: pool.take(), next: pool.take() };
      }),
    );
    this.#probes = code.probes.map(() => each(() => pool.take()));
  }

  state(slot: number, vector: number): StateLocals {
    return this.#states[slot][vector];
  }

  probe(row: number, vector: number): number {
    return this.#probes[row][vector];
  }
}
