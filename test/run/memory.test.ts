import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Megabytes above a process that does nothing. */
const most = 64;

test("futures that are streamed through a kernel take less than 64 MB, however many they are", () => {
  const bench = fileURLToPath(new URL("../../bench/memory.mjs", import.meta.url));
  const peakOf = (way: string, futures: string): number => {
    const command = [bench, way, futures];
    const { stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
    if (stdout === "") throw new Error(stderr);
    return (JSON.parse(stdout) as { readonly peak: number }).peak;
  };
  // The inputs of so many futures alone are 45 MB.
  const above = peakOf("engine", "100000") - peakOf("nothing", "0");
  expect(above).toBeGreaterThan(5);
  expect(above).toBeLessThan(most);
});
