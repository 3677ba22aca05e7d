import type { Expression } from "#study/expression";
import type { Place } from "#study/place";
import type { Problems } from "./problems.js";
import { numberOf, type WrittenCall } from "./syntax.js";

export function timeAt(place: Place): Expression {
  return { kind: "reference", name: "Time", key: "time", subscripts: [], place };
}

/** Functions that are other words for something simpler, with their arguments resolved. */
export function rewriteCall(
  call: WrittenCall,
  inputs: readonly Expression[],
  problems: Problems,
): Expression {
  const { place } = call;
  const [first, second, third] = inputs;
  switch (call.key) {
    case "if_then_else":
      return {
        kind: "conditional",
        condition: first,
        consequent: second,
        alternative: third,
        place,
      };
    case "power":
      return { kind: "binary", operator: "^", left: first, right: second, place };
    case "game":
      return first;
    case "time_base":
      return sum(
        first,
        { kind: "binary", operator: "*", left: timeAt(place), right: second, place },
        place,
      );
    case "get_time_value":
      return timeValue(first, second, third, place, problems);
    default:
      problems.error(
        "not-whole-equation",
        `${call.name.toUpperCase()} must be the whole equation.`,
        place,
        "Give it a variable of its own, and use that variable here.",
      );
      return first;
  }
}

function sum(left: Expression, right: Expression, place: Place): Expression {
  return { kind: "binary", operator: "+", left, right, place };
}

/** GET TIME VALUE(relative to, offset, measure): measure 0 is model time, the others a calendar. */
function timeValue(
  relative: Expression,
  offset: Expression,
  measure: Expression,
  place: Place,
  problems: Problems,
): Expression {
  const from = numberOf(relative);
  if (numberOf(measure) === 0 && from === 0) return sum(timeAt(place), offset, place);
  if (numberOf(measure) === 0 && from === 1) {
    const name = "INITIAL TIME";
    return sum(
      { kind: "reference", name, key: "initial_time", subscripts: [], place },
      offset,
      place,
    );
  }
  problems.error(
    "unsupported-function",
    "GET TIME VALUE is supported for model time only (relative to 0 or 1, measure 0).",
    place,
    "Compute the date from Time, for example with MODULO(Time, 12).",
  );
  return offset;
}
