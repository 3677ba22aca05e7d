/** A table of named columns of doubles, all `rows` long. Column order is insertion order. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/** The column of that name. Throws if there is none: a programming error, not bad input. */
export function column(table: Table, name: string): Float64Array {
  const found = table.columns.get(name);
  if (found === undefined) throw new Error(`the table has no column "${name}"`);
  return found;
}
