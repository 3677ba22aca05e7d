// Builds dist/web/player.html, the page without a study, unless nothing that it is made of has
// changed since it was built. Run by `npm run build`, after `tsc --build`.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { build } from "vite";

const root = fileURLToPath(new URL("../", import.meta.url));
process.chdir(root);
const stamp = "dist/web/.made-of";

/** A hash over the sources of the page and the built library that it takes its parts from. */
function ingredients() {
  const files = [
    ...["src/show/web", "dist"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(js|ts|svelte|css|html)$/.test(entry.name))
        .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/"))
        .filter((path) => !/\.d\.ts$|^dist\/(web|show\/(cli|node))\//.test(path)),
    ),
    "vite.config.ts",
    "package-lock.json",
  ];
  const hash = createHash("sha256");
  for (const file of files.toSorted()) hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

function madeOf() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return "";
  }
}

const now = ingredients();
if (madeOf() !== now) {
  await build({ configFile: "vite.config.ts" });
  writeFileSync(stamp, now);
}
