import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import type { BuiltinCall } from "../scope.js";

/** The largest and smallest shares of which quantiles are taken; between them lie all draws. */
const largestShare = 1 - 1 / 9007199254740992;
const smallestShare = 1e-300;

/** What a random function is made of: its call, and nodes that several others read. */
export class Draws {
  readonly #call: BuiltinCall;
  readonly #text: string;
  readonly #settled: boolean;

  /**
   * `stream` is what the model calls a stream; it has to stay the same. What is `settled` is the same
   * sequence in all futures.
   */
  constructor(call: BuiltinCall, stream: Node | undefined, settled = false) {
    this.#call = call;
    this.#text = streamText(call, stream);
    this.#settled = settled;
  }

  /** A number from (0, 1), another for each step and each time it is asked for. */
  draw(): Node {
    const stream = this.#call.scope.newStream(this.#text);
    const drawn = { op: "random", stream } as const;
    return this.keep("draw", this.#settled ? { ...drawn, settled: true } : drawn);
  }

  keep(label: string, node: Node): Node {
    const { name, place, scope } = this.#call;
    return scope.addState(`${label} of ${name}`, place, () => ({ kind: "formula", node }));
  }

  /** A share between two others, by a draw. */
  between(low: Node, high: Node): Node {
    const least = this.keep("least share", low);
    const width = binary("subtract", high, least);
    const share = binary("add", least, binary("multiply", this.draw(), width));
    const below = binary("minimum", share, constant(largestShare));
    return this.keep("share", binary("maximum", below, constant(smallestShare)));
  }
}

/**
 * What names a stream besides the variable: the model's own number for it, and its NOISE SEED, which
 * is there to ask for other numbers. Both must be constants.
 */
function streamText({ name, place, scope }: BuiltinCall, stream: Node | undefined): string {
  const seedCell = scope.cellOf("noise_seed");
  const seed: Node | undefined =
    seedCell === undefined ? undefined : { op: "cell", cell: seedCell };
  const values = [stream, seed].map((node) => {
    if (node === undefined) return "";
    const start = scope.startValue(node);
    if (start !== null && !start.varies) {
      scope.fix(start);
      return String(start.value);
    }
    scope.report({
      code: "random-stream",
      severity: "error",
      message: `the stream of ${name} changes in the course of a run`,
      place,
      help: "make it a constant, usually 0: each use of a random function has a stream of its own",
    });
    return "";
  });
  return values.join(" ");
}

/** Where a standard variable may lie for its stretched and shifted value to be within the bounds. */
export interface Bounds {
  readonly low: Node;
  readonly high: Node;
}

export const unbounded: Bounds = { low: constant(-Infinity), high: constant(Infinity) };

/** Bounds that exclude each other leave no number. */
export function withinBounds(value: Node, least: Node, most: Node): Node {
  const bounded = binary("minimum", binary("maximum", value, least), most);
  return select(compare("lessOrEqual", least, most), bounded, constant(Number.NaN));
}
