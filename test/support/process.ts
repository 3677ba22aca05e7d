import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** The command as it is installed. */
export const mainFile = fileURLToPath(new URL("../../dist/show/cli/main.js", import.meta.url));

/** Runs the command in a process of its own, in a folder; no stack trace may be seen. */
export function parleyIn(folder: string): (...args: readonly string[]) => {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  return (...args) => {
    const options = { cwd: folder, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [mainFile, ...args], options);
    expect(stdout + stderr, "no stack traces").not.toMatch(/\n\s+at .*\.js:\d+/);
    return { status, stdout, stderr };
  };
}
