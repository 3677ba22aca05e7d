import type { Findings } from "./findings.js";
import { childrenNamed, readBoolean, textOfChild } from "./values.js";
import type { XmlElement } from "./xml.js";
import { readIdentifier } from "./identifier.js";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";

/**
 * Reads `<model_units>` (XMILE 1.0, sections 2.4 and 3.3.6) as aliases: the name of a unit with an
 * equation stands for it, and an alias stands for the name. Disabled units are left out, and so are
 * repetitions; a second meaning of one name is an error.
 */
export function readUnits(
  blocks: readonly XmlElement[],
  findings: Findings,
): ReadonlyMap<string, string> {
  const units = new Map<string, string>();
  const seen = new Map<string, { readonly means: string; readonly place: Place }>();
  const define = (alias: string, means: string, place: Place): void => {
    const key = keyOf(alias);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, { means: keyOf(means), place });
      units.set(alias, means);
    } else if (first.means !== keyOf(means)) {
      findings.error("xmile-unit-twice", `The unit \`${alias}\` has two meanings.`, place, {
        related: [{ message: "the first one", place: first.place }],
      });
    }
  };
  for (const child of blocks.flatMap((block) => block.children)) {
    // Files of before XMILE 1.0 list the units in use as <units>, which defines nothing.
    if (child.name === "unit") readUnit(child, define, findings);
    else if (child.name !== "units") findings.unread(child, "<model_units>");
  }
  return units;
}

function readUnit(
  element: XmlElement,
  define: (alias: string, means: string, place: Place) => void,
  findings: Findings,
): void {
  const text = element.attributes.get("name");
  const name = text === undefined ? null : readIdentifier(text);
  if (name === null) {
    findings.error("xmile-name-missing", "<unit> has no name.", element.place);
    return;
  }
  if (readBoolean(element.attributes.get("disabled"), false, "disabled", findings)) {
    const message = `The unit \`${name.name}\` is disabled and is not used.`;
    findings.note("xmile-unit-disabled", message, name.place);
    return;
  }
  for (const child of element.children) {
    if (child.name !== "eqn" && child.name !== "alias") findings.unread(child, "<unit>");
  }
  const equation = textOfChild(element, "eqn", findings);
  if (equation !== null) define(name.name, equation.text, name.place);
  for (const child of childrenNamed(element, "alias")) {
    const alias = readIdentifier(child.text());
    if (alias !== null && alias.key !== name.key) define(alias.name, name.name, alias.place);
  }
}
