import type { Dimension } from "#study/model";
import type { Place } from "#study/place";
import type { PlaceAt } from "../expression/equation.js";
import { companionsOf } from "./kinds.js";
import type { Located, Names, NamesEntry } from "./located.js";
import { listed, type Report } from "./report.js";
import { definitionKinds, type elementSchema, type variableSchema } from "./schema/variable.js";
import { readSubscripts } from "./subscripts.js";
import type { DefinitionFields, DefinitionKind, ModelScope, WrittenDefinition } from "./written.js";

export type RawVariable = Located<typeof variableSchema>;
type RawElement = Located<typeof elementSchema>;

/** What a definition is apart from the elements for which it holds. */
type Content = Pick<WrittenDefinition, "kind" | "fields" | "keys" | "place">;

/**
 * Takes a variable apart into its definitions: one for all elements, one for each name in a mapping
 * under the key that says what it is, or one for each under `elements:`. What stands beside them
 * holds for each that does not say otherwise. Undefined, and told, if the elements are wrong.
 */
export function byElement(
  kindKey: DefinitionKind | "elements",
  raw: RawVariable,
  over: readonly Dimension[],
  scope: ModelScope,
  report: Report,
): readonly WrittenDefinition[] | undefined {
  const { fields, keys, place } = raw;
  const subscripts = over.map((dimension) => dimension.key);
  if (kindKey === "elements") {
    const entries = fields.elements;
    if (entries === undefined || !hasDimensions("elements", raw, over, report)) return undefined;
    return spread(entries, over, scope, report, (value, at, name) =>
      elementOf(value, at, name, raw, report),
    );
  }
  const valueKey = kindKey === "table" ? "points" : kindKey;
  const value = fields[valueKey];
  if (value === undefined || !("entries" in value)) {
    // Only this key has a value, and it is a single one.
    const single = fields as DefinitionFields;
    return [{ kind: kindKey, fields: single, keys, place, subscripts, except: [] }];
  }
  if (!hasDimensions(valueKey, raw, over, report)) return undefined;
  const entries = value as Names<unknown>;
  return spread(entries, over, scope, report, (leaf, at) => {
    const own = { ...fields, [valueKey]: leaf } as DefinitionFields;
    return { content: { kind: kindKey, fields: own, keys, place: at }, except: undefined };
  });
}

function hasDimensions(
  key: string,
  raw: RawVariable,
  over: readonly Dimension[],
  report: Report,
): boolean {
  if (over.length > 0) return true;
  if (raw.keys.has("of")) return false;
  const message = `Below \`${key}\` stand keys of their own, as for an array, and there is no \`of:\`.`;
  const help = "Write `of:` and the dimension, or the equation on the same line.";
  report.error("no-dimensions", message, raw.keys.get(key) ?? raw.place, { help });
  return false;
}

interface Element {
  readonly content: Content | undefined;
  readonly except: RawElement["fields"]["except"];
}

function spread<Value>(
  entries: Names<Value>,
  over: readonly Dimension[],
  scope: ModelScope,
  report: Report,
  read: (value: Value, at: Place, name: string) => Element,
): readonly WrittenDefinition[] | undefined {
  const definitions: WrittenDefinition[] = [];
  const reached = new Map<string, Place>();
  let whole = true;
  for (const entry of entries.entries.values()) {
    const { name, place, value } = entry;
    const subscripts = readSubscripts(name, placeIn(entry), over, scope, report);
    const { content, except } =
      value === undefined ? { content: undefined, except: undefined } : read(value, place, name);
    const left = readExcept(except, over, scope, report);
    if (subscripts === undefined || content === undefined || left === undefined) {
      whole = false;
      continue;
    }
    const id = subscripts.join("\n");
    const first = reached.get(id);
    if (first !== undefined) {
      const message = `\`${name}\` stands here a second time.`;
      const related = [{ message: "The first one.", place: first }];
      report.error("duplicate-name", message, place, { related });
    }
    reached.set(id, place);
    definitions.push({ ...content, subscripts, except: left });
  }
  return whole ? definitions : undefined;
}

/** The place of a part of a name; where the file has it in quotes, of all of it. */
function placeIn({ name, place }: Pick<NamesEntry<unknown>, "name" | "place">): PlaceAt {
  return (offset, length) =>
    place.length === name.length ? { ...place, column: place.column + offset, length } : place;
}

/** `north, young`, a list of such, or the one as a list: [north, young]. */
function readExcept(
  raw: Element["except"],
  over: readonly Dimension[],
  scope: ModelScope,
  report: Report,
): readonly (readonly string[])[] | undefined {
  const leaves = raw === undefined ? [] : "items" in raw ? raw.items : [raw];
  const texts = leaves.flatMap((leaf) => (leaf === undefined ? [] : [leaf]));
  if (texts.length < leaves.length) return undefined;
  const [first] = texts;
  const asList = over.length > 1 && texts.length === over.length;
  if (asList && texts.every(({ text }) => !text.includes(","))) {
    const placeAt = () => first.place;
    const joined = texts.map(({ text }) => text).join(", ");
    const subscripts = readSubscripts(joined, placeAt, over, scope, report);
    return subscripts && [subscripts];
  }
  const all = texts.map(({ text, placeAt }) => readSubscripts(text, placeAt, over, scope, report));
  return all.every((subscripts) => subscripts !== undefined) ? all : undefined;
}

/** What stands under one name of `elements:`, with what the variable says for all of them. */
function elementOf(
  value: RawElement,
  place: Place,
  name: string,
  raw: RawVariable,
  report: Report,
): Element {
  const found = definitionKinds.filter((key) => value.keys.has(key));
  const meant = found.filter((key) => key !== "points" || !found.includes("table"));
  const [kind] = meant;
  const { except } = value.fields;
  if (kind === undefined || meant.length > 1) {
    const message =
      kind === undefined
        ? `\`${name}\` has no equation and no value.`
        : `\`${name}\` is ${meant.map((key) => `\`${key}\``).join(" and ")} at once.`;
    const help = `Exactly one of ${listed(definitionKinds)} says what it is.`;
    report.error(kind === undefined ? "no-kind" : "several-kinds", message, place, { help });
    return { content: undefined, except };
  }
  const companions = companionsOf[kind];
  for (const [key, at] of value.keys) {
    if (key === kind || key === "except" || companions.includes(key)) continue;
    report.error("stray-key", `\`${key}\` means nothing beside \`${kind}\`.`, at);
  }
  const isCompanion = ([key]: readonly [string, unknown]) => companions.includes(key);
  const inherited = Object.fromEntries(Object.entries(raw.fields).filter(isCompanion));
  const fields = { ...inherited, ...value.fields } as DefinitionFields;
  const keys = new Map([...[...raw.keys].filter(isCompanion), ...value.keys]);
  return { content: { kind, fields, keys, place }, except };
}
