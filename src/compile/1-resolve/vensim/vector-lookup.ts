import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node, Truth } from "../../system.js";
import { shared, unknown } from "../scope.js";
import type { ArrayLowering } from "../scope.js";
import { notAvailable } from "./arithmetic.js";
import { fromNamed, namedRange, readAt } from "./ranges.js";

/** y at equal steps of x, and where x lies. */
interface Lattice {
  readonly y: readonly Node[];
  /** x, in steps from the first. */
  readonly at: Node;
  /** The argument itself: for an inverse it is a y. */
  readonly input: Node;
  readonly first: Node;
  readonly step: Node;
}

type Mode = (lattice: Lattice) => Node;

/**
 * VECTOR LOOKUP(vector, x, x min, x max, mode): the elements from the named one on are the y of a
 * table at equal steps of x. Modes 0 to 6 are a table and its functions; 7 to 9 go on beyond its
 * ends along its first and last line (Vensim Help).
 */
export const vectorLookup: ArrayLowering = (call, scope) => {
  const [vector, x, least, most, mode] = call.arguments;
  const range = namedRange(vector, 1, scope);
  const elements = range === null ? [] : fromNamed(range).elements;
  if (vector.kind !== "reference" || elements.length < 2) {
    scope.report({
      code: "vector-wanted",
      severity: "error",
      message: `${call.name} wants the first of two elements or more`,
      place: vector.place,
      help: "name the first element of an arrayed variable, as in y[s1]",
    });
    return unknown;
  }
  const keep = (label: string, node: Node) =>
    shared(scope, `${label} of ${call.name}`, call.place, node);
  const y = elements.map((element) =>
    keep(`y at ${element}`, readAt(vector, new Map([[1, element]]), scope)),
  );
  const input = keep("input", scope.resolve(x, scope));
  const first = keep("x min", scope.resolve(least, scope));
  const steps = constant(y.length - 1);
  const width = keep("width", binary("subtract", scope.resolve(most, scope), first));
  const distance = binary("subtract", input, first);
  const at = keep("position", binary("divide", binary("multiply", distance, steps), width));
  const lattice: Lattice = { y, at, input, first, step: binary("divide", width, steps) };
  const wanted = scope.resolve(mode, scope);
  if (wanted.op === "constant") return modes[wanted.value]?.(lattice) ?? noMode(wanted.value);
  const shown = keep("mode", wanted);
  return modes.reduce<Node>(
    (rest, make, index) => select(compare("equal", shown, constant(index)), make(lattice), rest),
    constant(Number.NaN),
  );

  function noMode(value: number): Node {
    scope.report({
      code: "lookup-mode",
      severity: "error",
      message: `the mode of ${call.name} is ${value}`,
      place: mode.place,
      help: "write a whole number from 0 to 9",
    });
    return unknown;
  }
};

/** What `make` gives for the step that a position lies in, the outer ones also beyond the ends. */
function ofStep(count: number, at: Node, make: (index: number) => Node): Node {
  let found = make(0);
  for (let index = 1; index < count; index++) {
    found = select(compare("lessOrEqual", constant(index), at), make(index), found);
  }
  return found;
}

function rise({ y }: Lattice, index: number): Node {
  return binary("subtract", y[index + 1], y[index]);
}

/** On the line of each step. */
const extrapolated: Mode = (lattice) =>
  ofStep(lattice.y.length - 1, lattice.at, (index) => {
    const into = binary("subtract", lattice.at, constant(index));
    return binary("add", lattice.y[index], binary("multiply", into, rise(lattice, index)));
  });

/** The same, with a position beyond the ends brought to them. */
function held(lattice: Lattice): Lattice {
  const last = constant(lattice.y.length - 1);
  return { ...lattice, at: binary("minimum", binary("maximum", lattice.at, constant(0)), last) };
}

const interpolated: Mode = (lattice) => extrapolated(held(lattice));

const backward: Mode = ({ y, at }) => ofStep(y.length, at, (index) => y[index]);

