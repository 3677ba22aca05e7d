/** A cell of the layout's grid. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** Pixels from the middle of a cell to that of the next. */
export const columnWidth = 116;
export const rowHeight = 82;

const offset = 2048;

/** One number for a cell, for sets; columns and rows lie within ±2048. */
function cellId({ column, row }: Cell): number {
  return (row + offset) * 2 * offset + column + offset;
}

/** What stands on the grid: cells that are taken by something. */
export class Grid {
  readonly #taken = new Set<number>();

  isFree(cell: Cell): boolean {
    return !this.#taken.has(cellId(cell));
  }

  take(cell: Cell): void {
    this.#taken.add(cellId(cell));
  }

  release(cell: Cell): void {
    this.#taken.delete(cellId(cell));
  }
}

/** The cells at Chebyshev distance `radius` around a cell, in a fixed order. */
export function ring({ column, row }: Cell, radius: number): readonly Cell[] {
  if (radius === 0) return [{ column, row }];
  const cells: Cell[] = [];
  for (let step = -radius; step <= radius; step++) {
    cells.push(
      { column: column + step, row: row - radius },
      { column: column + step, row: row + radius },
    );
  }
  for (let step = 1 - radius; step < radius; step++) {
    cells.push(
      { column: column - radius, row: row + step },
      { column: column + radius, row: row + step },
    );
  }
  return cells;
}
