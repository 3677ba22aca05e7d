import type { Estimate } from "#analyse/estimate";
import type {
  SensitivityDocument,
  SensitivityInput,
  SensitivityResult,
} from "#analyse/sensitivity/document";
import { mainMeasure, measureTitles } from "#analyse/sensitivity/measure-names";
import { count, percent, thousands, twoDigits, withInterval } from "#argue/words";
import type { Study } from "#study/study";

import { paragraph, tableLines } from "./print-argue-layout.js";
import { harmless } from "./style.js";
import type { Style } from "./style.js";

export interface PrintSensitivityOptions {
  readonly width: number;
  readonly style: Style;
}

/** The inputs of every result, the most influential first, for a terminal. */
export function printSensitivity(
  document: SensitivityDocument,
  study: Study,
  options: PrintSensitivityOptions,
): string {
  const width = Math.min(options.width, 100);
  const { style } = options;
  const parts = [
    style.bold(paragraph(headOf(document, study), width)),
    ...document.notes.map((note) => paragraph(note, width, "Note: ")),
    ...document.results.map((result) => resultLines(document, result, study, width, style)),
  ];
  return `${harmless(parts.join("\n\n"))}\n`;
}

function headOf(
  { study: title, position, method, design, base, runs }: SensitivityDocument,
  study: Study,
): string {
  const whose =
    position === null
      ? "the whole ranges that anybody holds"
      : `the premises of ${study.positions.get(position)?.label ?? position}`;
  const size =
    method === "sobol"
      ? `${count(base, "base point")}, ${thousands(runs)} runs a policy`
      : method === "morris"
        ? `${thousands(base)} trajectories, ${thousands(runs)} runs a policy`
        : `${count(runs, method === "oat" ? "run" : "future")} a policy`;
  return `${title}: sensitivity over ${whose}. ${design}, ${size}.`;
}

function resultLines(
  document: SensitivityDocument,
  result: SensitivityResult,
  study: Study,
  width: number,
  style: Style,
): string {
  const { method } = document;
  const measures = measureTitles[method];
  const order = sortedInputs(document, result);
  const rows = order.map((input) => [
    input.name,
    ...measures.map(({ key, unit }) => measureText(input.measures[key], unit)),
    ...(method === "flip" ? [flipWords(input, study)] : []),
    ...(method === "oat" ? [endsWords(input, study)] : []),
  ]);
  const columns = [
    { title: "premise", width: 34 },
    ...measures.map(({ title }) => ({ title, width: 26 })),
    ...(method === "flip" ? [{ title: "then best", width: 36 }] : []),
    ...(method === "oat" ? [{ title: "from, to", width: 28 }] : []),
  ];
  const table = tableLines(columns, rows);
  const lines = [
    style.bold(titleOf(document, result, study)),
    ...table.flatMap((line) => line.split("\n").map((one) => `  ${one}`)),
  ];
  if (result.failed > 0) {
    const why = result.cause === null ? "" : ` (the first: ${result.cause})`;
    lines.push(
      paragraph(
        `${count(result.failed, "run")} failed${why}; they are left out, with what belongs to them.`,
        width,
        "  ",
      ),
    );
  }
  if (result.pairs.length > 0) lines.push(...pairLines(result, study));
  return lines.join("\n");
}

function titleOf({ method }: SensitivityDocument, result: SensitivityResult, study: Study): string {
  if (method === "flip") {
    const best =
      result.best === null ? "unknown" : (study.policies.get(result.best)?.label ?? result.best);
    return `THE BEST POLICY (on average over ${count(result.n, "future")}: ${best})`;
  }
  const policy = study.policies.get(result.policy ?? "")?.label ?? result.policy ?? "";
  const outcome =
    result.outcome === null
      ? "the criterion"
      : (study.outcomes.get(result.outcome)?.label ?? result.outcome);
  const moments =
    method === "oat"
      ? result.middle === null
        ? ""
        : ` (all at their middle: ${twoDigits(result.middle)})`
      : result.mean === null || result.deviation === null
        ? ""
        : ` (mean ${twoDigits(result.mean)}, standard deviation ${twoDigits(result.deviation)})`;
  return `${policy}: ${outcome}${moments}`;
}

/** By the measure that counts most, the largest first; the unknown last. */
export function sortedInputs(
  { method }: Pick<SensitivityDocument, "method">,
  result: SensitivityResult,
): readonly SensitivityInput[] {
  const weight = (input: SensitivityInput): number => {
    if (method === "oat") {
      const { low, high } = input.measures;
      return Math.abs((high?.value ?? NaN) - (low?.value ?? NaN));
    }
    return input.measures[mainMeasure(method)]?.value ?? NaN;
  };
  const known = (value: number): number => (Number.isNaN(value) ? -Infinity : value);
  return result.inputs.toSorted((one, other) => known(weight(other)) - known(weight(one)));
}

function measureText(estimate: Estimate | undefined, unit: "share" | "number"): string {
  if (estimate === undefined || estimate.value === null) return "unknown";
  if (unit === "number") {
    return estimate.low === null ? twoDigits(estimate.value) : withInterval(estimate, "amount");
  }
  const { value, low, high } = estimate;
  return low === null || high === null
    ? percent(value)
    : `${percent(value)} (${percent(low)} to ${percent(high)})`;
}

function flipWords(input: SensitivityInput, study: Study): string {
  return input.flips
    .map(({ policy, low, high }) => {
      const name = study.policies.get(policy)?.label ?? policy;
      const where =
        low === high ? `at ${twoDigits(low)}` : `${twoDigits(low)} to ${twoDigits(high)}`;
      return `${name} (${where})`;
    })
    .join(", ");
}

function endsWords({ ends, key }: SensitivityInput, study: Study): string {
  return ends === null ? "" : ends.map((value) => valueWords(study, key, value)).join(", ");
}

/** A value of a premise: the label of a choice, else the number. */
export function valueWords(study: Study, key: string, value: number): string {
  const open = study.premises.get(key)?.open;
  if (open?.kind === "choices") {
    const label = open.labels[open.values.indexOf(value)];
    if (label) return label;
  }
  return thousands(Number(value.toPrecision(4)));
}

const mostPairs = 12;

function pairLines(result: SensitivityResult, study: Study): readonly string[] {
  const name = (key: string): string => study.premises.get(key)?.name ?? key;
  const strongest = result.pairs
    .toSorted((one, other) => Math.abs(other.second.value ?? 0) - Math.abs(one.second.value ?? 0))
    .slice(0, mostPairs);
  const rows = strongest.map(({ inputs: [one, other], second }) => [
    `${name(one)} with ${name(other)}`,
    withInterval(second, "amount"),
  ]);
  const table = tableLines(
    [
      { title: "pair", width: 60 },
      { title: "second order", width: 26 },
    ],
    rows,
  );
  return ["", ...table.flatMap((line) => line.split("\n").map((one) => `  ${one}`))];
}
