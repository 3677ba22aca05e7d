import type { Dimension } from "#study/model";
import type { PlaceAt } from "../expression/equation.js";
import { splitNames } from "./name-list.js";
import { counted, suggestion, type Report } from "./report.js";
import type { ModelScope } from "./written.js";

/** Among so many elements a misspelt one is looked for. */
const mostCompared = 200;

/**
 * Reads the subscripts of a definition, `north, young`: for each dimension of the variable one of its
 * elements, a subrange of it, or the dimension itself, by key. Undefined, and told, if they are not.
 */
export function readSubscripts(
  text: string,
  placeAt: PlaceAt,
  over: readonly Dimension[],
  scope: ModelScope,
  report: Report,
): readonly string[] | undefined {
  const names = splitNames(text, placeAt);
  if (names.length !== over.length) {
    const wanted = over.map(({ name }) => `\`${name}\``).join(" and ");
    const message = `\`${text}\` names ${counted(names.length, "element")}, and the array has ${counted(over.length, "dimension")}, ${wanted}.`;
    const example = over.map(({ elements }) => elements[0].name).join(", ");
    const help = `Name one for each with a comma between, as in \`${example}\`.`;
    report.error("subscript-count", message, placeAt(0, text.length), { help });
    return undefined;
  }
  const keys = names.map(({ name, key, place }, index) => {
    const dimension = over[index];
    const own = scope.elements.get(dimension.key);
    const range = scope.dimensions.get(key);
    const within = range?.elements.every((element) => own?.has(element.key)) ?? own?.has(key);
    if (within === true) return key;
    const known = dimension.elements.slice(0, mostCompared).map((element) => element.name);
    const message =
      range === undefined
        ? `\`${name}\` is no element of \`${dimension.name}\`, and no subrange of it.`
        : `\`${range.name}\` has elements that \`${dimension.name}\` has not.`;
    const help = suggestion(name, [...known, dimension.name], "elements");
    report.error("unknown-element", message, place, { help });
    return undefined;
  });
  return keys.every((key) => key !== undefined) ? keys : undefined;
}
