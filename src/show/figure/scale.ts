import { twoDigits } from "#argue/words";

/** Maps numbers to places. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  at(value: number): number;
  /** Round numbers inside, about as many as asked for. */
  readonly ticks: readonly number[];
}

/** Between two ends, or, where `nice` says so, the round numbers beyond them. */
export function linearScale(
  low: number,
  high: number,
  from: number,
  to: number,
  wanted = 5,
  nice: "both" | "high" | "none" = "both",
): Scale {
  const [least, most] =
    low === high ? [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2] : [low, high];
  const step = roundStep((most - least) / wanted);
  const first = nice === "both" ? Math.floor(least / step + 1e-9) * step : least;
  const last = nice !== "none" ? Math.ceil(most / step - 1e-9) * step : most;
  const ticks: number[] = [];
  for (let index = Math.ceil(first / step - 1e-9); index * step <= last + 1e-9 * step; index++) {
    ticks.push(Number((index * step).toPrecision(12)) + 0);
  }
  return {
    low: first,
    high: last,
    at: (value) => from + ((value - first) / (last - first)) * (to - from),
    ticks,
  };
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(rough: number): number {
  const [digits, exponent] = rough.toExponential(6).split("e");
  const unit = Number(`1e${exponent}`);
  const leading = Number(digits);
  return unit * (leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10);
}

/** Numbers of an axis, all to the same decimals. */
export function tickLabels(ticks: readonly number[]): readonly string[] {
  const decimals = Math.max(
    0,
    ...ticks
      .map((tick) => (String(tick).split(".")[1] ?? "").length)
      .filter((length) => length < 7),
  );
  return ticks.map((tick) => {
    const size = Math.abs(tick);
    if (size !== 0 && (size >= 1e9 || size < 1e-4)) return twoDigits(tick);
    const text = size.toFixed(decimals).replace(/\B(?=(\d{3})+(?!\d))(?<!\..*)/gu, "\u2009");
    return tick < 0 ? `−${text}` : text;
  });
}
