import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { ColumnSource, SchemaElement } from "hyparquet-writer";

/** What a column of a Parquet file holds. No column but `text?` has nulls. */
export type ColumnType = "double" | "whole" | "text" | "text?" | "doubles";

export interface ParquetColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** `doubles` is a list of doubles a row. Whole numbers are safe integers. */
export type ColumnValues =
  | Float64Array
  | BigInt64Array
  | readonly string[]
  | readonly (string | null)[]
  | readonly (readonly number[])[];

/**
 * Writes a Parquet file group by group: doubles in BYTE_STREAM_SPLIT, all with snappy. Columns of a
 * later group may be those of an earlier one: they are stored once, and both groups point at them
 * (parquet.thrift, ColumnMetaData: a chunk is found by its offset alone). The bytes depend on what is
 * written alone.
 */
export class ParquetFile {
  readonly #columns: readonly ParquetColumn[];
  readonly #bytes = new ByteWriter(1 << 20);
  readonly #file: ParquetWriter;

  constructor(columns: readonly ParquetColumn[]) {
    this.#columns = columns;
    this.#file = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaOf(columns),
      createdBy: "parley",
    });
  }

  /**
   * A group of `rows` rows; gives its number. Columns without `values` are those of the group `like`.
   */
  addGroup(
    rows: number,
    values: ReadonlyMap<string, ColumnValues>,
    like: number | null = null,
  ): number {
    const written = this.#columns.filter(({ name }) => values.has(name));
    void this.#file.write({
      columnData: written.map((column) => sourceOf(column, values.get(column.name))),
      rowGroupSize: Math.max(1, rows),
    });
    const group = this.#file.row_groups[this.#file.row_groups.length - 1];
    const before = like === null ? [] : this.#file.row_groups[like].columns;
    const chunks = new Map(
      [...before, ...group.columns].map((chunk) => [chunk.meta_data?.path_in_schema[0], chunk]),
    );
    group.columns = this.#columns.map(({ name }) => {
      const chunk = chunks.get(name);
      if (chunk === undefined) throw new Error(`nothing was given for the column "${name}"`);
      return chunk;
    });
    return this.#file.row_groups.length - 1;
  }

  /** The bytes of the file; `about` is kept in its key-value metadata. */
  finish(about: ReadonlyMap<string, string>): Uint8Array {
    this.#file.kvMetadata = [...about].map(([key, value]) => ({ key, value }));
    void this.#file.finish();
    return this.#bytes.getBytes();
  }
}

function schemaOf(columns: readonly ParquetColumn[]): SchemaElement[] {
  return [
    { name: "parley", num_children: columns.length },
    ...columns.flatMap(({ name, type }) => elementsOf(name, type)),
  ];
}

function elementsOf(name: string, type: ColumnType): SchemaElement[] {
  switch (type) {
    case "double":
      return [{ name, type: "DOUBLE", repetition_type: "REQUIRED" }];
    case "whole":
      return [{ name, type: "INT64", repetition_type: "REQUIRED" }];
    case "text":
      return [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" }];
    case "text?":
      return [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" }];
    case "doubles":
      return [
        { name, repetition_type: "REQUIRED", num_children: 1, converted_type: "LIST" },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", type: "DOUBLE", repetition_type: "REQUIRED" },
      ];
  }
}

function sourceOf({ name, type }: ParquetColumn, values: ColumnValues | undefined): ColumnSource {
  const data = values as ColumnSource["data"];
  switch (type) {
    case "double":
      return { name, data, encoding: "BYTE_STREAM_SPLIT" };
    // Bounds of lists help no reader to skip anything.
    case "doubles":
      return { name, data, encoding: "BYTE_STREAM_SPLIT", statistics: false };
    case "whole":
      return { name, data, encoding: "DELTA_BINARY_PACKED" };
    case "text":
    case "text?":
      return { name, data, encoding: "RLE_DICTIONARY" };
  }
}
