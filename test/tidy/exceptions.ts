/** Files above the longest length, path → lines. An entry may shrink or go, never grow or come. */
export const longFiles: ReadonlyMap<string, number> = new Map([]);

/** Files whose exports are the package's own: its entries in package.json, and what runs by itself. */
export const entries: ReadonlySet<string> = new Set([
  "src/parley.ts",
  "src/show/cli/main.ts",
  "src/show/node/host.ts",
]);

/**
 * Exports that nothing imports, as `path name`: each is to find its user or to lose its `export`.
 * The list may shrink, never grow.
 */
export const unimported: ReadonlySet<string> = new Set([
  "src/analyse/normal.ts normalDensity",
  "src/argue/families.ts SCREENING_RISK",
  "src/compile/1-resolve/vensim/vectors.ts vectorOf",
  "src/compile/4-lower/code.ts onStates",
  "src/compile/probes.ts stepOf",
  "src/compile/system.ts partsOfNode",
  "src/numeric/quantile.ts quantileOfSorted",
  "src/read/model-file.ts modelEndings",
  "src/read/native/schema/study.ts documentSchema",
  "src/read/native/schema/study.ts leverSchema",
  "src/read/vensim/expressions.ts parseSubscripts",
  "src/read/vensim/tables.ts signedNumber",
  "src/read/xmile/behavior.ts noBehavior",
  "src/read/xmile/behavior.ts readNonNegative",
  "src/read/xmile/xml.ts xmlLimits",
  "src/show/cli/check.ts runCheck",
  "src/show/cli/new.ts runNew",
  "src/show/cli/table-csv.ts toDigits",
]);
