import { solvePositive } from "./linear-solve.js";
import type { Basis } from "./regression-basis.js";

/**
 * Least squares on one half of the rows, used on the other, both ways round. Rows are dealt to the
 * halves in turn. What depends on the basis alone (the matrices of normal equations) is made once, so
 * that many targets can be regressed on it: shuffled ones, for a null distribution.
 *
 * `ridge` is added to the diagonal for all columns but the constant, whose scale is 1: it keeps many
 * columns on few rows from chasing noise.
 */
export class CrossFit {
  readonly basis: Basis;
  readonly #ridge: number;
  /** Row by row, the constant first. */
  readonly #design: Float64Array;
  readonly #size: number;
  readonly #grams: readonly [Float64Array, Float64Array];

  constructor(basis: Basis, ridge = 0) {
    this.basis = basis;
    this.#ridge = ridge;
    const { rows, columns } = basis;
    this.#size = columns.length + 1;
    this.#design = new Float64Array(rows * this.#size);
    for (let row = 0; row < rows; row++) this.#design[row * this.#size] = 1;
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at];
      for (let row = 0; row < rows; row++) this.#design[row * this.#size + at + 1] = column[row];
    }
    this.#grams = [this.#gram(0), this.#gram(1)];
  }

  /**
   * What is expected of each target in each row by the fit to the half that the row is not in. Target
   * t of row r is `targets[t][order[r]]`: an order other than 0, 1, 2 … shuffles the targets.
   */
  predict(targets: readonly Float64Array[], order: Int32Array): readonly Float64Array[] {
    const fits = [this.#fit(targets, order, [1]), this.#fit(targets, order, [0])];
    return this.#apply(fits, targets.length);
  }

  /** The fit to all rows, at all rows. */
  predictAll(targets: readonly Float64Array[], order: Int32Array): readonly Float64Array[] {
    const fit = this.#fit(targets, order, [0, 1]);
    return this.#apply([fit, fit], targets.length);
  }

  #gram(half: number): Float64Array {
    const size = this.#size;
    const design = this.#design;
    const gram = new Float64Array(size * size);
    for (let from = half * size; from < design.length; from += 2 * size) {
      for (let one = 0; one < size; one++) {
        const left = design[from + one];
        if (left === 0) continue;
        const at = one * size;
        for (let other = 0; other <= one; other++) gram[at + other] += left * design[from + other];
      }
    }
    return gram;
  }

  #fit(
    targets: readonly Float64Array[],
    order: Int32Array,
    halves: readonly number[],
  ): Float64Array {
    const size = this.#size;
    const many = targets.length;
    const design = this.#design;
    const matrix = new Float64Array(size * size);
    const right = new Float64Array(size * many);
    for (const half of halves) {
      const gram = this.#grams[half];
      for (let at = 0; at < matrix.length; at++) matrix[at] += gram[at];
      for (let target = 0; target < many; target++) {
        const values = targets[target];
        for (let row = half; row < order.length; row += 2) {
          const value = values[order[row]];
          const from = row * size;
          for (let column = 0, at = target; column < size; column++, at += many) {
            right[at] += design[from + column] * value;
          }
        }
      }
    }
    for (let column = 1; column < size; column++) matrix[column * size + column] += this.#ridge;
    solvePositive(matrix, size, right, many);
    return right;
  }

  /** Coefficients for even and for odd rows. */
  #apply(fits: readonly Float64Array[], many: number): readonly Float64Array[] {
    const size = this.#size;
    const design = this.#design;
    const { rows } = this.basis;
    const fitted: Float64Array[] = [];
    for (let target = 0; target < many; target++) {
      const values = new Float64Array(rows);
      for (let row = 0; row < rows; row++) {
        const fit = fits[row % 2];
        const from = row * size;
        let value = 0;
        for (let column = 0, at = target; column < size; column++, at += many) {
          value += design[from + column] * fit[at];
        }
        values[row] = value;
      }
      fitted.push(values);
    }
    return fitted;
  }
}
