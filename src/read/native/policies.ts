import type { Lever, LeverSetting, Policy } from "#study/study";
import type { Place } from "#study/place";
import { variableOf, type StudyContext } from "./context.js";
import type { Located, NamesEntry } from "./located.js";
import { tellArray } from "./one-number.js";
import { nounOf } from "./premises.js";
import { listed, suggestion } from "./report.js";
import type { policySchema } from "./schema/study.js";
import { columnsOf, isAscending } from "./tables.js";

type RawPolicy = Located<typeof policySchema>;
type RawSetting = Located<(typeof policySchema)["shape"]["levers"]["valueType"]>;

/** The levers: constants of the model that a decision sets. */
export function readLevers(context: StudyContext): ReadonlyMap<string, Lever> {
  const { raw, report, model } = context;
  const levers = new Map<string, Lever>();
  for (const { name, key, place, value } of raw.fields.levers?.entries.values() ?? []) {
    const variable = variableOf(context, key);
    if (variable === undefined && model.complete) {
      const constants = [...model.variables.values()].flatMap((reading) =>
        reading.variable.kind === "constant" ? [reading.variable.name] : [],
      );
      const message = `The lever \`${name}\` is no constant of the model.`;
      const help = suggestion(name, constants, "constants");
      report.error("unknown-lever", message, place, { help });
    } else if (variable !== undefined && variable.kind !== "constant") {
      const message = `The lever \`${name}\` is no constant of the model but ${nounOf(variable.kind)}.`;
      const related = [{ message: "Here it is defined.", place: variable.place }];
      const help = "Give what is decided a constant of its own, and let the equation use it.";
      report.error("lever-not-constant", message, place, { help, related });
    } else if (variable !== undefined) tellArray("lever", variable, place, context);
    const doc = value?.fields.doc?.value ?? variable?.documentation ?? null;
    levers.set(key, { name, key, place, unit: variable?.unit ?? null, doc });
  }
  return levers;
}

/** The policies, each of which sets every lever and nothing else. */
export function readPolicies(context: StudyContext): ReadonlyMap<string, Policy> {
  const policies = new Map<string, Policy>();
  for (const { name, key, place, value } of context.raw.fields.policies?.entries.values() ?? []) {
    if (value === undefined) continue;
    const settings = readSettings(value, context);
    tellMissing(name, place, value, context);
    const label = value.fields.label?.value ?? name;
    policies.set(key, { name, key, place, label, settings });
  }
  return policies;
}

function readSettings(raw: RawPolicy, context: StudyContext): ReadonlyMap<string, LeverSetting> {
  const settings = new Map<string, LeverSetting>();
  for (const entry of raw.fields.levers?.entries.values() ?? []) {
    const { name, key, place, value } = entry;
    if (context.known.levers.names.has(key)) {
      const setting = value === undefined ? undefined : readSetting(value, context);
      if (setting !== undefined) settings.set(key, setting);
      if (setting !== undefined) tellImplausible(entry, setting, context);
    } else tellNoLever(name, key, place, context);
  }
  return settings;
}

function tellNoLever(name: string, key: string, place: Place, context: StudyContext): void {
  const { known, report } = context;
  if (known.premises.names.has(key)) {
    const message = `A policy cannot set \`${name}\`, which is a premise: a decision does not change what the world is like.`;
    const help =
      "List it under `levers:` of the study if a decision sets it; then it is no premise.";
    report.error("policy-sets-premise", message, place, { help });
  } else if (known.levers.whole) {
    const names = [...known.levers.names.values()].map((lever) => lever.name);
    const message = `\`${name}\` is no lever of this study.`;
    report.error("unknown-name", message, place, { help: suggestion(name, names, "levers") });
  }
}

function tellMissing(name: string, place: Place, raw: RawPolicy, context: StudyContext): void {
  const set = raw.fields.levers?.entries;
  if (set === undefined) return;
  // A name that is no lever is most likely one of the missing, misspelt.
  if ([...set.keys()].some((key) => !context.known.levers.names.has(key))) return;
  const missing = [...context.known.levers.names]
    .filter(([key]) => !set.has(key))
    .map(([, lever]) => lever.name);
  if (missing.length === 0) return;
  const message = `The policy \`${name}\` leaves ${listed(missing)} open.`;
  const help = "A policy sets every lever; write what it would be set to without the policy.";
  context.report.error("lever-not-set", message, place, { help });
}

function readSetting(raw: RawSetting, context: StudyContext): LeverSetting | undefined {
  if ("value" in raw) return { kind: "value", value: raw.value };
  const path = raw.fields.path;
  const columns = path === undefined ? undefined : columnsOf(path);
  if (columns === undefined || !isAscending(columns.x, "time", context.report)) return undefined;
  return {
    kind: "path",
    time: columns.x.map((leaf) => leaf.value),
    value: columns.y.map((leaf) => leaf.value),
  };
}

function tellImplausible(
  entry: NamesEntry<RawSetting>,
  setting: LeverSetting,
  context: StudyContext,
): void {
  const plausible = variableOf(context, entry.key)?.range;
  if (plausible === undefined || plausible === null) return;
  const values = setting.kind === "value" ? [setting.value] : setting.value;
  const beyond = values.find((value) => value < plausible[0] || value > plausible[1]);
  if (beyond === undefined) return;
  const message = `The lever \`${entry.name}\` is set to ${beyond}, and the model calls ${plausible[0]} to ${plausible[1]} plausible.`;
  context.report.warning("implausible", message, entry.place);
}
