/** Rows of cells as text; the first column to the left, the others to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Three significant digits, thousands apart. */
export function rate(value) {
  if (value === undefined) return "-";
  return Number(value.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3 });
}

export function ratio(value) {
  if (value === undefined) return "-";
  return value >= 100 ? rate(value) : value.toFixed(2);
}
