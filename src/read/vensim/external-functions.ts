/**
 * Functions that take their values from a file and must be the whole equation, by key. `arguments`
 * is how many there are; `reads` is what they give, or why they cannot be read.
 */
export type ExternalFunction =
  | { readonly reads: "constants" | "data" | "lookups" | "subscript"; readonly arguments: number }
  | { readonly reads: "nothing"; readonly why: string };

const fromDatabase = {
  reads: "nothing",
  why: "it asks a database",
} as const;
const fromRun = {
  reads: "nothing",
  why: "it reads a stored run of Vensim (.vdf), whose format is not published",
} as const;
const from123 = {
  reads: "nothing",
  why: "it asks a running Lotus 1-2-3",
} as const;

export const externalFunctions: ReadonlyMap<string, ExternalFunction> = new Map<
  string,
  ExternalFunction
>([
  ["get_direct_constants", { reads: "constants", arguments: 3 }],
  ["get_xls_constants", { reads: "constants", arguments: 3 }],
  ["get_direct_data", { reads: "data", arguments: 4 }],
  ["get_xls_data", { reads: "data", arguments: 4 }],
  ["get_direct_lookups", { reads: "lookups", arguments: 4 }],
  ["get_xls_lookups", { reads: "lookups", arguments: 4 }],
  ["get_direct_subscript", { reads: "subscript", arguments: 5 }],
  ["get_xls_subscript", { reads: "subscript", arguments: 5 }],
  ["get_odbc_constants", fromDatabase],
  ["get_odbc_data", fromDatabase],
  ["get_odbc_lookups", fromDatabase],
  ["get_odbc_subscript", fromDatabase],
  ["get_vdf_constants", fromRun],
  ["get_vdf_data", fromRun],
  ["get_vdf_lookups", fromRun],
  ["get_123_constants", from123],
  ["get_123_data", from123],
  ["get_123_lookups", from123],
]);
