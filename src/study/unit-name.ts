import { keyOf } from "./name.js";

/**
 * Unit names have a namespace of their own (XMILE 1.0, section 3.3.6). They match without regard
 * to case, spaces and underscores, as all names do, and beyond that:
 *
 * - a plural in -s is its singular ("strikes" is "strike"), in names of four letters and more that
 *   do not end in -ss, -us or -is; other plurals need an alias;
 * - the synonyms that the field's tools start with: XMILE's recommended units of time, and people
 *   and dollars as in the list that Vensim writes into every model;
 * - "dimensionless", "dmnl", "unitless" and "fraction" are 1.
 *
 * An alias of the model goes before all of these.
 */
export function unitKeyOf(name: string): string {
  const key = keyOf(name);
  return /^.{2,}[^sui]s$/u.test(key) ? key.slice(0, -1) : key;
}

/**
 * Words for numbers, which stand in front of a unit and are a factor of it: people are counted in
 * millions, and million people times euro per person are million euro.
 */
export const numberWords: ReadonlySet<string> = new Set([
  "thousand",
  "million",
  "billion",
  "trillion",
]);

/** The key of the base unit that stands for all synonyms of a key; "" for those of 1. */
export function synonymOf(key: string): string {
  return synonyms.get(key) ?? key;
}

const synonyms: ReadonlyMap<string, string> = new Map([
  ["1", ""],
  ["dimensionless", ""],
  ["dmnl", ""],
  ["unitless", ""],
  ["fraction", ""],
  ["ns", "nanosecond"],
  ["us", "microsecond"],
  ["ms", "millisecond"],
  ["s", "second"],
  ["sec", "second"],
  ["min", "minute"],
  ["hr", "hour"],
  ["wk", "week"],
  ["mo", "month"],
  ["qtr", "quarter"],
  ["yr", "year"],
  ["person", "people"],
  ["$", "dollar"],
  ["$s", "dollar"],
]);
