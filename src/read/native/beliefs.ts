import type { Distribution } from "#study/study";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import { readSupplied } from "./distributions.js";
import type { Leaf, Located, Names } from "./located.js";
import { readRange, type RawRange } from "./ranges.js";
import { listed, suggestion, type Report } from "./report.js";
import type { heldSchema, premiseSchema } from "./schema/study.js";

type RawPremise = Located<typeof premiseSchema>;
type RawHeld = Located<typeof heldSchema>;
type Choices = Extract<Distribution, { kind: "choices" }>;

const possibleWays = ["range", "switch", "integers", "choices", "distribution"] as const;
const heldWays = ["value", "switch", "choice", ...possibleWays.filter((way) => way !== "switch")];

/** The whole range that anybody holds: what an open premise means. */
export function readPossible(raw: RawPremise, report: Report): Distribution | undefined {
  const way = onlyWay(raw, possibleWays, "says what is possible", report);
  const { fields } = raw;
  switch (way) {
    case "range": {
      const range = readSpread(fields.range, report);
      return range === undefined ? undefined : { kind: "uniform", ...range };
    }
    case "integers": {
      const range = readSpread(fields.integers, report);
      return range === undefined ? undefined : integers(fields.integers, range, report);
    }
    case "switch":
      return readSwitch(fields.switch, report);
    case "choices":
      return readChoices(fields.choices, report);
    case "distribution":
      return readSupplied(fields.distribution, report);
    case undefined:
      return undefined;
  }
}

/** What a speaker holds about a premise whose whole range is `open` (undefined: unreadable). */
export function readHeld(
  raw: RawHeld,
  open: Distribution | undefined,
  report: Report,
): Distribution | undefined {
  const way = onlyWay(raw, heldWays, "says what is held", report);
  const { fields } = raw;
  if (way === undefined || open === undefined || !fits(way, open, raw, report)) return undefined;
  switch (way) {
    case "value":
      return valueOf(fields.value);
    case "switch":
      return valueOf(fields.switch);
    case "range": {
      const range = fields.range === undefined ? undefined : readRange(fields.range, report);
      if (range === undefined) return undefined;
      const { low, high } = range;
      return low === high ? { kind: "value", value: low } : { kind: "uniform", low, high };
    }
    case "integers": {
      const range = fields.integers === undefined ? undefined : readRange(fields.integers, report);
      return range === undefined ? undefined : integers(fields.integers, range, report);
    }
    case "choice":
      return readChoice(fields.choice, open as Choices, report);
    case "choices":
      return readShares(fields.choices, open as Choices, raw.place, report);
    case "distribution":
      return readSupplied(fields.distribution, report);
    default:
      return undefined;
  }
}

/** The one key that says it; undefined, and told, where there are none or several. */
function onlyWay<Way extends string>(
  raw: { readonly keys: ReadonlyMap<string, Place>; readonly place: Place },
  ways: readonly Way[],
  what: string,
  report: Report,
): Way | undefined {
  const found = ways.filter((way) => raw.keys.has(way));
  if (found.length === 1) return found[0];
  const help = `Exactly one of ${listed(ways)} ${what}.`;
  if (found.length === 0) {
    report.error("no-range", "There is no range here, nor a value.", raw.place, { help });
  } else {
    const message = `${listed(found)} stand here at once.`;
    report.error("several-ranges", message, raw.keys.get(found[1]) ?? raw.place, { help });
  }
  return undefined;
}

/** A range that leaves something to dispute. */
function readSpread(raw: RawRange | undefined, report: Report) {
  const range = raw === undefined ? undefined : readRange(raw, report);
  if (range === undefined) return undefined;
  const { low, high, place } = range;
  if (low < high) return { low, high };
  const message = "Both ends of this range are the same, so that nothing is disputed.";
  const help =
    "A premise spans what anybody holds; what nobody disputes is a constant of the model.";
  report.error("empty-range", message, place, { help });
  return undefined;
}

function integers(
  raw: RawRange | undefined,
  { low, high }: { readonly low: number; readonly high: number },
  report: Report,
): Distribution | undefined {
  for (const leaf of raw?.items ?? []) {
    if (leaf === undefined || Number.isInteger(leaf.value)) continue;
    report.error("not-an-integer", `${leaf.text} is no whole number.`, leaf.place);
    return undefined;
  }
  return { kind: "integers", low, high };
}

