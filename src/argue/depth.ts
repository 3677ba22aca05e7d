/** How much is tried beyond what every argument gets. */
export interface Depth {
  readonly deep: boolean;
  /** The part of its value by which a constant is moved. */
  readonly factor: number;
  /** Positions whose verdicts the modeller's choices are tried on, at most. */
  readonly accused: number;
  /** Futures of each move in the screening. */
  readonly screening: number;
  /** Moves of one position that are tried again. */
  readonly retriedEach: number;
  /** Futures of those, by how many concessions are screened in. */
  retries(screening: number): number;
}

const FACTOR = 0.5;

export function depthOf(deep: boolean): Depth {
  return deep
    ? {
        deep,
        factor: FACTOR,
        accused: Infinity,
        screening: 100,
        retriedEach: 20,
        retries: (screening) => 4 * screening,
      }
    : {
        deep,
        factor: FACTOR,
        accused: 8,
        screening: 40,
        retriedEach: 4,
        retries: (screening) => 2 * screening,
      };
}
