/** Files above the longest length, path → lines. An entry may shrink or go, never grow or come. */
export const longFiles: ReadonlyMap<string, number> = new Map([]);

/** Files whose exports are the package's own: its entries in package.json, and what runs by itself. */
export const entries: ReadonlySet<string> = new Set([
  "src/parley.ts",
  "src/show/cli/main.ts",
  "src/show/node/host.ts",
  "src/show/web/main.ts",
]);

/**
 * Exports that nothing imports, as `path name`: each is to find its user or to lose its `export`.
 * The list may shrink, never grow.
 */
export const unimported: ReadonlySet<string> = new Set([]);
