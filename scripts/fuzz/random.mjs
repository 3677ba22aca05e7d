/** Whole numbers below a bound, the same for a seed wherever it runs (mulberry32). */
export function randomNumbers(seed) {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A text with one to three changes: something put in, taken out, put in its place, or moved. */
export function mutated(text, pieces, random) {
  let result = text;
  for (let count = 1 + random(3); count > 0; count--) {
    const at = random(result.length + 1);
    const kind = random(5);
    const to = Math.min(result.length, at + 1 + random(kind === 3 ? 80 : 8));
    const piece = pieces[random(pieces.length)];
    if (kind === 0) result = result.slice(0, at) + piece + result.slice(at);
    else if (kind === 1) result = result.slice(0, at) + result.slice(to);
    else if (kind === 2) result = result.slice(0, at) + piece + result.slice(to);
    else if (kind === 3) {
      const rest = result.slice(0, at) + result.slice(to);
      const there = random(rest.length + 1);
      result = rest.slice(0, there) + result.slice(at, to) + rest.slice(there);
    } else result = result.slice(0, to) + result.slice(at, to) + result.slice(to);
  }
  return result;
}
