import { readFile } from "node:fs/promises";

/** The page was not built: Parley was compiled from its source, and no more. */
export class PageNotBuilt extends Error {}

/**
 * The page without a study, which `npm run build` has made beside what is compiled. Throws
 * `PageNotBuilt` where that was never done.
 */
export async function readPlayer(): Promise<string> {
  try {
    return await readFile(new URL("../../web/player.html", import.meta.url), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new PageNotBuilt("The page is not built: run `npm run build` where Parley's source is.");
  }
}
