/** An order in which each cell comes after what it depends on, or a circle of dependences. */
export type Ordering =
  | { readonly order: readonly number[]; readonly circle: null }
  | { readonly order: null; readonly circle: readonly number[] };

/**
 * Depth-first from the roots, with a stack of our own (models have chains of thousands). Ties are
 * kept in the order of the roots and of the dependences.
 */
export function orderFrom(
  roots: Iterable<number>,
  dependencesOf: (cell: number) => readonly number[],
): Ordering {
  const order: number[] = [];
  const state = new Map<number, "open" | "done">();
  for (const root of roots) {
    if (state.has(root)) continue;
    const path: { cell: number; dependences: readonly number[]; next: number }[] = [];
    const open = (cell: number) => {
      state.set(cell, "open");
      path.push({ cell, dependences: dependencesOf(cell), next: 0 });
    };
    open(root);
    while (path.length > 0) {
      const top = path[path.length - 1];
      if (top.next === top.dependences.length) {
        state.set(top.cell, "done");
        order.push(top.cell);
        path.pop();
        continue;
      }
      const dependence = top.dependences[top.next++];
      const seen = state.get(dependence);
      if (seen === "open") {
        const cells = path.map(({ cell }) => cell);
        return { order: null, circle: cells.slice(cells.indexOf(dependence)) };
      }
      if (seen === undefined) open(dependence);
    }
  }
  return { order, circle: null };
}
