/** From a quantity to pixels, and back. */
export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
  readonly low: number;
  readonly high: number;
}

export function linearScale(low: number, high: number, from: number, to: number): Scale {
  const span = high === low ? 1 : high - low;
  const scale = (value: number): number => from + ((value - low) / span) * (to - from);
  const invert = (pixel: number): number => low + ((pixel - from) / (to - from)) * span;
  return Object.assign(scale, { invert, low, high });
}

/**
 * Round numbers within a range, about `count` of them: steps of 1, 2 or 5 times a power of ten, of
 * these the one whose number of ticks comes nearest.
 */
export function ticksOf(low: number, high: number, count: number): readonly number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return Number.isFinite(low) ? [low] : [];
  const rough = span / Math.max(1, count);
  const power = Math.floor(Math.log10(rough));
  const candidates = [1, 2, 5, 10].map((factor) => factor * 10 ** power);
  const step = candidates.reduce((best, one) =>
    Math.abs(span / one - count) < Math.abs(span / best - count) ? one : best,
  );
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toFixed(Math.min(20, decimals))),
  );
}

/** The range of values with round ends; a range of one value is widened, 0 is taken in where near. */
export function niceRange(low: number, high: number): readonly [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (low === high) {
    const room = low === 0 ? 1 : Math.abs(low) * 0.1;
    return niceRange(low - room, high + room);
  }
  const span = high - low;
  const start = low > 0 && low < 0.6 * high ? 0 : low;
  const end = high < 0 && high > 0.6 * low ? 0 : high;
  const ticks = ticksOf(start, end, 5);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : span;
  return [
    start === 0 ? 0 : Math.floor(start / step + 1e-9) * step,
    end === 0 ? 0 : Math.ceil(end / step - 1e-9) * step,
  ];
}

/** How ticks are written: thousands and millions in words' stead, as many decimals as they need. */
export function tickText(value: number, step: number): string {
  if (value === 0) return "0";
  const size = Math.abs(step);
  const sign = value < 0 ? "−" : "";
  const absolute = Math.abs(value);
  if (absolute >= 1e9 || absolute < 1e-4)
    return sign + absolute.toExponential().replace("e+", "e").replace("e-", "e−");
  const decimals = Math.max(0, -Math.floor(Math.log10(size) + 1e-9));
  const text = absolute.toFixed(Math.min(8, decimals));
  return sign + text.replace(/^\d+/u, (whole) => whole.replace(/\B(?=(\d{3})+$)/gu, ","));
}

/** The least and the greatest of finite numbers; Infinity and −Infinity of none. */
export function extentOf(
  ...lists: readonly (readonly number[] | Float64Array)[]
): readonly [number, number] {
  let [low, high] = [Infinity, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (const value of list) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}
