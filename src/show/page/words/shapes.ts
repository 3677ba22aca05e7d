import { medianOf } from "#sample/distribution";
import { supportOf } from "#study/distribution";
import type { Distribution } from "#study/study";

/** A number of a distribution that can be set by itself. */
export interface Setting {
  readonly name: string;
  readonly label: string;
  readonly value: number;
}

/** The numbers of a distribution in their order; of choices none, they are chosen. */
export function settingsOfShape(belief: Distribution): readonly Setting[] {
  switch (belief.kind) {
    case "value":
      return [{ name: "value", label: "value", value: belief.value }];
    case "uniform":
    case "integers":
      return [
        { name: "low", label: "lowest", value: belief.low },
        { name: "high", label: "highest", value: belief.high },
      ];
    case "triangular":
      return [
        { name: "low", label: "lowest", value: belief.low },
        { name: "mode", label: "most often", value: belief.mode },
        { name: "high", label: "highest", value: belief.high },
      ];
    case "normal":
      return [
        { name: "mean", label: "mean", value: belief.mean },
        { name: "deviation", label: "deviation", value: belief.deviation },
      ];
    case "lognormal":
      return [
        { name: "median", label: "median", value: belief.median },
        { name: "logDeviation", label: "log deviation", value: belief.logDeviation },
      ];
    case "beta":
      return [
        { name: "alpha", label: "alpha", value: belief.alpha },
        { name: "beta", label: "beta", value: belief.beta },
      ];
    case "choices":
      return [];
  }
}

/** The distribution with one of its numbers set; its other ends give way where they must. */
export function withSetting(belief: Distribution, name: string, value: number): Distribution {
  const changed = { ...belief, [name]: value } as Distribution;
  switch (changed.kind) {
    case "uniform":
    case "integers":
      // The other end is pushed along.
      return changed.low <= changed.high ? changed : { ...changed, low: value, high: value };
    case "triangular": {
      const low = name === "low" ? value : Math.min(changed.low, value);
      const high = name === "high" ? value : Math.max(changed.high, value);
      const mode = Math.min(Math.max(changed.mode, Math.min(low, high)), Math.max(low, high));
      return { kind: "triangular", low: Math.min(low, high), mode, high: Math.max(low, high) };
    }
    case "normal":
      return { ...changed, deviation: Math.max(changed.deviation, 1e-9) };
    case "lognormal":
      return { ...changed, logDeviation: Math.max(changed.logDeviation, 1e-9) };
    case "beta":
      return {
        ...changed,
        alpha: Math.max(changed.alpha, 0.01),
        beta: Math.max(changed.beta, 0.01),
      };
    default:
      return changed;
  }
}

/** The shapes that a premise may be given by hand. */
export type ShapeKind = "value" | "uniform" | "triangular" | "normal";

/** The same premise in another shape, as near as that one comes. */
export function reshaped(belief: Distribution, kind: ShapeKind, open: Distribution): Distribution {
  const { low, high } = ends(belief, open);
  const middle = medianOf(belief);
  switch (kind) {
    case "value":
      return { kind, value: middle };
    case "uniform":
      return low === high ? { kind, ...ends(open, open) } : { kind, low, high };
    case "triangular":
      return low === high
        ? { kind, ...ends(open, open), mode: middle }
        : { kind, low, high, mode: middle };
    case "normal": {
      const bounds = ends(open, open);
      const width = low === high ? bounds.high - bounds.low : high - low;
      return { kind, mean: middle, deviation: width / 4 || 1, ...bounds };
    }
  }
}

/** Finite ends to draw a slider between. */
export function ends(
  belief: Distribution,
  open: Distribution,
): { readonly low: number; readonly high: number } {
  const own = supportOf(belief);
  const whole = supportOf(open);
  const low = Number.isFinite(own.low) ? own.low : Number.isFinite(whole.low) ? whole.low : 0;
  const above = Math.max(Math.abs(medianOf(belief)) * 3, 1);
  const high = Number.isFinite(own.high)
    ? own.high
    : Number.isFinite(whole.high)
      ? whole.high
      : above;
  return { low, high };
}
