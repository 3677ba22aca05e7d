import type { Builtin } from "#study/builtins";
import {
  add,
  everything,
  hull,
  interval,
  isZero,
  multiply,
  notNegative,
  notPositive,
  point,
  reciprocal,
  rising,
  zero,
  type Interval,
} from "./interval.js";
import type { Jet, Surroundings } from "./jet.js";

const unknown: Jet = { value: everything, slope: everything };

/** The rule of a builtin; one without a rule may be anything, and changes with what it is given. */
export function slopeOfCall(
  { key, family }: Builtin,
  inputs: readonly Jet[],
  around: Surroundings,
): Jet {
  const [first, second] = inputs;
  switch (key) {
    case "time":
      return { value: around.time, slope: zero };
    case "starttime":
      return { value: point(around.time.low), slope: zero };
    case "stoptime":
      return { value: point(around.time.high), slope: zero };
    case "dt":
      return { value: point(around.step), slope: zero };
    case "pi":
      return { value: point(Math.PI), slope: zero };
    case "min":
    case "max":
      return inputs.length === 0 ? unknown : extreme(key, inputs);
    case "abs":
      return first === undefined ? unknown : absolute(first);
    case "exp":
      return first === undefined ? unknown : exponential(first);
    case "ln":
    case "log10":
      return first === undefined ? unknown : logarithm(first);
    case "sqrt":
      return first === undefined ? unknown : squareRoot(first);
    case "int":
    case "round":
      return first === undefined ? unknown : steps(first);
    case "safediv":
      return first === undefined || second === undefined ? unknown : safeQuotient(inputs);
    case "sum":
    case "mean":
    case "prod":
    case "init":
    case "previous":
      return first === undefined ? unknown : ofElements(key, first, inputs);
    default:
      if (family === "delay" && first !== undefined) return delayed(first, inputs);
      return { value: everything, slope: inputs.every(isConstant) ? zero : everything };
  }
}

function isConstant({ slope }: Jet): boolean {
  return isZero(slope);
}

/** The lesser or greater of several, each of which may be the one that counts. */
function extreme(key: "min" | "max", inputs: readonly Jet[]): Jet {
  return inputs.reduce((a, b) => {
    const pick = key === "min" ? Math.min : Math.max;
    const value = interval(pick(a.value.low, b.value.low), pick(a.value.high, b.value.high));
    const aAlways = key === "min" ? a.value.high < b.value.low : a.value.low > b.value.high;
    const bAlways = key === "min" ? b.value.high < a.value.low : b.value.low > a.value.high;
    if (aAlways) return { value, slope: a.slope };
    if (bAlways) return { value, slope: b.slope };
    return { value, slope: hull(a.slope, b.slope) };
  });
}

function absolute({ value, slope }: Jet): Jet {
  if (value.low >= 0) return { value, slope };
  const mirrored = { low: -value.high, high: -value.low };
  if (value.high <= 0) return { value: mirrored, slope: multiply(point(-1), slope) };
  return {
    value: interval(0, Math.max(-value.low, value.high)),
    slope: multiply(interval(-1, 1), slope),
  };
}

function exponential({ value, slope }: Jet): Jet {
  const image = rising(value, Math.exp);
  return { value: image, slope: multiply(image, slope) };
}

function logarithm({ value, slope }: Jet): Jet {
  const inside = { low: Math.max(0, value.low), high: Math.max(0, value.high) };
  return { value: rising(inside, Math.log), slope: multiply(reciprocal(inside), slope) };
}

function squareRoot({ value, slope }: Jet): Jet {
  const inside = { low: Math.max(0, value.low), high: Math.max(0, value.high) };
  const image = rising(inside, Math.sqrt);
  return { value: image, slope: multiply(reciprocal(add(image, image)), slope) };
}

function steps({ value, slope }: Jet): Jet {
  const rises = slope.low >= 0 ? notNegative : slope.high <= 0 ? notPositive : everything;
  return { value: interval(value.low - 1, value.high + 1), slope: isZero(slope) ? zero : rises };
}

function safeQuotient([above, below, otherwise]: readonly Jet[]): Jet {
  const over = reciprocal(below.value);
  const falls = multiply(over, over);
  const byBelow = multiply(
    multiply(above.value, below.slope),
    multiply(point(-1), { low: Math.max(0, falls.low), high: falls.high }),
  );
  const value = multiply(above.value, over);
  const slope = add(multiply(above.slope, over), byBelow);
  if (otherwise === undefined) return { value: hull(value, point(0)), slope: hull(slope, zero) };
  return { value: hull(value, otherwise.value), slope: hull(slope, otherwise.slope) };
}

/** A sum over elements has the signs of its terms, a product of positive ones too. */
function ofElements(key: string, first: Jet, inputs: readonly Jet[]): Jet {
  if (key === "mean" || key === "init" || key === "previous") {
    const slope = inputs.slice(1).every(isConstant) ? first.slope : everything;
    return { value: first.value, slope };
  }
  const positive = first.value.low >= 0;
  const value = positive ? notNegative : everything;
  if (key === "sum") return { value, slope: spread(first.slope) };
  return { value, slope: positive ? spread(first.slope) : everything };
}

/** As many times as there are elements, so that only the signs of the ends are known. */
function spread({ low, high }: Interval): Interval {
  return { low: low < 0 ? -Infinity : 0, high: high > 0 ? Infinity : 0 };
}

/** What comes out of a delay follows what goes in; how long it takes has no sign of its own. */
function delayed(first: Jet, inputs: readonly Jet[]): Jet {
  const value = inputs.length > 2 ? hull(first.value, inputs[2].value) : first.value;
  const others = inputs.slice(1).every(isConstant);
  return { value, slope: others ? first.slope : everything };
}
