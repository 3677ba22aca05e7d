import { keyOf } from "#study/name";
import type { Place, SourceText } from "#study/place";
import type { ObservedPoint } from "#study/study";
import { csvRowsOf, type CsvCell } from "../csv.js";
import { suggestion, type Report } from "./report.js";

const columns = ["series", "time", "value", "low", "high", "bound", "source"] as const;
type Column = (typeof columns)[number];

/** A row of a file of observations, with where its numbers stand. */
export interface ObservedRow {
  readonly point: ObservedPoint;
  readonly place: Place;
}

/** The rows of a CSV file of observations by the key of their series, in the file's order. */
export function readObservedFile(
  source: SourceText,
  report: Report,
): ReadonlyMap<string, readonly ObservedRow[]> {
  const { rows, unclosed } = csvRowsOf(source);
  if (unclosed !== null) {
    report.error(
      "bad-csv",
      "A quotation mark is opened here and never closed.",
      source.place(unclosed),
    );
    return new Map();
  }
  const series = new Map<string, ObservedRow[]>();
  const [header, ...body] = rows;
  const order = header === undefined ? undefined : columnOrder(header, source, report);
  if (order === undefined) return series;
  for (const row of body) {
    const cell = (column: Column) => row[order.get(column) ?? -1] as CsvCell | undefined;
    const observed = readRow(cell, row[0], source, report);
    const key = keyOf(cell("series")?.text ?? "");
    if (observed === undefined) continue;
    const list = series.get(key);
    if (list === undefined) series.set(key, [observed]);
    else list.push(observed);
  }
  return series;
}

function columnOrder(
  header: readonly CsvCell[],
  source: SourceText,
  report: Report,
): ReadonlyMap<Column, number> | undefined {
  const order = new Map<Column, number>();
  for (const [index, cell] of header.entries()) {
    const column = columns.find((known) => known === cell.text.toLowerCase());
    if (column !== undefined) order.set(column, index);
    else {
      const place = source.place(cell.offset, Math.max(1, cell.length));
      const message = `\`${cell.text}\` is no column of a file of observations.`;
      report.error("bad-csv", message, place, { help: suggestion(cell.text, columns, "columns") });
    }
  }
  const missing = (["series", "time", "value", "source"] as const).filter(
    (name) => !order.has(name),
  );
  if (missing.length === 0) return order;
  const message = `The first line lacks ${missing.map((name) => `\`${name}\``).join(", ")}.`;
  report.error("bad-csv", message, source.place(header[0].offset), {
    help: `The first line names the columns: ${columns.join(",")}`,
  });
  return undefined;
}

function readRow(
  cell: (column: Column) => CsvCell | undefined,
  first: CsvCell,
  source: SourceText,
  report: Report,
): ObservedRow | undefined {
  const placeOf = (found: CsvCell | undefined) =>
    source.place((found ?? first).offset, Math.max(1, (found ?? first).length));
  const number = (column: Column, needed: boolean) => {
    const found = cell(column);
    if (found === undefined || found.text === "") {
      if (needed) report.error("bad-csv", `This row has no ${column}.`, placeOf(found));
      return needed ? NaN : null;
    }
    const value = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(found.text)
      ? Number(found.text)
      : NaN;
    if (!Number.isFinite(value)) {
      const message = `The ${column} should be a number; here is \`${found.text}\`.`;
      report.error("bad-csv", message, placeOf(found));
    }
    return value;
  };
  const time = number("time", true) ?? NaN;
  const value = number("value", true) ?? NaN;
  const low = number("low", false);
  const high = number("high", false);
  const bound = boundOf(cell("bound"), placeOf, report);
  const origin = cell("source")?.text ?? "";
  if (origin === "") {
    report.error("bad-csv", "This row has no source: who says so?", placeOf(cell("source")));
  }
  if ([time, value, low ?? 0, high ?? 0].some(Number.isNaN) || origin === "") return undefined;
  return {
    point: { time, value, low, high, bound, source: origin },
    place: placeOf(cell("value")),
  };
}

function boundOf(
  cell: CsvCell | undefined,
  placeOf: (cell: CsvCell | undefined) => Place,
  report: Report,
): ObservedPoint["bound"] {
  const written = cell?.text.trim().toLowerCase() ?? "";
  if (written === "" || written === "at least" || written === "at most") {
    return written === "" ? null : written;
  }
  const message = `The bound should be empty, \`at least\` or \`at most\`; here is \`${written}\`.`;
  report.error("bad-csv", message, placeOf(cell));
  return null;
}
