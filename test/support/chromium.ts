import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/** A Chromium on the PATH, or the one that playwright has installed; null if there is none. */
export function findChromium(): string | null {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

/**
 * Run once before the tests: where there is no Chromium it is installed, on Debian and its kin with
 * apt-get by root, elsewhere by playwright for this user.
 */
export function setup(): void {
  if (findChromium() !== null) return;
  const isRoot = process.getuid?.() === 0;
  const hasApt = spawnSync("apt-get", ["--version"]).status === 0;
  if (isRoot && hasApt) {
    run("apt-get", ["update"]);
    run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
  } else run("npx", ["--no-install", "playwright-core", "install", "chromium"]);
  if (findChromium() !== null) return;
  throw new Error(
    "The tests of the page need Chromium, and it could not be installed: install chromium with your " +
      "system's package manager, or run `npx playwright-core install chromium`.",
  );
}

function run(command: string, options: readonly string[]): void {
  spawnSync(command, options, {
    stdio: "inherit",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