function readSwitch(raw: RawPremise["fields"]["switch"], report: Report): Choices | undefined {
  const [off, on] = raw?.items ?? [];
  if (off === undefined || on === undefined) return undefined;
  if (off.value !== 0 || on.value !== 1) {
    const message = "The two states of a switch are 0 and 1.";
    const help = "Write `switch: [0, 1]`; for other numbers use `choices`.";
    report.error("bad-switch", message, off.place, { help });
    return undefined;
  }
  return { kind: "choices", values: [0, 1], labels: ["0", "1"], weights: [0.5, 0.5] };
}

function readChoices(raw: Names<Leaf<number>> | undefined, report: Report): Choices | undefined {
  if (raw === undefined) return undefined;
  const entries = [...raw.entries.values()];
  const values = entries.flatMap((entry) => (entry.value === undefined ? [] : [entry.value.value]));
  if (values.length < entries.length) return undefined;
  if (values.length < 2) {
    report.error("few-choices", "There must be at least two choices.", raw.place);
    return undefined;
  }
  const labels = entries.map((entry) => entry.name);
  return { kind: "choices", values, labels, weights: values.map(() => 1 / values.length) };
}

/** Whether this way to say it belongs to a premise of this kind. */
function fits(way: string, open: Distribution, raw: RawHeld, report: Report): boolean {
  const choices = open.kind === "choices";
  const asSwitch = choices && open.labels[0] === "0" && open.labels[1] === "1";
  const wanted = asSwitch
    ? ["value", "switch", "choices"]
    : choices
      ? ["value", "choice", "choices"]
      : open.kind === "integers"
        ? ["value", "integers"]
        : ["value", "range", "distribution"];
  if (wanted.includes(way)) return true;
  const what = asSwitch
    ? "a switch"
    : choices
      ? `a choice among ${listed(open.labels)}`
      : open.kind === "integers"
        ? "a whole number"
        : "a range of numbers";
  const message = `The premise is ${what}, and \`${way}\` does not fit it.`;
  const help = `Write one of ${listed(wanted)}.`;
  report.error("wrong-way", message, raw.keys.get(way) ?? raw.place, { help });
  return false;
}

function valueOf(leaf: Leaf<number> | undefined): Distribution | undefined {
  return leaf === undefined ? undefined : { kind: "value", value: leaf.value };
}

function readChoice(
  leaf: Leaf<string> | undefined,
  open: Choices,
  report: Report,
): Distribution | undefined {
  if (leaf === undefined) return undefined;
  const index = choiceIndex(leaf.value, leaf.place, open, report);
  return index === undefined ? undefined : { kind: "value", value: open.values[index] };
}

function choiceIndex(
  label: string,
  place: Place,
  open: Choices,
  report: Report,
): number | undefined {
  const index = open.labels.findIndex((known) => keyOf(known) === keyOf(label));
  if (index >= 0) return index;
  const message = `\`${label}\` is none of the premise's choices.`;
  report.error("unknown-choice", message, place, {
    help: suggestion(label, open.labels, "choices"),
  });
  return undefined;
}

/** Shares of the premise's choices, which sum to 1; what is not named has none. */
function readShares(
  raw: RawHeld["fields"]["choices"],
  open: Choices,
  place: Place,
  report: Report,
): Distribution | undefined {
  if (raw === undefined) return undefined;
  const weights = open.values.map(() => 0);
  let sum = 0;
  for (const entry of raw.entries.values()) {
    const index = choiceIndex(entry.name, entry.place, open, report);
    const share = entry.value;
    if (index === undefined || share === undefined) return undefined;
    if (share.value < 0) {
      report.error("bad-share", "A share is not negative.", share.place);
      return undefined;
    }
    weights[index] = share.value;
    sum += share.value;
  }
  if (Math.abs(sum - 1) > 1e-6) {
    const message = `The shares of the choices sum to ${Number(sum.toPrecision(6))}, and should sum to 1.`;
    report.error("bad-share", message, raw.place ?? place);
    return undefined;
  }
  return { ...open, weights: weights.map((weight) => weight / sum) };
}
