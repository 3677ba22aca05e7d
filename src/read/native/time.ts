import type { TimeSettings } from "#study/model";
import { keyOf } from "#study/name";
import type { Located } from "./located.js";
import type { Report } from "./report.js";
import type { timeSchema } from "./schema/model.js";

const mostSteps = 10_000_000;
/** How far from a whole number of steps counts as rounding: 1/3 of a year fits into ten years. */
const tolerance = 1e-6;

/**
 * The time settings, with their integer number of steps. A step that is not above zero, a stop that
 * is not behind the start and more than 10⁷ steps are errors; a duration that is no whole number of
 * steps is a warning, since the run then stops elsewhere.
 */
export function readTime(
  raw: Located<typeof timeSchema>,
  report: Report,
): TimeSettings | undefined {
  const { start, stop, end, step, save, unit, method } = raw.fields;
  if (step !== undefined && step.value <= 0) {
    const message = `The time step must be above zero; here is ${step.text}.`;
    report.error("bad-step", message, step.place, { help: "For example `step: 1/32`." });
    return undefined;
  }
  if (start !== undefined && stop !== undefined && stop.value <= start.value) {
    const message = `A run must stop after it starts; it starts at ${start.text} and stops at ${stop.text}.`;
    report.error("bad-time", message, stop.place);
    return undefined;
  }
  if (start === undefined || stop === undefined || step === undefined) return undefined;
  const exact = (stop.value - start.value) / step.value;
  const steps = Math.round(exact);
  if (steps < 1) {
    const message = `The time step ${step.text} is longer than the run.`;
    report.error("bad-step", message, step.place);
    return undefined;
  }
  if (!(steps <= mostSteps)) {
    const message = `A step of ${step.text} makes ${rounded(exact)} steps; at most ${mostSteps.toLocaleString("en")} are computed.`;
    const help = `Choose a step of at least ${(stop.value - start.value) / mostSteps}.`;
    report.error("too-many-steps", message, step.place, { help });
    return undefined;
  }
  if (Math.abs(exact - steps) > tolerance * Math.max(1, steps)) {
    const message = `From ${start.text} to ${stop.text} there are ${exact.toFixed(3)} steps of ${step.text}; the run will stop at ${start.value + steps * step.value}.`;
    report.warning("uneven-step", message, step.place);
  }
  return {
    start: start.value,
    stop: stop.value,
    step: step.value,
    steps,
    saveEvery: save === undefined ? 1 : readSaveEvery(save, step, report),
    unit: unit?.value ?? null,
    method: method?.value ?? "euler",
    ...(end === undefined ? {} : { end: keyOf(end.value) }),
    place: raw.place,
  };
}

type TimeLeaf = NonNullable<Located<typeof timeSchema>["fields"]["step"]>;

function readSaveEvery(save: TimeLeaf, step: TimeLeaf, report: Report): number {
  const exact = save.value / step.value;
  const every = Math.round(exact);
  if (every < 1) {
    const message = `A run cannot be saved every ${save.text}: that is less than its step, ${step.text}.`;
    report.error("bad-save", message, save.place);
    return 1;
  }
  if (Math.abs(exact - every) > tolerance * every) {
    const message = `${save.text} is no whole number of steps of ${step.text}; the run is saved every ${every} steps.`;
    report.warning("uneven-save", message, save.place);
  }
  return every;
}

function rounded(value: number): string {
  return value < 1e15 ? Math.round(value).toLocaleString("en") : String(value);
}
