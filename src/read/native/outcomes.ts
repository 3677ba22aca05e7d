import type { Measure, Outcome } from "#study/study";
import type { Place } from "#study/place";
import type { StudyContext } from "./context.js";
import type { Located, NamesEntry } from "./located.js";
import { readOneNumber } from "./one-number.js";
import type { outcomeSchema } from "./schema/study.js";

type RawOutcome = Located<typeof outcomeSchema>;

/** The outcomes: numbers read off a run. */
export function readOutcomes(context: StudyContext): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const entry of context.raw.fields.outcomes?.entries.values() ?? []) {
    const outcome = entry.value === undefined ? undefined : readOne(entry, entry.value, context);
    if (outcome !== undefined) outcomes.set(entry.key, outcome);
  }
  return outcomes;
}

function readOne(
  { name, key, place }: NamesEntry<RawOutcome>,
  raw: RawOutcome,
  context: StudyContext,
): Outcome | undefined {
  const { fields } = raw;
  const { report } = context;
  const one = readOneNumber(fields.of, context);
  const read = one?.variable;
  if (read?.kind === "table" && fields.of !== undefined) {
    const message = `\`${read.name}\` is a table without an input, and has no value of its own.`;
    report.error("no-value", message, fields.of.place, {
      help: "Name a variable that applies it.",
    });
  }
  const measure = measureOf(raw, place, context);
  if (measure === undefined) return undefined;
  const window = windowOf(measure, raw, context);
  if (one === undefined || window === undefined) return undefined;
  return {
    name,
    key,
    place,
    label: fields.label?.value ?? name,
    variable: one.key,
    measure,
    ...window,
    threshold: fields.threshold?.value ?? null,
    prefer: fields.prefer?.value ?? null,
    unit: unitOf(measure, one.variable.unit, context.model.model?.time.unit ?? null),
  };
}

function measureOf(raw: RawOutcome, place: Place, context: StudyContext): Measure | undefined {
  const { fields, keys } = raw;
  const { report } = context;
  const at = keys.get("at");
  const tellStray = (key: string, because: string) => {
    const stray = keys.get(key);
    if (stray !== undefined) report.error("stray-key", `\`${key}\` ${because}.`, stray);
  };
  if (!keys.has("measure") && at === undefined) {
    const message = "Nothing says how a run becomes one number here.";
    const help =
      "Write `at:` and a time, or `measure:` and one of change, total, mean, min, max, first above, first below.";
    report.error("no-measure", message, place, { help });
    return undefined;
  }
  const measure = keys.has("measure") ? fields.measure?.value : "at";
  if (measure === undefined) return undefined;
  if (measure === "at") {
    tellStray("from", "means nothing for the value at one time");
    if (at !== undefined) tellStray("to", "and `at` say the same");
  } else tellStray("at", `means nothing beside \`measure: ${measure}\``);
  const passes = measure === "first above" || measure === "first below";
  if (!passes) tellStray("threshold", "belongs to `first above` and `first below`");
  else if (!keys.has("threshold")) {
    const message = `\`${measure}\` needs a threshold.`;
    report.error("missing-key", message, keys.get("measure") ?? place, {
      help: "Write `threshold:` and a number.",
    });
    return undefined;
  }
  return measure;
}

/** From when to when, inside the run. */
function windowOf(
  measure: Measure,
  raw: RawOutcome,
  context: StudyContext,
): { readonly from: number; readonly to: number } | undefined {
  const time = context.model.model?.time;
  if (time === undefined) return undefined;
  const { from, to, at } = raw.fields;
  const end = measure === "at" ? (at ?? to) : to;
  const inside = [from, end].map((leaf) => {
    if (leaf === undefined || (leaf.value >= time.start && leaf.value <= time.stop)) return true;
    const message = `${leaf.text} lies outside of the run, which goes from ${time.start} to ${time.stop}.`;
    context.report.error("outside-run", message, leaf.place);
    return false;
  });
  if (inside.includes(false)) return undefined;
  const window = { from: from?.value ?? time.start, to: end?.value ?? time.stop };
  if (measure !== "at" && window.from >= window.to) {
    const leaf = from ?? to;
    const message = `Nothing lies between ${window.from} and ${window.to}.`;
    if (leaf !== undefined) context.report.error("outside-run", message, leaf.place);
    return undefined;
  }
  return window;
}

/** A total is an integral over time, a first passing is a time, all else is in the variable's unit. */
function unitOf(measure: Measure, unit: string | null, timeUnit: string | null): string | null {
  if (measure === "first above" || measure === "first below") return timeUnit;
  if (measure !== "total" || unit === null || timeUnit === null) return unit;
  const slash = unit.lastIndexOf("/");
  const perTime = slash > 0 && unit.slice(slash + 1).trim() === timeUnit;
  if (perTime) return unit.slice(0, slash).trim();
  return unit.trim() === "1" ? timeUnit : `${unit}*${timeUnit}`;
}
