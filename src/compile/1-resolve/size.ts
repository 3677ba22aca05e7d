import type { Diagnostic } from "#study/diagnostic";
import type { Model, Variable } from "#study/model";

/** Elements of one array, and of all variables together. */
const mostElements = 1_000_000;
const mostCells = 10_000_000;

/** An error for a model that is larger than what can be computed; null for all others. */
export function tooLarge(model: Model): Diagnostic | null {
  const sizes = [...model.variables.values()].map((variable) => ({
    variable,
    size: sizeOf(variable, model),
  }));
  const largest = sizes.reduce((one, other) => (other.size > one.size ? other : one), sizes[0]);
  const cells = sizes.reduce((sum, { size }) => sum + size, 0);
  if (largest === undefined) return null;
  const { variable, size } = largest;
  if (size > mostElements) {
    return {
      code: "too-many-elements",
      severity: "error",
      message: `"${variable.name}" has ${size.toLocaleString("en")} elements; at most ${mostElements.toLocaleString("en")} are computed`,
      place: variable.place,
      help: "give it fewer dimensions, or smaller ones",
    };
  }
  if (cells > mostCells) {
    return {
      code: "too-many-cells",
      severity: "error",
      message: `the model has ${cells.toLocaleString("en")} variables, each element of an array counted; at most ${mostCells.toLocaleString("en")} are computed`,
      place: variable.place,
      help: `"${variable.name}" has the most, ${size.toLocaleString("en")}: give the arrays fewer dimensions, or smaller ones`,
    };
  }
  return null;
}

function sizeOf({ dimensions }: Variable, model: Model): number {
  return dimensions.reduce(
    (product, key) => product * (model.dimensions.get(key)?.elements.length ?? 1),
    1,
  );
}
