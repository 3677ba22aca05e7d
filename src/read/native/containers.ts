import type { Equation } from "#study/expression";
import type { Conveyor, DrivenDefinition, Leakage, Queue } from "#study/model";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import type { Leaf } from "./located.js";
import type { DefinitionFields } from "./written.js";
import { isOrdered } from "./ranges.js";
import type { Report } from "./report.js";

type ReadEquation = (leaf: Leaf<string> | undefined) => Equation | undefined;

/** The conveyor or queue that a stock is; undefined for a plain stock. */
export function readContainer(
  fields: DefinitionFields,
  keys: ReadonlyMap<string, Place>,
  readEquation: ReadEquation,
  report: Report,
): Conveyor | Queue | undefined {
  const { conveyor, queue } = fields;
  const place = keys.get("queue");
  if (queue?.value === true && conveyor !== undefined) {
    const message = "A stock is a conveyor or a queue, not both.";
    report.error("several-kinds", message, place ?? queue.place);
  }
  if (queue?.value === true) return { kind: "queue", place: place ?? queue.place };
  if (conveyor === undefined) return undefined;
  const inner = conveyor.fields;
  const transitTime = readEquation(inner["transit time"]);
  if (transitTime === undefined) return undefined;
  const optional = (leaf: Leaf<string> | undefined) => readEquation(leaf) ?? null;
  return {
    kind: "conveyor",
    transitTime,
    capacity: optional(inner.capacity),
    inflowLimit: optional(inner["inflow limit"]),
    sample: optional(inner.sample),
    arrest: optional(inner.arrest),
    discrete: inner.discrete?.value ?? false,
    batchIntegrity: inner["batch integrity"]?.value ?? false,
    oneAtATime: inner["one at a time"]?.value ?? true,
    exponentialLeak: inner["exponential leak"]?.value ?? false,
    place: conveyor.place,
  };
}

const leakKeys = ["leak fraction", "leak zone", "leak integers"] as const;

/** A flow that a conveyor or queue sets; which one, is looked up once all stocks are known. */
export function readDriven(
  fields: DefinitionFields,
  keys: ReadonlyMap<string, Place>,
  at: Place,
  readEquation: ReadEquation,
  report: Report,
): Omit<DrivenDefinition, "kind"> | undefined {
  const { driven, by } = fields;
  if (driven === undefined) return undefined;
  if (by === undefined) {
    const help = "Write `by:` and the conveyor or queue that it drains.";
    if (!keys.has("by")) report.error("missing-key", "Nothing drives this flow.", at, { help });
    return undefined;
  }
  const role = driven.value;
  const place = by.place;
  if (role === "leakage") {
    const leakage = readLeakage(fields, at, readEquation, report);
    return leakage === undefined ? undefined : { by: keyOf(by.value), role, leakage, place };
  }
  for (const key of leakKeys) {
    const stray = keys.get(key);
    const message = `\`${key}\` belongs to \`driven: leakage\`.`;
    if (stray !== undefined) report.error("stray-key", message, stray);
  }
  return { by: keyOf(by.value), role, leakage: null, place };
}

function readLeakage(
  fields: DefinitionFields,
  at: Place,
  readEquation: ReadEquation,
  report: Report,
): Leakage | undefined {
  const leaf = fields["leak fraction"];
  if (leaf === undefined) {
    const help = "Write `leak fraction:` and how much of what entered leaks, such as 0.1.";
    report.error("missing-key", "Nothing says how much leaks.", at, { help });
    return undefined;
  }
  const fraction = readEquation(leaf);
  const [from, to] = fields["leak zone"]?.items ?? [];
  const zone = [from?.value ?? 0, to?.value ?? 1] as const;
  if (from !== undefined && to !== undefined) {
    if (!isOrdered(from, to, from.place, `Write [${to.text}, ${from.text}].`, report)) {
      return undefined;
    }
    if (zone[0] < 0 || zone[1] > 1) {
      const message = "A leak zone lies between 0, the entrance, and 1, the exit.";
      report.error("wrong-value", message, zone[0] < 0 ? from.place : to.place);
      return undefined;
    }
  }
  const integers = fields["leak integers"]?.value ?? false;
  return fraction === undefined ? undefined : { fraction, zone, integers };
}
