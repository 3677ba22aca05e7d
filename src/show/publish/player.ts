import { readFile } from "node:fs/promises";

/** The page without a study, which `npm run build` has made beside what is compiled. */
export function readPlayer(): Promise<string> {
  return readFile(new URL("../../web/player.html", import.meta.url), "utf8");
}
