import type { Method } from "#study/model";

/**
 * One evaluation of the rates k within a step that leads from y to y′:
 * y′ = (y + weight₀·k₀) + weight₁·k₁ …, in this order, and the next stage sees y + ahead·k.
 */
export interface Stage {
  readonly weight: number;
  readonly ahead: number;
  /** When it takes place, in half steps after the start of the step. */
  readonly halves: number;
}

/**
 * The draw of a random stream that belongs to step 0; step n has the n-th after it. Draw 0 is that of
 * a premise, so that not even a premise and a stream of one number are the same.
 */
export const firstDraw = 1;

/** Euler; Heun's method, as Stella's RK2 is; the classical Runge–Kutta method (Kutta 1901). */
export function stagesOf(method: Method, step: number): readonly Stage[] {
  switch (method) {
    case "euler":
      return [{ weight: step, ahead: 0, halves: 0 }];
    case "rk2":
      return [
        { weight: step / 2, ahead: step, halves: 0 },
        { weight: step / 2, ahead: 0, halves: 2 },
      ];
    case "rk4":
      return [
        { weight: step / 6, ahead: step / 2, halves: 0 },
        { weight: step / 3, ahead: step / 2, halves: 1 },
        { weight: step / 3, ahead: step, halves: 1 },
        { weight: step / 6, ahead: 0, halves: 2 },
      ];
  }
}

/** The time `halves` half steps after the start. Multiplied, never accumulated. */
export function timeAt(start: number, step: number, halves: number): number {
  return start + halves * (step / 2);
}
