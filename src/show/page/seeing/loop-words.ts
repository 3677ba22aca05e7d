import type { Loop } from "#diagram/loops";

/** The steps of a loop as `from`, a line break, `to`. */
export function linksOfLoop({ keys }: Loop): ReadonlySet<string> {
  return new Set(keys.map((key, index) => `${key}\n${keys[(index + 1) % keys.length]}`));
}

/** At most so many names tell a loop in a line. */
const most = 4;

/**
 * A loop in a line: all of it where it is short, else its stocks, and where these are few what lies
 * evenly between. "ill will → recruitment → fighters".
 */
export function loopTitle({ keys, stocks }: Loop, nameOf: (key: string) => string): string {
  if (keys.length <= most) return keys.map(nameOf).join(" → ");
  const picked = new Set(stocks.slice(0, most));
  for (let count = 0; picked.size < Math.min(most, keys.length) && count < keys.length; count++) {
    // The middle of the longest stretch that is not told yet.
    picked.add(middleOfGap(keys, picked));
  }
  return keys
    .filter((key) => picked.has(key))
    .map(nameOf)
    .join(" → ");
}

function middleOfGap(keys: readonly string[], picked: ReadonlySet<string>): string {
  const at = keys.flatMap((key, index) => (picked.has(key) ? [index] : []));
  if (at.length === 0) return keys[0];
  let best = { start: at[0], length: 0 };
  for (const [index, start] of at.entries()) {
    const next = at[index + 1] ?? at[0] + keys.length;
    if (next - start > best.length) best = { start, length: next - start };
  }
  return keys[(best.start + Math.floor(best.length / 2)) % keys.length];
}

const kinds = {
  reinforcing: "reinforcing: what it does to itself comes back stronger",
  balancing: "balancing: what it does to itself comes back as a check",
  unknown: "of unknown sign: it may change from case to case",
} as const;

/** What kind of loop it is, in words. */
export function loopKind({ polarity, delayed }: Loop): string {
  return kinds[polarity] + (delayed ? "; with a delay on the way" : "");
}

/** One step in words: "more strikes, more strike deaths". */
export function stepWords(loop: Loop, index: number, nameOf: (key: string) => string): string {
  const from = nameOf(loop.keys[index]);
  const to = nameOf(loop.keys[(index + 1) % loop.keys.length]);
  const sign = loop.signs[index];
  if (sign === "?") return `${from} acts on ${to}, one way or the other`;
  return sign === "+" ? `more ${from}, more ${to}` : `more ${from}, less ${to}`;
}
