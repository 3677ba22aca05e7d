import { Command, InvalidArgumentError } from "commander";

import type { RegretDocument } from "#analyse/robustness/document";
import { count, inWords, percent, thousands, twoDigits } from "#argue/words";
import { regret } from "#regret";
import type { Study } from "#study/study";

import { regretFigure } from "../figure/regret-figure.js";
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

interface RegretCommandOptions {
  readonly outcome?: string;
  readonly position?: string;
  readonly enough?: number;
  readonly optimism: number;
  readonly futures: number;
  readonly seed: number;
  readonly workers?: number;
  readonly json?: boolean;
  readonly figure?: string;
}

/** `parley regret`: how robust each policy is over all futures, by the field's metrics. */
export function regretCommand(io: CommandIo): Command {
  return new Command("regret")
    .description("compare how policies fare over all futures: regret and other robustness metrics")
    .argument("<study>", "a study's folder, or its study.yaml")
    .option("--outcome <outcome>", "what is compared; the criterion if not given")
    .option("--position <position>", "premises and criterion of this position")
    .option("--enough <x>", "a value that is good enough, for the satisficing share", numberOption)
    .option(
      "--optimism <x>",
      "of Hurwicz: 0 for the worst future, 1 for the best",
      optimismOption,
      0.5,
    )
    .addOption(futuresOption("how many", 10_000))
    .addOption(seedOption())
    .addOption(workersOption())
    .option("--json", "print the result as JSON (schema parley/regret@1)")
    .option("--figure <file.svg>", "also draw the regret of every policy")
    .action((path: string, options: RegretCommandOptions) => runRegret(path, options, io));
}

function numberOption(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || text.trim() === "")
    throw new InvalidArgumentError("It is a number.");
  return value;
}

function optimismOption(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError("It lies between 0 and 1.");
  return value;
}

async function runRegret(
  path: string,
  options: RegretCommandOptions,
  io: CommandIo,
): Promise<void> {
  const fail: Fail = (message, help) => tellError(io, message, help);
  const opened = await openStudy(path, io);
  if (opened === null) return;
  const { study, host } = opened;
  const outcome = namedIn(study.outcomes, options.outcome, "outcome", fail);
  const position = namedIn(study.positions, options.position, "position", fail);
  if (outcome === undefined || position === undefined) return;
  try {
    const { document, regrets } = await regret(study, host, {
      ...options,
      outcome: outcome?.key,
      position: position?.key,
      onProgress: runsProgress(host, io),
    });
    io.progress?.(null);
    io.write(
      options.json === true
        ? `${JSON.stringify(document, null, 2)}\n`
        : printRegret(document, study, Math.min(io.width, 100), styleOf(io.colour)),
    );
    if (options.figure !== undefined) {
      await writeFigure(
        options.figure,
        regretFigure(document, regrets, measureName(document, study)),
        fail,
      );
    }
  } catch (error) {
    await tellNoAnswer(error, opened, io);
  }
}

function measureName({ measure }: RegretDocument, study: Study): string {
  return measure === "criterion"
    ? "the criterion"
    : (study.outcomes.get(measure)?.label ?? measure);
}

type PolicyRow = RegretDocument["policies"][number];
type MetricName = Exclude<keyof PolicyRow, "key" | "label">;

/** In the order in which they are shown; what each is, in a few words. */
const metricNames: readonly (readonly [MetricName, string])[] = [
  ["mean", "mean (Laplace)"],
  ["percentile90", "what 9 futures in 10 reach"],
  ["worst", "worst future"],
  ["hurwicz", "Hurwicz"],
  ["meanVariance", "mean and spread"],
  ["satisficing", "good enough in"],
  ["meanRegret", "mean regret"],
  ["regret90", "regret, 9 futures in 10"],
  ["maximumRegret", "largest regret (minimax)"],
  ["deviationFromBase", "R1, from its middle"],
  ["deviationFromBest", "R2, from the best"],
];

function printRegret(document: RegretDocument, study: Study, width: number, style: Style): string {
  const { futures, failed, better, position } = document;
  const whose =
    position === null
      ? "the whole ranges that anybody holds"
      : `the premises of ${study.positions.get(position)?.label ?? position}`;
  const left =
    failed === 0
      ? ""
      : ` ${count(failed, "further future")} in which a policy failed ${failed === 1 ? "is" : "are"} left out.`;
  const head = `${document.study}: ${measureName(document, study)} of every policy in the same ${thousands(futures)} futures over ${whose}; ${better} is better.${left}`;
  const shown = metricNames.filter(([name]) =>
    document.policies.some((policy) => policy[name] !== null),
  );
  const table = tableLines(
    [
      { title: "", width: 30 },
      ...document.policies.map(({ label }) => ({ title: label, width: 16 })),
    ],
    shown.map(([name, words]) => [
      words,
      ...document.policies.map((policy) => cellText(policy, name, document)),
    ]),
  );
  const notes = [
    "* the best by that metric.",
    `Regret is how far a policy is behind the best one of the same future. R1 and R2 are 90th percentiles of |difference / value|.`,
    ...(document.enough === null
      ? ["--enough X adds the share of futures that are good enough."]
      : []),
  ];
  return `${harmless(
    [
      style.bold(paragraph(head, width)),
      table.flatMap((line) => line.split("\n").map((one) => `  ${one}`)).join("\n"),
      paragraph(notes.join(" "), width),
      paragraph(agreement(document), width),
    ].join("\n\n"),
  )}\n`;
}

function cellText(policy: PolicyRow, name: MetricName, { choices }: RegretDocument): string {
  const value = policy[name];
  if (value === null) return "–";
  const chosen = choices.find(({ metric }) => metric === name)?.policies.includes(policy.key);
  const text = name === "satisficing" ? percent(value) : twoDigits(value);
  return chosen === true ? `${text} *` : text;
}

/** Whether the metrics agree, since that is what they are compared for. */
function agreement({ choices, policies }: RegretDocument): string {
  const label = (key: string): string =>
    policies.find((policy) => policy.key === key)?.label ?? key;
  // By a metric of which all have the same, none is preferred.
  const telling = choices.filter(({ policies: best }) => best.length < policies.length);
  if (telling.length === 0) return "By every metric all policies are the same.";
  const votes = new Map<string, number>();
  for (const { policies: best } of telling) {
    for (const key of best) votes.set(key, (votes.get(key) ?? 0) + 1);
  }
  const ranked = [...votes].toSorted((one, other) => other[1] - one[1]);
  const all = ranked.filter(([, number]) => number === telling.length);
  if (all.length > 0) {
    const which = telling.length < choices.length ? "that tells them apart " : "";
    return `Every metric ${which}prefers ${inWords(
      all.map(([key]) => label(key)),
      "or",
    )}.`;
  }
  return `The metrics do not agree: ${ranked.map(([key, number]) => `${label(key)} is the best by ${number} of ${telling.length}`).join(", ")}.`;
}
