import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Command } from "commander";

import { inRuns, partPath, surveyOf } from "#store/ensemble";
import type { Ensemble } from "#store/ensemble";
import { shardFolder } from "#store/shard-name";
import { twoHashes } from "#store/store-shard";

import { NoDuckDb, QueryProblem, queryWithDuckDb } from "../node/duckdb.js";
import type { QueryResult } from "../node/duckdb.js";
import type { CommandIo } from "./io.js";
import { openStored } from "./open-stored.js";
import { tellError } from "./open-target.js";
import { asJson, rowAsCsv } from "./query-output.js";
import { tellProblem } from "./tell-problem.js";
import { unwritten } from "./write-output.js";

interface QueryOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** `parley query`: SQL over an ensemble. */
export function queryCommand(io: CommandIo): Command {
  return new Command("query")
    .description(
      "run a SELECT over the rows of an ensemble (`ensemble`; also `times`, `sketches` and `bands`), print CSV",
    )
    .argument("<folder>", "an ensemble's folder")
    .argument(
      "<sql>",
      "as in \"SELECT policy, count(*) FROM ensemble WHERE status = 'ok' GROUP BY policy\"",
    )
    .option("--out <file>", "write to a file, instead of to standard output")
    .option("--json", "print JSON (schema parley/query@1) instead of CSV")
    .action((path: string, sql: string, options: QueryOptions) => runQuery(path, sql, options, io));
}

async function runQuery(
  path: string,
  sql: string,
  options: QueryOptions,
  io: CommandIo,
): Promise<void> {
  const ensemble = await openStored(path, io);
  if (ensemble === null) return;
  try {
    const views = await viewsOf(ensemble, path, io);
    if (views === null) return;
    const source = {
      folder: resolve(path, shardFolder),
      views,
      tables: new Map([["times", timesTable(ensemble)]]),
      derived: new Map(views.has("sketches") ? [["bands", bands]] : []),
      signal: io.signal,
    };
    await queryWithDuckDb(sql, source, (result) => deliver(result, options, io));
  } catch (error) {
    if (error instanceof NoDuckDb) {
      tellError(
        io,
        "`parley query` needs the package @duckdb/node-api, which is not installed.",
        "npm install @duckdb/node-api. The shards are Parquet files: other tools read them too.",
      );
    } else if (error instanceof QueryProblem) {
      tellError(
        io,
        `The query cannot be run: ${error.message.trimEnd()}`,
        "Quote texts with '…' and names with \"…\"; `SELECT * FROM ensemble LIMIT 3` shows what there is.",
      );
    } else tellProblem(error, path, io);
  }
}

/**
 * Quantiles of sketched series: the middle of the bin up to which so large a share of the futures lies,
 * within 1/256 of the value.
 */
const bands = `
  WITH counted AS (
    SELECT policy, position, series, "time", low, (low + high) / 2 AS middle, sum("count") AS n
    FROM sketches WHERE isfinite(low + high) GROUP BY ALL
  ), running AS (
    SELECT *, sum(n) OVER (alike ORDER BY low) AS upto, sum(n) OVER alike AS total
    FROM counted WINDOW alike AS (PARTITION BY policy, position, series, "time")
  )
  SELECT policy, position, series, "time", ${[5, 25, 50, 75, 95]
    .map(
      (percent) =>
        `min(middle) FILTER (WHERE upto * 100 >= ${percent} * total) AS q${String(percent).padStart(2, "0")}`,
    )
    .join(", ")}
  FROM running GROUP BY ALL ORDER BY ALL`;

/** The files of the views; null, and said why, if there are none. */
async function viewsOf(
  ensemble: Ensemble,
  path: string,
  io: CommandIo,
): Promise<ReadonlyMap<string, readonly string[]> | null> {
  const { complete, missing, conflicts } = await surveyOf(ensemble);
  for (const [index, files] of conflicts) {
    throw twoHashes(
      index,
      files.map(({ name }) => name),
    );
  }
  if (complete.size === 0) {
    tellError(
      io,
      `\`${path}\` has no shards yet.`,
      "`parley explore` and `parley shard` compute them.",
    );
    return null;
  }
  if (missing.length > 0) {
    const verb = missing.length === 1 ? "is" : "are";
    io.writeError(
      `warning: of ${ensemble.shards} shards, ${inRuns(missing)} ${verb} missing; what follows is about the others.\n`,
    );
  }
  const files = (part: "rows" | "sketches") =>
    [...complete.values()].map((shard) => resolve(join(path, partPath(shard, part))));
  return new Map([
    ["ensemble", files("rows")],
    ...(ensemble.parts.includes("sketches") ? [["sketches", files("sketches")] as const] : []),
  ]);
}

/** SQL that makes the times of kept series: the n-th value of a list was at this time. */
function timesTable({ stored: { plan } }: Ensemble): string {
  const rows = plan.series.flatMap(({ column, times }) =>
    times.map(
      (time, index) => `('${column.replaceAll("'", "''")}', ${index + 1}, ${time}::DOUBLE)`,
    ),
  );
  const all = "SELECT * FROM (VALUES ";
  const none = `${all}('', 0, 0::DOUBLE)) AS t(series, n, "time") WHERE false`;
  return rows.length === 0 ? none : `${all}${rows.join(", ")}) AS t(series, n, "time")`;
}

async function deliver(result: QueryResult, options: QueryOptions, io: CommandIo): Promise<void> {
  const pieces = options.json === true ? jsonPieces(result) : csvPieces(result);
  if (options.out === undefined) {
    for await (const piece of pieces) io.write(piece);
    return;
  }
  let file: FileHandle;
  try {
    file = await open(options.out, "w");
  } catch (error) {
    tellError(io, ...(await unwritten(options.out, error)));
    return;
  }
  try {
    for await (const piece of pieces) await file.write(piece);
  } finally {
    await file.close();
  }
}

async function* csvPieces({ columns, rows }: QueryResult): AsyncGenerator<string> {
  yield rowAsCsv(columns.map(({ name }) => name));
  for await (const piece of rows) yield piece.map(rowAsCsv).join("");
}

async function* jsonPieces({ columns, rows }: QueryResult): AsyncGenerator<string> {
  yield `{"schema":"parley/query@1","columns":${JSON.stringify(columns)},"rows":[`;
  let before = "\n";
  for await (const piece of rows) {
    for (const row of piece) {
      yield `${before}${JSON.stringify(row.map(asJson))}`;
      before = ",\n";
    }
  }
  yield "\n]}\n";
}
