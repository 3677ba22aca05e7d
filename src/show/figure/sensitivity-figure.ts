import type { SensitivityDocument, SensitivityResult } from "#analyse/sensitivity/document";
import { mainMeasure, measureTitles } from "#analyse/sensitivity/measure-names";
import { count, inWords } from "#argue/words";
import type { Study } from "#study/study";

import { sortedInputs, valueWords } from "../cli/print-sensitivity.js";
import { barsFigure } from "./bars-figure.js";
import { tornadoFigure } from "./tornado-figure.js";

/** How many premises a figure has room for. */
const mostRows = 24;

/** The first result of a sensitivity analysis as bars, or as a tornado for one at a time. */
export function sensitivityFigure(document: SensitivityDocument, study: Study): string {
  const [result] = document.results;
  const inputs = sortedInputs(document, result).slice(0, mostRows);
  const rest = result.inputs.length - inputs.length;
  const subtitle = `${document.study}. ${document.design}, ${count(document.runs, "run")}${rest > 0 ? `; ${count(rest, "weaker premise")} left out` : ""}`;
  const title = titleOf(document, result, study);
  const leaders = inWords(
    inputs.slice(0, 3).map(({ name }) => name),
    "and",
  );
  const description = `${title}. ${count(inputs.length, "premise")}, the most influential first: ${leaders}.`;
  if (document.method === "oat") {
    return tornadoFigure({
      title,
      subtitle,
      description,
      base: result.middle ?? 0,
      axis: outcomeName(result, study),
      rows: inputs.map(({ key, name, measures, ends }) => ({
        label: name,
        low: measures["low"]?.value ?? null,
        high: measures["high"]?.value ?? null,
        lowWords: ends === null ? "" : valueWords(study, key, ends[0]),
        highWords: ends === null ? "" : valueWords(study, key, ends[1]),
      })),
    });
  }
  const names = seriesOf(document.method);
  return barsFigure({
    title,
    subtitle,
    description,
    series: names.map(({ title: text }) => text),
    axis: axisOf(document.method),
    rows: inputs.map(({ name, measures }) => ({
      label: name,
      values: names.map(({ key }) => measures[key] ?? { value: null, low: null, high: null }),
    })),
  });
}

/** One or two measures that share an axis. */
function seriesOf(method: SensitivityDocument["method"]) {
  const titles = measureTitles[method];
  if (method === "rsa" || method === "morris") {
    return titles.filter(({ key }) => key === mainMeasure(method));
  }
  return titles.slice(0, 2);
}

function axisOf(method: SensitivityDocument["method"]): string {
  switch (method) {
    case "sobol":
    case "rbd-fast":
      return "share of the variance";
    case "morris":
      return "mean size of the effect of a whole range (μ*)";
    case "pawn":
    case "rsa":
      return "distance between distributions (Kolmogorov–Smirnov)";
    case "extra-trees":
      return "share of the fall in variance";
    default:
      return "share of futures in which another policy is best";
  }
}

function titleOf({ method }: SensitivityDocument, result: SensitivityResult, study: Study): string {
  if (method === "flip") return "Which premise, if known, would change the best policy?";
  const policy = study.policies.get(result.policy ?? "")?.label ?? result.policy ?? "";
  const what = outcomeName(result, study);
  return method === "oat"
    ? `${what.slice(0, 1).toUpperCase()}${what.slice(1)}, one premise at a time: ${policy}`
    : `What ${what} depends on: ${policy}`;
}

function outcomeName({ outcome }: SensitivityResult, study: Study): string {
  if (outcome === null) return "the criterion";
  const { label, unit } = study.outcomes.get(outcome) ?? { label: outcome, unit: null };
  return unit === null || unit === "1" ? label : `${label} (${unit})`;
}