const forward: Mode = ({ y, at }) => {
  const last = y.length - 1;
  const back = binary("subtract", constant(last), at);
  return ofStep(y.length, back, (index) => y[last - index]);
};

const slope: Mode = (lattice) =>
  binary(
    "divide",
    ofStep(lattice.y.length - 1, lattice.at, (index) => rise(lattice, index)),
    lattice.step,
  );

const slopeWithin: Mode = (lattice) => select(isWithin(lattice), slope(lattice), constant(0));

function isWithin({ y, at }: Lattice): Truth {
  return {
    op: "and",
    left: compare("lessOrEqual", constant(0), at),
    right: compare("lessOrEqual", at, constant(y.length - 1)),
  };
}

/** From the first x on: whole steps, and a trapezium from the last of them to x. */
function area(lattice: Lattice, present: Node, steps: number): Node {
  const { y, at, step } = lattice;
  let before: Node = constant(0);
  const parts = [...Array(steps).keys()].map((index) => {
    const into = binary("subtract", at, constant(index));
    const mean = binary("multiply", constant(0.5), binary("add", y[index], present));
    const part = binary("add", before, binary("multiply", into, mean));
    if (index + 1 < y.length) {
      const whole = binary("multiply", constant(0.5), binary("add", y[index], y[index + 1]));
      before = binary("add", before, whole);
    }
    return part;
  });
  return binary(
    "multiply",
    ofStep(steps, at, (index) => parts[index]),
    step,
  );
}

const heldArea: Mode = (lattice) => area(lattice, interpolated(lattice), lattice.y.length);

const extrapolatedArea: Mode = (lattice) =>
  area(lattice, extrapolated(lattice), lattice.y.length - 1);

/** The least x at which a line is the input, which is a y here. */
function inverse(lattice: Lattice, beyond: Node): Node {
  const { y, input, first, step } = lattice;
  let found = beyond;
  for (let index = y.length - 2; index >= 0; index--) {
    const low = binary("minimum", y[index], y[index + 1]);
    const high = binary("maximum", y[index], y[index + 1]);
    const crosses: Truth = {
      op: "and",
      left: compare("lessOrEqual", low, input),
      right: compare("lessOrEqual", input, high),
    };
    const flat = compare("equal", y[index], y[index + 1]);
    const into = select(flat, constant(0), stepsFrom(lattice, index));
    found = select(crosses, binary("add", constant(index), into), found);
  }
  const never = compare("equal", found, constant(notAvailable));
  const x = binary("add", first, binary("multiply", found, step));
  return select(never, constant(notAvailable), x);
}

/** How many steps behind a point its line is the input. */
function stepsFrom(lattice: Lattice, index: number): Node {
  const distance = binary("subtract", lattice.input, lattice.y[index]);
  return binary("divide", distance, rise(lattice, index));
}

const inverseWithin: Mode = (lattice) => inverse(lattice, constant(notAvailable));

const extrapolatedInverse: Mode = (lattice) => {
  const last = lattice.y.length - 2;
  const after = stepsFrom(lattice, last);
  const behind = select(
    isBehind(after, 1),
    binary("add", constant(last), after),
    constant(notAvailable),
  );
  const before = stepsFrom(lattice, 0);
  const x = binary("add", lattice.first, binary("multiply", before, lattice.step));
  return select(isBehind(unary("negate", before), 0), x, inverse(lattice, behind));
};

/** Beyond `from`, and finite: a flat line goes on without ever coming to another y. */
function isBehind(steps: Node, from: number): Truth {
  return {
    op: "and",
    left: compare("less", constant(from), steps),
    right: compare("less", steps, constant(Infinity)),
  };
}

const modes: readonly Mode[] = [
  interpolated,
  heldArea,
  backward,
  extrapolated,
  forward,
  inverseWithin,
  slopeWithin,
  extrapolatedArea,
  extrapolatedInverse,
  slope,
];
