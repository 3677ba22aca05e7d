// Type-checks the components of the page, unless neither they nor the types that they use have
// changed since they passed. Run by `npm run check`, after `tsc --build`.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("../", import.meta.url)));
const stamp = "dist/.checked-page";

const files = [
  ...["src/show/web", "dist"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(d\.ts|svelte|svelte\.ts)$/.test(entry.name))
      .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/")),
  ),
  "tsconfig.base.json",
  "tsconfig.web.json",
  "package-lock.json",
];
const hash = createHash("sha256");
for (const file of files.toSorted()) hash.update(file).update("\0").update(readFileSync(file));
const now = hash.digest("hex");

function passed() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return "";
  }
}

if (passed() !== now) {
  const command = ["svelte-check", "--tsconfig", "tsconfig.web.json", "--fail-on-warnings"];
  const { status } = spawnSync("npx", ["--no-install", ...command, "--output", "human"], {
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync("dist", { recursive: true });
  writeFileSync(stamp, now);
}
