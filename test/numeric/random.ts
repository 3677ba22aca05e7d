/** A small generator for test points, independent of the one under test (xorshift32, Marsaglia 2003). */
export function createRandom(seed: number): { uniform(low: number, high: number): number } {
  let state = seed | 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    uniform(low, high) {
      const unit = (next() * 2 ** 21 + (next() >>> 11)) / 2 ** 53;
      return low + (high - low) * unit;
    },
  };
}
