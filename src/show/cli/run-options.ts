import { Option } from "commander";

import { wholeNumber } from "./whole-number.js";

/** The exit code of a command that was stopped by Ctrl-C (128 and the number of the signal). */
export const interrupted = 130;

/** `--futures`, with what they are of. */
export function futuresOption(what: string, usual: number): Option {
  return new Option("--futures <n>", what).argParser(wholeNumber(1)).default(usual);
}

/** `--seed`, with what it decides; 1 if not given. */
export function seedOption(what = "which futures; the same seed gives the same"): Option {
  return new Option("--seed <s>", what).argParser(wholeNumber(0)).default(1);
}

/** `--workers`: undefined if not given. */
export function workersOption(): Option {
  const what = "threads; 0 for none; as many as cores if not given";
  return new Option("--workers <n>", what).argParser(wholeNumber(0));
}
