import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { madeOnce, shared, unknown } from "../scope.js";
import type { ArrayLowering } from "../scope.js";
import { namedRange, readAt, withoutRange } from "./ranges.js";

/**
 * INVERT MATRIX(matrix, size): the inverse of the matrix over the last two ranges of the reference,
 * at the element that it names. Gauss–Jordan elimination with partial pivoting (Golub & Van Loan,
 * Matrix Computations, section 3.4); a singular matrix gives what a division by zero gives.
 */
export const invertMatrix: ArrayLowering = (call, scope) => {
  const [matrix] = call.arguments;
  const rows = namedRange(matrix, 2, scope);
  const columns = namedRange(matrix, 1, scope);
  const size = rows?.elements.length;
  if (
    matrix.kind !== "reference" ||
    rows === null ||
    columns === null ||
    size !== columns.elements.length
  ) {
    scope.report({
      code: "matrix-wanted",
      severity: "error",
      message: `${call.name} wants a variable over two dimensions of the same size`,
      place: call.place,
      help: "name an element of it, as in m[row, column]",
    });
    return unknown;
  }
  const { bindings } = withoutRange(withoutRange(scope, rows), columns);
  const inverse = madeOnce(scope, call, bindings, () => {
    const keep = (node: Node) => shared(scope, call.name, call.place, node);
    const values = rows.elements.map((row) =>
      columns.elements.map((column) =>
        readAt(
          matrix,
          new Map([
            [2, row],
            [1, column],
          ]),
          scope,
        ),
      ),
    );
    return invert(values, keep).flat();
  });
  return inverse[rows.position * rows.elements.length + columns.position];
};

/** The matrix beside the identity, brought to the identity by rows. */
function invert(matrix: readonly (readonly Node[])[], keep: (node: Node) => Node): Node[][] {
  const size = matrix.length;
  const rows = matrix.map((row, index) => [
    ...row.map(keep),
    ...row.map((_, column) => constant(column === index ? 1 : 0)),
  ]);
  for (let pivot = 0; pivot < size; pivot++) {
    bringUpLargest(rows, pivot, keep);
    const scale = rows[pivot][pivot];
    rows[pivot] = rows[pivot].map((node) => keep(binary("divide", node, scale)));
    for (let other = 0; other < size; other++) {
      if (other === pivot) continue;
      const factor = rows[other][pivot];
      rows[other] = rows[other].map((node, column) =>
        keep(binary("subtract", node, binary("multiply", factor, rows[pivot][column]))),
      );
    }
  }
  return rows.map((row) => row.slice(size));
}

/**
 * What solves equations: each row holds the factors of the unknowns and then the right-hand side.
 * Gaussian elimination with partial pivoting (Golub & Van Loan, section 3.4).
 */
export function solveLinear(
  equations: readonly (readonly Node[])[],
  keep: (node: Node) => Node,
): readonly Node[] {
  const size = equations.length;
  const solved: Node[] = [];
  let rows = equations.map((row) => row.map(keep));
  const pivots: (readonly Node[])[] = [];
  for (let pivot = 0; pivot < size; pivot++) {
    bringUpLargest(rows, 0, keep);
    const [first, ...others] = rows;
    pivots.push(first);
    rows = others.map((row) => {
      const factor = keep(binary("divide", row[0], first[0]));
      return row
        .slice(1)
        .map((node, column) =>
          keep(binary("subtract", node, binary("multiply", factor, first[column + 1]))),
        );
    });
  }
  // From the last unknown back: row `pivot` has the unknowns from `pivot` on.
  for (const [first, ...rest] of pivots.reverse()) {
    const known = solved.reduce<Node>(
      (right, value, index) => binary("subtract", right, binary("multiply", rest[index], value)),
      rest[rest.length - 1],
    );
    solved.unshift(keep(binary("divide", known, first)));
  }
  return solved;
}

/** Swaps rows one after the other, so that the pivot is the largest of its column from there on. */
function bringUpLargest(rows: Node[][], pivot: number, keep: (node: Node) => Node): void {
  for (let below = pivot + 1; below < rows.length; below++) {
    const larger = compare(
      "less",
      unary("absolute", rows[pivot][pivot]),
      unary("absolute", rows[below][pivot]),
    );
    const upper = rows[pivot];
    const lower = rows[below];
    rows[pivot] = upper.map((node, column) => keep(select(larger, lower[column], node)));
    rows[below] = lower.map((node, column) => keep(select(larger, upper[column], node)));
  }
}
