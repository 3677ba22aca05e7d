import { findBuiltin } from "#study/builtins";
import { partsWithin, type Equation } from "#study/expression";
import type { Criterion, LossTerm } from "#study/study";
import type { StudyContext } from "./context.js";
import type { Leaf, Located } from "./located.js";
import { knownKey, knownName } from "./names.js";
import { listed } from "./report.js";
import type { criterionSchema } from "./schema/study.js";
import { readEquation } from "./definitions.js";

type RawCriterion = Located<typeof criterionSchema>;
type RawTerm = NonNullable<NonNullable<RawCriterion["fields"]["loss"]>["items"][number]>;

const ways = ["loss", "success", "expected"] as const;

/** The study's criterion, or a speaker's own. */
export function readCriterion(raw: RawCriterion, context: StudyContext): Criterion | undefined {
  const found = ways.filter((way) => raw.keys.has(way));
  const { fields, place } = raw;
  if (found.length !== 1) {
    const message =
      found.length === 0 ? "This criterion is empty." : `${listed(found)} stand here at once.`;
    const help = `Write exactly one of ${listed(ways)}.`;
    context.report.error("bad-criterion", message, place, { help });
    return undefined;
  }
  switch (found[0]) {
    case "loss": {
      const items = fields.loss?.items ?? [];
      const terms = items.map((term) => (term === undefined ? undefined : readTerm(term, context)));
      const whole = terms.filter((term) => term !== undefined);
      if (whole.length === 0 || whole.length < terms.length) return undefined;
      return { kind: "loss", terms: whole, place };
    }
    case "success": {
      const condition = readEquation(fields.success, context.report);
      if (condition === undefined || !namesOutcomes(condition, context)) return undefined;
      return { kind: "success", condition, place };
    }
    case "expected": {
      const outcome = directedOutcome(fields.expected, context);
      return outcome === undefined ? undefined : { kind: "expected", outcome, place };
    }
  }
}

function readTerm(raw: RawTerm, context: StudyContext): LossTerm | undefined {
  const { weight, reference, scale } = raw.fields;
  const outcome = directedOutcome(raw.fields.outcome, context);
  const weightKey = weight === undefined ? undefined : readWeight(weight, context);
  if (scale !== undefined && scale.value <= 0) {
    const message = `A scale must be above zero; here is ${scale.text}.`;
    context.report.error("bad-scale", message, scale.place, {
      help: "Which of two values is better stands under `prefer:` of the outcome.",
    });
    return undefined;
  }
  if (outcome === undefined || weightKey === undefined || scale === undefined) return undefined;
  return { outcome, weight: weightKey, reference: reference?.value ?? 0, scale: scale.value };
}

function readWeight(
  leaf: Leaf<number | string>,
  context: StudyContext,
): number | string | undefined {
  const { value, place } = leaf;
  if (typeof value === "string") {
    return knownName(value, place, context.known.premises, context.report);
  }
  if (value >= 0) return value;
  context.report.error("bad-weight", `A weight is not negative; here is ${leaf.text}.`, place, {
    help: "Which of two values is better stands under `prefer:` of the outcome.",
  });
  return undefined;
}

/** An outcome that can be better or worse. */
function directedOutcome(
  leaf: Leaf<string> | undefined,
  context: StudyContext,
): string | undefined {
  const key = knownKey(leaf, context.known.outcomes, context.report);
  const outcome = context.raw.fields.outcomes?.entries.get(key ?? "");
  if (leaf === undefined || key === undefined || outcome?.value === undefined) return key;
  if (outcome.value.keys.has("prefer")) return key;
  const message = `The outcome \`${outcome.name}\` has no preferred direction, and so cannot be weighed.`;
  const related = [{ message: "Here it is defined.", place: outcome.place }];
  const help = "Write `prefer: less` or `prefer: more` there.";
  context.report.error("no-direction", message, leaf.place, { help, related });
  return undefined;
}

/** Every name of a success condition is an outcome. */
function namesOutcomes(condition: Equation, context: StudyContext): boolean {
  let sound = true;
  for (const next of partsWithin(condition.tree)) {
    if (next.kind === "reference") {
      const { name, place } = next;
      const key = knownName(name, place, context.known.outcomes, context.report);
      if (key === undefined && context.known.outcomes.whole) sound = false;
    } else if (next.kind === "call" && !isTimeless(next.key)) {
      const message = `\`${next.name}\` means nothing in a condition over outcomes, which are plain numbers.`;
      context.report.error("bad-condition", message, next.place);
      sound = false;
    }
  }
  return sound;
}

function isTimeless(key: string): boolean {
  const family = findBuiltin(key)?.family;
  return family === "arithmetic" || family === "elementary";
}
