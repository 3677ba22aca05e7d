import { middleOf } from "#study/distribution";
import { keyOf } from "#study/name";
import type { Distribution, Premise } from "#study/study";
import { readPossible } from "./beliefs.js";
import { variableOf, type StudyContext } from "./context.js";
import { supportOf } from "#study/distribution";
import type { Located, NamesEntry } from "./located.js";
import { tellArray } from "./one-number.js";
import { suggestion } from "./report.js";
import type { criterionSchema, premiseSchema } from "./schema/study.js";

type RawPremise = Located<typeof premiseSchema>;

/**
 * The premises: constants of the model, or weights that stand in a criterion alone and are then
 * value premises.
 */
export function readPremises(context: StudyContext): ReadonlyMap<string, Premise> {
  const { raw, report } = context;
  const weights = weightNames(context);
  const premises = new Map<string, Premise>();
  for (const entry of raw.fields.premises?.entries.values() ?? []) {
    const { name, key, place, value } = entry;
    const inModel = isConstant(entry, weights, context);
    if (value === undefined) continue;
    const { fields } = value;
    if (weights.has(key) && (fields.kind?.value ?? "value") !== "value") {
      const message = `\`${name}\` is a weight of the criterion, which no evidence settles.`;
      const help = "Write `kind: value`.";
      report.error("weight-not-value", message, fields.kind?.place ?? place, { help });
    }
    const open = readPossible(value, report);
    if (open === undefined) continue;
    tellImplausible(entry, open, context);
    const { kind, why } = fields;
    if (kind === undefined || why === undefined) continue;
    premises.set(key, {
      name,
      key,
      place,
      kind: kind.value,
      inModel,
      open,
      at: readAt(value, open, context),
      unit: fields.unit?.value ?? variableOf(context, key)?.unit ?? null,
      why: why.value,
      source: fields.source?.value ?? null,
    });
  }
  return premises;
}

/** The names that stand for a weight, in the study's criterion or in a speaker's own. */
function weightNames(context: StudyContext): ReadonlySet<string> {
  const { fields } = context.raw;
  const criteria: (Located<typeof criterionSchema> | undefined)[] = [fields.criterion];
  for (const { value } of fields.positions?.entries.values() ?? []) {
    criteria.push(value?.fields.criterion);
  }
  const names = new Set<string>();
  for (const criterion of criteria) {
    for (const term of criterion?.fields.loss?.items ?? []) {
      const weight = term?.fields.weight?.value;
      if (typeof weight === "string") names.add(keyOf(weight));
    }
  }
  return names;
}

function isConstant(
  entry: NamesEntry<RawPremise>,
  weights: ReadonlySet<string>,
  context: StudyContext,
): boolean {
  const { name, key, place } = entry;
  const { report, model, known } = context;
  const variable = variableOf(context, key);
  if (variable?.kind === "constant") {
    if (tellArray("premise", variable, place, context)) return true;
    if (!known.levers.names.has(key)) return true;
    const message = `\`${name}\` is a premise and a lever at once.`;
    const help = "A lever is what a decision sets, a premise what the world is like.";
    report.error("premise-and-lever", message, place, { help });
    return true;
  }
  if (variable !== undefined) {
    const message = `The premise \`${name}\` is no constant of the model but ${nounOf(variable.kind)}.`;
    const related = [{ message: "Here it is defined.", place: variable.place }];
    const help = "Give the disputed number a constant of its own, and let the equation use it.";
    report.error("premise-not-constant", message, place, { help, related });
    return true;
  }
  if (!weights.has(key) && model.complete) {
    const constants = [...model.variables.values()].flatMap((reading) =>
      reading.variable.kind === "constant" ? [reading.variable.name] : [],
    );
    const message = `The premise \`${name}\` is neither a constant of the model nor a weight of the criterion.`;
    const help = suggestion(name, constants, "constants");
    report.error("unknown-premise", message, place, { help });
  }
  return false;
}

/** What a person calls a variable of this kind. */
export function nounOf(kind: string): string {
  return kind === "data" ? "a data series" : kind === "auxiliary" ? "an auxiliary" : `a ${kind}`;
}

function readAt(raw: RawPremise, open: Distribution, context: StudyContext): number {
  const leaf = raw.fields.at;
  if (leaf === undefined) return middleOf(open);
  const { low, high } = supportOf(open);
  const possible = open.kind !== "choices" || open.values.includes(leaf.value);
  if (leaf.value < low || leaf.value > high || !possible) {
    const message = `\`at: ${leaf.text}\` is not among what anybody holds (${spanOf(open)}).`;
    const help = "Choose a number that the premise allows, or widen the premise.";
    context.report.error("outside-range", message, leaf.place, { help });
  }
  return leaf.value;
}

/** A range beyond what the modeller thinks plausible is worth a look, and no error. */
function tellImplausible(
  entry: NamesEntry<RawPremise>,
  open: Distribution,
  context: StudyContext,
): void {
  const plausible = variableOf(context, entry.key)?.range;
  if (plausible === undefined || plausible === null) return;
  const { low, high } = supportOf(open);
  if (low >= plausible[0] && high <= plausible[1]) return;
  const message = `The premise \`${entry.name}\` reaches from ${low} to ${high}, and the model calls ${plausible[0]} to ${plausible[1]} plausible.`;
  context.report.warning("implausible", message, entry.place);
}

/** The span of a distribution in words: `0 to 1`, or the values of a choice. */
export function spanOf(distribution: Distribution): string {
  if (distribution.kind === "choices") return distribution.values.join(", ");
  const { low, high } = supportOf(distribution);
  return `${low} to ${high}`;
}
