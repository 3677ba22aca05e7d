/** Numbers that look random and are always the same: for layouts, not for results. */
export interface Dice {
  /** A whole number from 0 to `count` − 1. */
  below(count: number): number;
  /** A number from [0, 1). */
  unit(): number;
}

/** A 32-bit xorshift (G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003). */
export function createDice(seed: number): Dice {
  let state = seed;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let index = 0; index < 8; index++) next();
  const unit = (): number => next() / 2 ** 32;
  return { unit, below: (count) => Math.floor(unit() * count) };
}
