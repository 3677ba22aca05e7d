import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import type { XmlText } from "./xml-text.js";

/** A name as it stands in an attribute or as the text of an element. */
export interface Identifier {
  /** As the model spells it, without quotes and escapes. */
  readonly name: string;
  readonly key: string;
  readonly place: Place;
}

/**
 * Reads a name (XMILE 1.0, section 3.2.2): surrounding quotes are not part of it, `\"` and `\\` stand
 * for themselves, and `\n` is a line break, which counts as a space and is kept as one. Null if
 * nothing is left.
 */
export function readIdentifier(text: XmlText): Identifier | null {
  const written = text.trim();
  const quoted = /^"(.*)"$/su.exec(written.text);
  const name = (quoted?.[1] ?? written.text).replace(/\\["\\n]|[\n\t]/gu, unescape).trim();
  const key = keyOf(name);
  return key === "" ? null : { name, key, place: written.place() };
}

function unescape(match: string): string {
  return match === '\\"' || match === "\\\\" ? match.charAt(1) : " ";
}

/** Splits a list of names at the commas outside quotes: `Boston, "New York, NY"`. */
export function splitNames(text: XmlText): readonly XmlText[] {
  return splitOutsideQuotes(text, ",");
}

/** Splits `module.variable` at the points outside quotes; `.variable` gives an empty first part. */
export function splitQualified(text: XmlText): readonly XmlText[] {
  return splitOutsideQuotes(text, ".");
}

function splitOutsideQuotes(text: XmlText, separator: "," | "."): readonly XmlText[] {
  const parts: XmlText[] = [];
  let start = 0;
  let quoted = false;
  const whole = text.text;
  for (let at = 0; at < whole.length; at++) {
    if (whole[at] === "\\") at += 1;
    else if (whole[at] === '"') quoted = !quoted;
    else if (whole[at] === separator && !quoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
