import type { Table } from "#numeric/table";

/** Text that a spreadsheet would take for a formula. */
const formulaStart = /^[=+\-@\t\r]/u;

/**
 * A table as CSV (RFC 4180, lines ending in LF), a line of names first. Numbers are written so that
 * reading them gives the same double. The first column is rounded to `digits` significant digits,
 * ties to even, where that leaves all its values different.
 */
export function tableAsCsv(table: Table, digits: number | null): string {
  const names = [...table.columns.keys()];
  const columns = [...table.columns.values()];
  const lines = [names.map(quotedText).join(",")];
  const first = firstColumn(columns[0], digits);
  for (let row = 0; row < table.rows; row++) {
    const rest = columns.slice(1).map((column) => String(column[row]));
    lines.push([first[row], ...rest].join(","));
  }
  return `${lines.join("\n")}\n`;
}

function firstColumn(values: Float64Array, digits: number | null): readonly string[] {
  const exact = [...values].map(String);
  if (digits === null) return exact;
  const rounded = [...values].map((value) => String(toDigits(value, digits)));
  return new Set(rounded).size === new Set(exact).size ? rounded : exact;
}

/** To significant digits, ties to even, as C's printf has it (JavaScript rounds ties up). */
export function toDigits(value: number, digits: number): number {
  const up = Number(value.toPrecision(digits));
  const oneMore = value.toPrecision(digits + 1);
  const isTie = Number(oneMore) === value && /5(e|$)/u.test(oneMore);
  if (!isTie || up === value) return up;
  const down = Number((2 * value - up).toPrecision(digits));
  const lastDigit = Number(
    up
      .toExponential(digits - 1)
      .replace(/e.*/u, "")
      .at(-1),
  );
  return lastDigit % 2 === 0 ? up : down;
}

/** A text as a cell; one that a spreadsheet would take for a formula gets an apostrophe before it. */
export function quotedText(name: string): string {
  const safe = formulaStart.test(name) ? `'${name}` : name;
  return /[",\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
