import type { Place } from "#study/place";
import { keyOf } from "#study/name";
import type { ObservationError, ObservedPoint, ObservedSeries } from "#study/study";
import { besides, readTextFile } from "../files.js";
import type { StudyContext } from "./context.js";
import type { Located } from "./located.js";
import { readObservedFile, type ObservedRow } from "./observed-file.js";
import { readOneNumber } from "./one-number.js";
import { suggestion, type Report } from "./report.js";
import type { observationSchema } from "./schema/study.js";

type RawObservation = Located<typeof observationSchema>;
type FilesRead = Map<string, ReadonlyMap<string, readonly ObservedRow[]> | undefined>;

/** The observed series, each point with its source, in order of time. */
export async function readObservations(
  context: StudyContext,
): Promise<ReadonlyMap<string, ObservedSeries>> {
  const series = new Map<string, ObservedSeries>();
  const filesRead: FilesRead = new Map();
  for (const { name, key, place, value } of context.raw.fields.observations?.entries.values() ??
    []) {
    if (value === undefined) continue;
    const one = readOneNumber(value.fields.of, context);
    const rows = await rowsOf(name, key, place, value, context, filesRead);
    if (one === undefined || rows === undefined) continue;
    tellBadBand(rows, context.report);
    const quantity = value.fields.quantity?.value ?? name;
    const points = rows.map((row) => row.point).sort((one, other) => one.time - other.time);
    series.set(key, {
      name,
      key,
      place,
      variable: one.key,
      unit: one.variable.unit,
      points,
      quantity: { name: quantity, key: keyOf(quantity) },
      error: readError(value.fields.error, context.report),
      notScored: value.fields["not scored"]?.value ?? null,
    });
  }
  return series;
}

async function rowsOf(
  name: string,
  key: string,
  place: Place,
  raw: RawObservation,
  context: StudyContext,
  filesRead: FilesRead,
): Promise<readonly ObservedRow[] | undefined> {
  const { report } = context;
  if (raw.keys.has("points") === raw.keys.has("file")) {
    const message = raw.keys.has("file")
      ? "An observed series has `points` or a `file`, not both."
      : `The observed series \`${name}\` has no points.`;
    const help = "Write `points:`, or `file:` and the name of a CSV file.";
    report.error("bad-observation", message, place, { help });
    return undefined;
  }
  const { points, file } = raw.fields;
  if (file === undefined) return points === undefined ? undefined : inlineRows(points);
  const path = besides(context.file, file.value);
  if (!filesRead.has(path)) {
    const { source, diagnostics } = await readTextFile(context.files, path, file.place);
    report.addAll(diagnostics);
    filesRead.set(path, source === undefined ? undefined : readObservedFile(source, report));
  }
  const all = filesRead.get(path);
  const rows = all?.get(key);
  if (all !== undefined && rows === undefined && all.size > 0) {
    const message = `The file \`${path}\` has no rows of the series \`${name}\`.`;
    report.error("no-rows", message, place, { help: suggestion(name, [...all.keys()], "series") });
  }
  return rows;
}

function inlineRows(
  points: NonNullable<RawObservation["fields"]["points"]>,
): readonly ObservedRow[] {
  return points.items.flatMap((item) => {
    const { time, value, low, high, bound, source } = item?.fields ?? {};
    if (time === undefined || value === undefined || source === undefined) return [];
    const point: ObservedPoint = {
      time: time.value,
      value: value.value,
      low: low?.value ?? null,
      high: high?.value ?? null,
      bound: bound?.value ?? null,
      source: source.value,
    };
    return [{ point, place: value.place }];
  });
}

function readError(
  raw: RawObservation["fields"]["error"],
  report: Report,
): ObservationError | null {
  if (raw === undefined) return null;
  const { deviation, relative, independent, why } = raw.fields;
  if (raw.keys.has("deviation") === raw.keys.has("relative")) {
    const message = raw.keys.has("relative")
      ? "An error is a `deviation` or a `relative` one, not both."
      : "This error has no size.";
    const help =
      "Write `deviation:` and a number in the unit of the series, or `relative:` and a share of the figure, such as 0.1.";
    report.error("bad-error", message, raw.place, { help });
    return null;
  }
  const size = deviation ?? relative;
  if (size === undefined) return null;
  if (size.value <= 0) {
    const message = `An error is above zero; here is ${size.text}.`;
    report.error("bad-error", message, size.place, {
      help: "No figure is exact, and no model is either: write the deviation that both together have.",
    });
    return null;
  }
  const kind = deviation === undefined ? "relative" : "deviation";
  return {
    kind,
    size: size.value,
    independent: independent?.value ?? false,
    why: why?.value ?? null,
  };
}

function tellBadBand(rows: readonly ObservedRow[], report: Report): void {
  for (const { point, place } of rows) {
    const { value, low, high, bound } = point;
    if (bound !== null && (low !== null || high !== null)) {
      const message = `What is \`${bound}\` ${value} has no \`low\` or \`high\` besides.`;
      report.error("bad-band", message, place, { help: "Keep the bound or the band." });
    }
    if (low !== null && low > value) {
      report.error("bad-band", `The value ${value} lies below its own \`low\`, ${low}.`, place);
    }
    if (high !== null && high < value) {
      report.error("bad-band", `The value ${value} lies above its own \`high\`, ${high}.`, place);
    }
  }
}
