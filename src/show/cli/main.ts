#!/usr/bin/env node
import { setTimeout } from "node:timers/promises";
import { runProgram } from "./program.js";
import { interrupted } from "./run-options.js";

const stop = new AbortController();

// The first Ctrl-C asks the command to end with what it has, the second ends it.
process.on("SIGINT", () => {
  if (stop.signal.aborted) process.exit(interrupted);
  stop.abort();
  process.exitCode = interrupted;
});

// A reader that has seen enough (`parley check | head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
}

/** A line that is wider than the terminal could not be taken back. */
function showProgress(line: string | null): void {
  const text = (line ?? "").slice(0, (process.stderr.columns || 80) - 1);
  process.stderr.write(`\r\u001b[K${text}`);
}

await runProgram(process.argv.slice(2), {
  write: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  colour: process.stdout.isTTY === true && !process.env["NO_COLOR"],
  ...(process.stderr.isTTY === true ? { progress: showProgress } : {}),
  width: process.stdout.columns || 100,
  signal: stop.signal,
  setExitCode: (code) => {
    if (!stop.signal.aborted) process.exitCode = code;
  },
});

// What is computed in one go leaves Ctrl-C waiting; a moment of rest lets it arrive.
await setTimeout(1);
