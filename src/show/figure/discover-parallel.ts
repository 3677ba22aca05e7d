import type { DataTable } from "#analyse/data-table";
import type { DiscoverDocument } from "#analyse/discovery/document";
import { conditionOn } from "#discover";
import { thousands } from "#argue/words";
import { keyOf } from "#study/name";

import { parallelFigure } from "./parallel-figure.js";

/** Lines that a figure has room for; of more rows every so-manieth is drawn. */
const mostLines = 600;

/** The rows of a table across the inputs of a discovery, those of interest on top. */
export function discoverParallel(table: DataTable, document: DiscoverDocument): string {
  const met = conditionOn(table, document.condition);
  const columns = document.inputs.map(({ name }) => table.columns.get(keyOf(name))?.values);
  const whole = Array.from({ length: table.rows }, (_, row) => row).filter(
    (row) => columns.every((values) => Number.isFinite(values?.[row])) && !Number.isNaN(met(row)),
  );
  const every = Math.max(1, Math.ceil(whole.length / mostLines));
  const rows = whole.filter((_, index) => index % every === 0);
  const [box] = document.boxes;
  const title = `Where ${document.condition}`;
  return parallelFigure({
    title,
    subtitle: `${thousands(rows.length)} of ${thousands(whole.length)} rows in ${document.source}`,
    description: `${title}. Each line is a row across ${document.inputs.length} inputs: ${document.inputs.map(({ name }) => name).join(", ")}.`,
    axes: document.inputs.map(({ name, low, high, labels }) => ({
      label: name,
      low: low ?? 0,
      high: high ?? Math.max(1, (labels?.length ?? 1) - 1),
      labels,
    })),
    rows: rows.map((row) => columns.map((values) => values?.[row] ?? NaN)),
    interest: rows.map((row) => met(row) !== 0),
    inside: document.inputs.map(({ name, low, high, labels }) => {
      const limit = box?.limits.find((one) => one.input === name);
      if (limit === undefined) return null;
      if (limit.labels !== null)
        return (labels ?? []).map((one) => limit.labels?.includes(one) ?? false);
      return [limit.low ?? low ?? 0, limit.high ?? high ?? 1] as const;
    }),
  });
}
