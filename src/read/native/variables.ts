import { findBuiltin } from "#study/builtins";
import type { Definition, Dimension, NumberFormat, Variable } from "#study/model";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import { byElement, type RawVariable } from "./by-element.js";
import { readDefinition, readEquation } from "./definitions.js";
import type { DefinitionKind, ModelScope } from "./written.js";
import { companionsOf, kindOf, kindOfWord } from "./kinds.js";
import type { NamesEntry } from "./located.js";
import { readRange, type RawRange } from "./ranges.js";
import { listed, suggestion, type Report } from "./report.js";
import { definitionKinds } from "./schema/variable.js";

type KindKey = DefinitionKind | "elements";

const kindKeys: readonly KindKey[] = [...definitionKinds, "elements"];
const shared = ["of", "unit", "doc", "range", "scale", "format"];
const flowKeys = ["non-negative", "shared", "multiplier"];
/** An array of more elements than this is a slip of the pen. */
const mostElements = 1_000_000;
const everyCompanion = [...new Set(Object.values(companionsOf).flat())];

/** Which keys may stand beside the one that says what a variable is. */
const alsoAllowed: Readonly<Record<KindKey, readonly string[]>> = {
  ...companionsOf,
  stock: [...companionsOf.stock, "non-negative"],
  flow: flowKeys,
  table: [...companionsOf.table, "as", ...flowKeys],
  data: [...companionsOf.data, "as", ...flowKeys],
  driven: [...companionsOf.driven, ...flowKeys],
  elements: [...everyCompanion, "as", ...flowKeys],
};

/**
 * A variable of the model. Its kind is known to others even where its definitions could not be read
 * (`definitions` is then undefined), so that one error does not bring about a dozen.
 */
export interface VariableReading {
  readonly variable: Omit<Variable, "definitions">;
  readonly definitions: readonly Definition[] | undefined;
}

export function readVariable(
  entry: NamesEntry<RawVariable>,
  scope: ModelScope,
  report: Report,
): VariableReading | undefined {
  const { name, key, place, value: raw } = entry;
  tellReserved(name, raw, place, report);
  if (raw === undefined) return undefined;
  const kindKey = kindKeyOf(name, raw, place, report);
  if (kindKey === undefined) return undefined;
  tellStrayKeys(kindKey, raw, report);
  const { fields } = raw;
  const over = readOver(fields.of, place, scope, report);
  const written = over === undefined ? undefined : byElement(kindKey, raw, over, scope, report);
  const kinds = written?.map((one) => one.kind) ?? (kindKey === "elements" ? [] : [kindKey]);
  const kind = fields.as === undefined ? kindOf(kinds) : kindOfWord[fields.as.value];
  const multiplier = readEquation(fields.multiplier, report, scope);
  const scale = intervalIn(fields.scale, report);
  const variable = {
    name,
    key,
    kind,
    dimensions: (over ?? []).map((dimension) => dimension.key),
    unit: fields.unit?.value ?? null,
    unitPlace: fields.unit?.place ?? null,
    documentation: fields.doc?.value ?? null,
    range: intervalIn(fields.range, report) ?? null,
    nonNegative: fields["non-negative"]?.value ?? false,
    ...(fields.shared?.value === true ? { shared: true } : {}),
    ...(scale === undefined ? {} : { scale }),
    ...(fields.format === undefined ? {} : { format: formatIn(fields.format) }),
    ...(multiplier === undefined ? {} : { multiplier }),
    place,
  };
  tellMisplaced(variable, raw, report);
  const definitions = written?.map((one) => readDefinition(one, scope, report));
  const whole = definitions?.every((definition) => definition !== undefined)
    ? definitions
    : undefined;
  return { variable, definitions: whole };
}

/** The dimensions over which it is arrayed. */
function readOver(
  raw: RawVariable["fields"]["of"],
  place: Place,
  scope: ModelScope,
  report: Report,
): readonly Dimension[] | undefined {
  const leaves = raw === undefined ? [] : "items" in raw ? raw.items : [raw];
  const over = leaves.map((leaf) => {
    if (leaf === undefined) return undefined;
    const dimension = scope.dimensions.get(keyOf(leaf.value));
    if (dimension !== undefined) return dimension;
    const names = [...scope.dimensions.values()].map((known) => known.name);
    const message = `\`${leaf.value}\` is no dimension of the model.`;
    const help = suggestion(leaf.value, names, "dimensions");
    report.error("unknown-name", message, leaf.place, { help });
    return undefined;
  });
  if (!over.every((dimension) => dimension !== undefined)) return undefined;
  const count = over.reduce((product, { elements }) => product * elements.length, 1);
  if (count <= mostElements) return over;
  const message = `This array has ${count.toLocaleString("en")} elements; at most ${mostElements.toLocaleString("en")} are computed.`;
  report.error("too-many-elements", message, leaves[0]?.place ?? place);
  return undefined;
}

