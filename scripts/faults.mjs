// The long form of the fault tests: 100 random kills, and every split with every number of workers.
// Run by `npm run faults`.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, "run", "test/store"], {
  stdio: "inherit",
  env: { ...process.env, PARLEY_FAULTS: "thorough" },
});
process.exitCode = status ?? 1;
