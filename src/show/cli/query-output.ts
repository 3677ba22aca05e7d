import { quotedText } from "./table-csv.js";

/** A row of a query's result as CSV, with its line end. */
export function rowAsCsv(row: readonly unknown[]): string {
  return `${row.map(cellAsCsv).join(",")}\n`;
}

/** Text is made harmless to spreadsheets; lists and structures become JSON. */
function cellAsCsv(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    return String(value);
  }
  if (typeof value === "string") return quotedText(value);
  if (value instanceof Date) return value.toISOString();
  return quotedText(JSON.stringify(asJson(value)));
}

/** A value of a result as JSON has it: whole numbers that a double holds, else text; no NaN. */
export function asJson(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value === null || typeof value !== "object") return value ?? null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(asJson);
  if (ArrayBuffer.isView(value)) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex");
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asJson(one)]));
}