/**
 * In equations the builtins of time go before a variable of the same name; any other variable may
 * have the name of a builtin, but for a table, which is called as a function is.
 */
function tellReserved(
  name: string,
  raw: RawVariable | undefined,
  place: Place,
  report: Report,
): void {
  const builtin = findBuiltin(name);
  if (builtin === undefined) return;
  const isTable = raw?.keys.has("points") === true && !raw.keys.has("table");
  if (builtin.family === "time" || isTable) {
    const message = `No ${isTable ? "table" : "variable"} may be called \`${name}\`: in equations that is the builtin ${builtin.name}.`;
    report.error("reserved-name", message, place, { help: "Choose another name." });
  } else {
    const call = builtin.parameters.length === 0 ? "" : `, and \`${name}(…)\` the function`;
    const message = `\`${name}\` has the name of a builtin: in equations \`${name}\` is this variable${call}.`;
    report.note("name-of-builtin", message, place);
  }
}

function kindKeyOf(
  name: string,
  raw: RawVariable,
  place: Place,
  report: Report,
): KindKey | undefined {
  const found = kindKeys.filter((key) => raw.keys.has(key));
  const meant = found.filter((key) => key !== "points" || !found.includes("table"));
  if (meant.length === 1) return meant[0];
  const help = `Exactly one of ${listed(kindKeys)} says what it is.`;
  if (meant.length === 0) {
    report.error("no-kind", `\`${name}\` has no equation and no value.`, place, { help });
    return undefined;
  }
  const message = `\`${name}\` is ${meant.map((key) => `\`${key}\``).join(" and ")} at once.`;
  const related = meant.slice(1).map((key) => ({
    message: `\`${key}\``,
    place: raw.keys.get(key) ?? place,
  }));
  report.error("several-kinds", message, raw.keys.get(meant[0]) ?? place, { help, related });
  return undefined;
}

function tellStrayKeys(kindKey: KindKey, raw: RawVariable, report: Report): void {
  const allowed = [kindKey, ...alsoAllowed[kindKey], ...shared];
  for (const [key, place] of raw.keys) {
    if (allowed.includes(key)) continue;
    const owners = kindKeys.filter((other) => alsoAllowed[other].includes(key));
    const message = `\`${key}\` means nothing beside \`${kindKey}\`.`;
    const help = owners.length === 0 ? undefined : `It stands beside ${listed(owners)}.`;
    report.error("stray-key", message, place, { help });
  }
}

/** What only a flow or a stock has, where `as:` or the elements say what the variable is. */
function tellMisplaced(
  { name, kind }: Pick<Variable, "name" | "kind">,
  raw: RawVariable,
  report: Report,
): void {
  const isOwner = {
    "non-negative": kind === "flow" || kind === "stock",
    shared: kind === "flow",
    multiplier: kind === "flow",
  };
  for (const [key, fits] of Object.entries(isOwner)) {
    const place = raw.keys.get(key);
    const allowed = alsoAllowed[kindKeys.find((one) => raw.keys.has(one)) ?? "aux"].includes(key);
    if (fits || place === undefined || !allowed) continue;
    const message = `\`${key}\` is for flows, and \`${name}\` is none.`;
    report.error("stray-key", message, place, { help: "If it is a flow, write `as: flow`." });
  }
}

function intervalIn(
  raw: RawRange | undefined,
  report: Report,
): readonly [number, number] | undefined {
  const range = raw === undefined ? undefined : readRange(raw, report);
  return range === undefined ? undefined : [range.low, range.high];
}

function formatIn({ fields }: NonNullable<RawVariable["fields"]["format"]>): NumberFormat {
  return {
    precision: fields.precision?.value ?? null,
    scaleBy: fields["scale by"]?.value ?? 1,
    displayAs: fields["display as"]?.value ?? "number",
    delimitThousands: fields.thousands?.value ?? false,
  };
}
