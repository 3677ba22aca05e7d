import { binary } from "../../system.js";
import type { Cell, Node, Truth } from "../../system.js";

/** A node that reads other cells than those of the map; sums of arrays are as deep as they are long, to the left. */
export function withCells(node: Node, other: ReadonlyMap<number, number>): Node {
  const chain: (Node & { op: "binary" })[] = [];
  let first = node;
  while (first.op === "binary") {
    chain.push(first);
    first = first.left;
  }
  const inner = (part: Node): Node => withCells(part, other);
  const truth = (part: Truth): Truth => {
    if (part.op === "compare") return { ...part, left: inner(part.left), right: inner(part.right) };
    if (part.op === "not") return { ...part, operand: truth(part.operand) };
    return { ...part, left: truth(part.left), right: truth(part.right) };
  };
  const changed = (part: Node): Node => {
    switch (part.op) {
      case "cell":
        return { op: "cell", cell: other.get(part.cell) ?? part.cell };
      case "unary":
        return { ...part, operand: inner(part.operand) };
      case "lookup":
        return { ...part, input: inner(part.input) };
      case "select":
        return {
          ...part,
          condition: truth(part.condition),
          ifTrue: inner(part.ifTrue),
          ifFalse: inner(part.ifFalse),
        };
      case "number":
        return { ...part, truth: truth(part.truth) };
      case "countQuantile": {
        const { of } = part;
        return {
          ...part,
          of:
            of.kind === "poisson"
              ? { ...of, mean: inner(of.mean) }
              : { ...of, trials: inner(of.trials), probability: inner(of.probability) },
          share: inner(part.share),
          low: inner(part.low),
          high: inner(part.high),
        };
      }
      default:
        return part;
    }
  };
  return chain.reduceRight<Node>(
    (left, { name, right }) => binary(name, left, inner(right)),
    changed(first),
  );
}

/** A formula under another name that reads other cells, at the start as well. */
export function copyWithCells(
  cell: Cell,
  name: string,
  other: ReadonlyMap<number, number>,
): Cell & { kind: "formula" } {
  if (cell.kind !== "formula") throw new Error(`"${cell.name}" is no formula`);
  const { place, node, start, held } = cell;
  return {
    name,
    place,
    kind: "formula",
    node: withCells(node, other),
    ...(start === undefined ? {} : { start: withCells(start, other) }),
    ...(held === undefined ? {} : { held }),
  };
}
