import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import type { PlaceAt } from "../expression/equation.js";

/** One name of a list on a line, without quotes. */
export interface ListedName {
  readonly name: string;
  readonly key: string;
  readonly place: Place;
}

/**
 * Splits a list of names at its commas: `north, young`. A name with a comma in it stands in double
 * quotes, in which `\"` and `\\` are escapes: `"New York, NY", young`. A part between two commas that
 * is empty comes back with the empty name.
 */
export function splitNames(text: string, placeAt: PlaceAt): readonly ListedName[] {
  const parts: ListedName[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at++) {
    if (quoted && text[at] === "\\") at += 1;
    else if (text[at] === '"') quoted = !quoted;
    else if (at >= text.length || (text[at] === "," && !quoted)) {
      parts.push(nameAt(text.slice(start, at), start, placeAt));
      start = at + 1;
    }
  }
  return parts;
}

function nameAt(part: string, start: number, placeAt: PlaceAt): ListedName {
  const written = part.trim();
  const inside = /^"((?:[^"\\]|\\.)*)"$/su.exec(written);
  const name = inside === null ? written : inside[1].replace(/\\(["\\])/gu, "$1");
  const offset = start + part.length - part.trimStart().length;
  return { name, key: keyOf(name), place: placeAt(offset, Math.max(1, written.length)) };
}

/** A name as a list has it: in quotes where it has a comma, a quote or a bracket in it. */
export function listedName(name: string): string {
  return /^[^",[\]\\]+$/u.test(name) ? name : `"${name.replace(/["\\]/gu, "\\$&")}"`;
}
