import { InvalidArgumentError } from "commander";

import type { SeriesRequest } from "#explore/plan-ensemble";

/**
 * Reads `NAME`, `NAME:every 4` and `NAME:quantiles`; with both, `NAME:every 4:quantiles`. A name may
 * itself have colons.
 */
export function readSeriesOption(
  text: string,
  before: readonly SeriesRequest[] | undefined,
): readonly SeriesRequest[] {
  let name = text;
  let every = 1;
  let keep: SeriesRequest["keep"] = "values";
  for (;;) {
    const colon = name.lastIndexOf(":");
    const ending = name.slice(colon + 1).trim();
    const number = /^every (\d{1,9})$/u.exec(ending);
    if (colon < 0 || (number === null && ending !== "quantiles")) break;
    if (number === null) keep = "quantiles";
    else every = Number(number[1]);
    name = name.slice(0, colon);
  }
  if (every < 1) throw new InvalidArgumentError("`every 0` keeps nothing; it is 1 or more.");
  if (name.trim() === "") {
    throw new InvalidArgumentError("Write NAME, 'NAME:every 4' or 'NAME:quantiles'.");
  }
  return [...(before ?? []), { name, keep, every }];
}
