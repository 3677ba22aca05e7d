import { Command } from "commander";

import type { EnvelopeDocument } from "#analyse/envelope-document";
import { count, inWords, thousands, twoDigits } from "#argue/words";
import { envelope } from "#envelope";
import { keyOf } from "#study/name";
import { nearestName } from "#study/near-miss";
import type { Study } from "#study/study";

import { envelopeFigure } from "../figure/envelope-figure.js";
import { writeFigure } from "./discover.js";
import type { CommandIo } from "./io.js";
import { namedIn } from "./named-in.js";
import type { Fail } from "./named-in.js";
import { openStudy, tellNoAnswer } from "./open-study.js";
import { tellError } from "./open-target.js";
import { paragraph, tableLines } from "./print-argue-layout.js";
import { runsProgress } from "./runs-progress.js";
import { harmless, styleOf } from "./style.js";
import type { Style } from "./style.js";
import { futuresOption, seedOption, workersOption } from "./run-options.js";

interface EnvelopeCommandOptions {
  readonly of: string;
  readonly policies?: readonly string[];
  readonly position?: string;
  readonly futures: number;
  readonly seed: number;
  readonly workers?: number;
  readonly json?: boolean;
  readonly figure?: string;
}

/** `parley envelope`: how a variable goes over time in nine futures of ten, by policy. */
export function envelopeCommand(io: CommandIo): Command {
  return new Command("envelope")
    .description("show how a variable goes over time in nine futures of ten, under every policy")
    .argument("<study>", "a study's folder, or its study.yaml")
    .requiredOption("--of <variable>", "a variable of the model")
    .option("--policies <names...>", "these only")
    .option("--position <position>", "premises as this position holds them, not the whole ranges")
    .addOption(futuresOption("how many", 2000))
    .addOption(seedOption())
    .addOption(workersOption())
    .option("--json", "print the result as JSON (schema parley/envelope@1)")
    .option("--figure <file.svg>", "also draw it, with the densities of where futures end")
    .action((path: string, options: EnvelopeCommandOptions) => runEnvelope(path, options, io));
}

async function runEnvelope(
  path: string,
  options: EnvelopeCommandOptions,
  io: CommandIo,
): Promise<void> {
  const fail: Fail = (message, help) => tellError(io, message, help);
  const opened = await openStudy(path, io);
  if (opened === null) return;
  const { study, host } = opened;
  const variable = chosenVariable(study, options.of, fail);
  const position = namedIn(study.positions, options.position, "position", fail);
  const policies = options.policies?.map(
    (name) => namedIn(study.policies, name, "policy", fail)?.key,
  );
  const known = policies?.flatMap((key) => key ?? []);
  if (variable === null || position === undefined) return;
  if (known !== undefined && known.length < (policies?.length ?? 0)) return;
  try {
    const { document, ends } = await envelope(study, host, {
      ...options,
      variable,
      policies: known,
      position: position?.key,
      onProgress: runsProgress(host, io),
    });
    io.progress?.(null);
    io.write(
      options.json === true
        ? `${JSON.stringify(document, null, 2)}\n`
        : printEnvelope(document, Math.min(io.width, 100), styleOf(io.colour)),
    );
    if (options.figure !== undefined)
      await writeFigure(options.figure, drawn(document, ends), fail);
  } catch (error) {
    await tellNoAnswer(error, opened, io);
  }
}

/** The key of a variable of one number; null, and said, if it is none. */
function chosenVariable(study: Study, name: string, fail: Fail): string | null {
  const { variables } = study.model;
  const found = variables.get(keyOf(name));
  if (found === undefined) {
    const names = [...variables.values()].map((one) => one.name);
    const near = nearestName(name, names);
    fail(
      `The model has no variable \`${name}\`.`,
      near === undefined ? undefined : `Did you mean \`${near}\`?`,
    );
    return null;
  }
  if (found.dimensions.length > 0) {
    fail(
      `\`${found.name}\` is an array.`,
      "Name a variable of one number; the model can compute a sum of the array.",
    );
    return null;
  }
  return found.key;
}

const mostTimes = 9;

function printEnvelope(document: EnvelopeDocument, width: number, style: Style): string {
  const { times, policies, variable, unit, futures } = document;
  const every = Math.max(1, Math.ceil((times.length - 1) / (mostTimes - 1)));
  const shown = times
    .map((_, index) => index)
    .filter((index) => index % every === 0 || index === times.length - 1);
  const text = (value: number | null): string => (value === null ? "unknown" : twoDigits(value));
  const table = tableLines(
    [
      { title: document.timeUnit ?? "time", width: 8 },
      ...policies.map(({ label }) => ({
        title: label,
        width: Math.max(14, Math.floor((width - 12) / policies.length) - 2),
      })),
    ],
    shown.map((index) => [
      thousands(times[index]).replaceAll(",", ""),
      ...policies.map(
        ({ lower, middle, upper }) =>
          `${text(middle[index])} (${text(lower[index])} to ${text(upper[index])})`,
      ),
    ]),
  );
  const failed = policies.filter((policy) => policy.failed > 0);
  const told = failed.map(({ label, failed: number }) => `${label}: ${count(number, "future")}`);
  const head = `${variable}${unit === null ? "" : ` (${unit})`}: the median, and where nine in ten of ${thousands(futures)} futures lie.`;
  return `${harmless(
    [
      style.bold(paragraph(head, width)),
      table.flatMap((one) => one.split("\n").map((part) => `  ${part}`)).join("\n"),
      ...(told.length === 0
        ? []
        : [paragraph(`Failed and left out: ${inWords(told, "and")}.`, width)]),
    ].join("\n\n"),
  )}\n`;
}

function drawn(document: EnvelopeDocument, ends: readonly Float64Array[]): string {
  const { variable, unit, policies, times, futures } = document;
  const numbers = (values: readonly (number | null)[]): readonly number[] =>
    values.map((value) => value ?? NaN);
  const last = policies
    .map(({ label, middle }) => `${label} ${twoDigits(middle[middle.length - 1] ?? NaN)}`)
    .join(", ");
  return envelopeFigure({
    title: `${variable}, policy by policy`,
    subtitle: `${document.study}. Lines: medians of ${thousands(futures)} futures; bands: nine in ten of them`,
    description: `Medians at the end: ${last}.`,
    times,
    timeAxis: document.timeUnit ?? "time",
    axis: unit === null || unit === "1" ? variable : `${variable} (${unit})`,
    series: policies.map(({ label, lower, middle, upper }, index) => ({
      label,
      low: numbers(lower),
      middle: numbers(middle),
      high: numbers(upper),
      ends: ends[index],
    })),
  });
}
