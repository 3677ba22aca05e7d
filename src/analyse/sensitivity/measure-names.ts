import type { SensitivityMethod } from "./document.js";

export interface MeasureName {
  readonly key: string;
  readonly title: string;
  readonly unit: "share" | "number";
}

/** What each method says of an input, as columns for people. */
export const measureTitles: Readonly<Record<SensitivityMethod, readonly MeasureName[]>> = {
  sobol: [
    { key: "first", title: "first order", unit: "number" },
    { key: "total", title: "total order", unit: "number" },
  ],
  morris: [
    { key: "size", title: "mean size (μ*)", unit: "number" },
    { key: "direction", title: "mean (μ)", unit: "number" },
    { key: "spread", title: "spread (σ)", unit: "number" },
  ],
  pawn: [
    { key: "median", title: "median distance", unit: "number" },
    { key: "maximum", title: "largest distance", unit: "number" },
  ],
  rsa: [
    { key: "largest", title: "Kolmogorov–Smirnov", unit: "number" },
    { key: "squared", title: "Cramér–von Mises", unit: "number" },
  ],
  "rbd-fast": [{ key: "first", title: "first order", unit: "number" }],
  "extra-trees": [{ key: "score", title: "score", unit: "number" }],
  oat: [
    { key: "low", title: "at the low end", unit: "number" },
    { key: "high", title: "at the high end", unit: "number" },
  ],
  flip: [{ key: "chance", title: "share of futures", unit: "share" }],
};

/** The measure by which inputs are ranked. */
export function mainMeasure(method: SensitivityMethod): string {
  const measures = measureTitles[method];
  return method === "sobol" ? "total" : measures[0].key;
}
