/**
 * Solves A·X = B for a symmetric positive definite A by Cholesky's decomposition. `matrix` is A by
 * rows, `size` × `size`, and is overwritten by its factor; `right` holds `columns` right-hand sides by
 * rows, `size` × `columns`, and is overwritten by X. A pivot that is not above `floor` times the
 * largest diagonal element is taken as a column that depends on those before it: its solution is 0.
 */
export function solvePositive(
  matrix: Float64Array,
  size: number,
  right: Float64Array,
  columns: number,
): void {
  let largest = 0;
  for (let at = 0; at < size; at++) largest = Math.max(largest, matrix[at * size + at]);
  const floor = largest * 1e-11;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column];
      for (let inner = 0; inner < column; inner++) {
        sum -= matrix[row * size + inner] * matrix[column * size + inner];
      }
      if (row === column) matrix[row * size + row] = sum > floor ? Math.sqrt(sum) : 0;
      else {
        const pivot = matrix[column * size + column];
        matrix[row * size + column] = pivot === 0 ? 0 : sum / pivot;
      }
    }
  }
  for (let side = 0; side < columns; side++) {
    for (let row = 0; row < size; row++) {
      const pivot = matrix[row * size + row];
      let sum = right[row * columns + side];
      for (let inner = 0; inner < row; inner++) {
        sum -= matrix[row * size + inner] * right[inner * columns + side];
      }
      right[row * columns + side] = pivot === 0 ? 0 : sum / pivot;
    }
    for (let row = size - 1; row >= 0; row--) {
      const pivot = matrix[row * size + row];
      let sum = right[row * columns + side];
      for (let inner = row + 1; inner < size; inner++) {
        sum -= matrix[inner * size + row] * right[inner * columns + side];
      }
      right[row * columns + side] = pivot === 0 ? 0 : sum / pivot;
    }
  }
}
