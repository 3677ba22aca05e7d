import type { Distribution } from "#study/study";
import type { Leaf, Located } from "./located.js";
import { isOrdered } from "./ranges.js";
import { listed, type Report } from "./report.js";
import type { premiseSchema } from "./schema/study.js";

export type RawDistribution = NonNullable<Located<typeof premiseSchema>["fields"]["distribution"]>;
type Fields = RawDistribution["fields"];

const kinds = ["uniform", "triangular", "normal", "lognormal", "beta"] as const;

/** A distribution that somebody supplies, with its parameters checked. */
export function readSupplied(
  raw: RawDistribution | undefined,
  report: Report,
): Distribution | undefined {
  if (raw === undefined) return undefined;
  const found = kinds.filter((kind) => raw.keys.has(kind));
  if (found.length !== 1) {
    const message =
      found.length === 0
        ? "No distribution is named here."
        : `${listed(found)} stand here at once.`;
    report.error("bad-distribution", message, raw.place, {
      help: `Write exactly one of ${listed(kinds)}.`,
    });
    return undefined;
  }
  const { fields } = raw;
  switch (found[0]) {
    case "uniform":
      return uniform(fields.uniform, report);
    case "triangular":
      return triangular(fields.triangular, report);
    case "normal":
      return normal(fields.normal, report);
    case "lognormal":
      return lognormal(fields.lognormal, report);
    case "beta":
      return beta(fields.beta, report);
  }
}

function uniform(raw: Fields["uniform"], report: Report): Distribution | undefined {
  const { low, high } = raw?.fields ?? {};
  if (low === undefined || high === undefined || !isSpread(low, high, report)) return undefined;
  return { kind: "uniform", low: low.value, high: high.value };
}

function triangular(raw: Fields["triangular"], report: Report): Distribution | undefined {
  const { low, mode, high } = raw?.fields ?? {};
  if (low === undefined || mode === undefined || high === undefined) return undefined;
  if (!isSpread(low, high, report)) return undefined;
  if (mode.value < low.value || mode.value > high.value) {
    const message = `The mode ${mode.text} lies outside of ${low.text} to ${high.text}.`;
    report.error("bad-distribution", message, mode.place);
    return undefined;
  }
  return { kind: "triangular", low: low.value, mode: mode.value, high: high.value };
}

function normal(raw: Fields["normal"], report: Report): Distribution | undefined {
  const { mean, deviation, low, high } = raw?.fields ?? {};
  if (mean === undefined || deviation === undefined) return undefined;
  if (!isPositive(deviation, "The standard deviation", report)) return undefined;
  if (low !== undefined && high !== undefined && !isSpread(low, high, report)) return undefined;
  return {
    kind: "normal",
    mean: mean.value,
    deviation: deviation.value,
    low: low?.value ?? -Infinity,
    high: high?.value ?? Infinity,
  };
}

function lognormal(raw: Fields["lognormal"], report: Report): Distribution | undefined {
  const { median, "log deviation": logDeviation } = raw?.fields ?? {};
  if (median === undefined || logDeviation === undefined) return undefined;
  if (!isPositive(median, "The median", report)) return undefined;
  if (!isPositive(logDeviation, "The standard deviation of the logarithm", report))
    return undefined;
  return { kind: "lognormal", median: median.value, logDeviation: logDeviation.value };
}

function beta(raw: Fields["beta"], report: Report): Distribution | undefined {
  const { alpha, beta: second, low, high } = raw?.fields ?? {};
  if (alpha === undefined || second === undefined) return undefined;
  if (!isPositive(alpha, "alpha", report) || !isPositive(second, "beta", report)) return undefined;
  if (low !== undefined && high !== undefined && !isSpread(low, high, report)) return undefined;
  const bounds = { low: low?.value ?? 0, high: high?.value ?? 1 };
  if (bounds.low >= bounds.high) {
    const message = `A beta distribution reaches from 0 to 1 unless both ends are given; here it would reach from ${bounds.low} to ${bounds.high}.`;
    report.error("bad-distribution", message, (low ?? high ?? alpha).place);
    return undefined;
  }
  return { kind: "beta", alpha: alpha.value, beta: second.value, ...bounds };
}

function isPositive(leaf: Leaf<number>, what: string, report: Report): boolean {
  if (leaf.value > 0) return true;
  report.error("bad-distribution", `${what} must be above zero; here is ${leaf.text}.`, leaf.place);
  return false;
}

function isSpread(low: Leaf<number>, high: Leaf<number>, report: Report): boolean {
  if (low.value === high.value) {
    report.error("empty-range", "Both ends are the same.", high.place);
    return false;
  }
  return isOrdered(low, high, low.place, "Exchange the two numbers.", report);
}
