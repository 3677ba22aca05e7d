import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import type { Leaf } from "./located.js";
import { suggestion, type Report } from "./report.js";

/** The names of one kind of thing, by key; `whole` is false where not all could be read. */
export interface KnownNames {
  readonly one: string;
  readonly many: string;
  readonly names: ReadonlyMap<string, { readonly name: string }>;
  readonly whole: boolean;
}

export function knownNames(
  one: string,
  many: string,
  section: { readonly entries: ReadonlyMap<string, { readonly name: string }> } | undefined,
): KnownNames {
  return { one, many, names: section?.entries ?? new Map(), whole: section !== undefined };
}

/** The key of a name that must be known; undefined, and told, if it is not. */
export function knownKey(
  leaf: Leaf<string> | undefined,
  known: KnownNames,
  report: Report,
): string | undefined {
  return leaf === undefined ? undefined : knownName(leaf.value, leaf.place, known, report);
}

export function knownName(
  name: string,
  place: Place,
  known: KnownNames,
  report: Report,
): string | undefined {
  const key = keyOf(name);
  if (known.names.has(key)) return key;
  if (!known.whole) return undefined;
  const names = [...known.names.values()].map((entry) => entry.name);
  const message = `\`${name}\` is no ${known.one}.`;
  report.error("unknown-name", message, place, { help: suggestion(name, names, known.many) });
  return undefined;
}
