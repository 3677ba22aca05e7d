import type * as DuckDb from "@duckdb/node-api";

/** Thrown where the optional package is not installed. */
export class NoDuckDb extends Error {}

/** Thrown where DuckDB refuses a query; the message is DuckDB's. */
export class QueryProblem extends Error {}

export interface QuerySource {
  /** The only folder that a query can read; absolute. */
  readonly folder: string;
  /** Views by name: the Parquet files in the folder that each is made of; absolute. */
  readonly views: ReadonlyMap<string, readonly string[]>;
  /** Small tables by name, as the SQL that makes them. */
  readonly tables: ReadonlyMap<string, string>;
  /** Views over these by name, as the SQL that makes them. */
  readonly derived: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
}

/** A result as it comes: rows in pieces. */
export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: AsyncIterable<readonly (readonly unknown[])[]>;
}

/**
 * Runs one SELECT in a database of its own, in memory. Nothing but the folder can be read and nothing
 * can be written: access to the world is switched off, the configuration is locked, and other
 * statements than SELECT are refused before they run. One thread, so that sums come out the same
 * each time. `use` gets the result while the database is open.
 */
export async function queryWithDuckDb(
  sql: string,
  source: QuerySource,
  use: (result: QueryResult) => Promise<void>,
): Promise<void> {
  const { DuckDBInstance } = await loadDuckDb();
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    const interrupt = (): void => connection.interrupt();
    source.signal.addEventListener("abort", interrupt);
    try {
      await prepareViews(connection, source);
      await use(resultOf(await runSelect(connection, sql)));
    } finally {
      source.signal.removeEventListener("abort", interrupt);
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

async function loadDuckDb(): Promise<typeof DuckDb> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    throw new NoDuckDb((error as Error).message);
  }
}

async function prepareViews(
  connection: DuckDb.DuckDBConnection,
  source: QuerySource,
): Promise<void> {
  for (const [name, files] of source.views) {
    const list = files.map(text).join(", ");
    await connection.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet([${list}])`);
  }
  for (const [name, made] of source.tables) await connection.run(`CREATE TABLE ${name} AS ${made}`);
  for (const [name, made] of source.derived) await connection.run(`CREATE VIEW ${name} AS ${made}`);
  for (const setting of [
    "threads = 1",
    "temp_directory = ''",
    `allowed_directories = [${text(source.folder)}]`,
    "enable_external_access = false",
    "lock_configuration = true",
  ]) {
    await connection.run(`SET ${setting}`);
  }
}

async function runSelect(
  connection: DuckDb.DuckDBConnection,
  sql: string,
): Promise<DuckDb.DuckDBResult> {
  const { StatementType } = await loadDuckDb();
  try {
    if (sql.trim() === "") throw new QueryProblem("it is empty");
    const statements = await connection.extractStatements(sql);
    if (statements.count !== 1) {
      throw new QueryProblem(`it has ${statements.count} statements, and one is run at a time`);
    }
    const prepared = await statements.prepare(0);
    if (prepared.statementType !== StatementType.SELECT) {
      const kind = StatementType[prepared.statementType].replaceAll("_", " ");
      throw new QueryProblem(`it is a statement of the kind ${kind}, and only SELECT is run`);
    }
    return await prepared.stream();
  } catch (error) {
    throw asProblem(error);
  }
}

function resultOf(result: DuckDb.DuckDBResult): QueryResult {
  return {
    columns: result.deduplicatedColumnNames().map((name, index) => ({
      name,
      type: String(result.columnType(index)),
    })),
    rows: rowsOf(result),
  };
}

async function* rowsOf(
  result: DuckDb.DuckDBResult,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  try {
    yield* result.yieldRowsJs();
  } catch (error) {
    throw asProblem(error);
  }
}

function asProblem(error: unknown): QueryProblem {
  if (error instanceof QueryProblem) return error;
  return new QueryProblem(error instanceof Error ? error.message : String(error));
}

/** A text as SQL writes it. */
function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
