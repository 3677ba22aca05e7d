import { expect } from "vitest";

import { modelOf } from "./model.js";
import type { Draft, TimeDraft } from "./model.js";
import { interpretAll, runBlock, systemOf } from "./run.js";

export type Variables = Readonly<Record<string, Draft>>;
export type Series = Readonly<Record<string, readonly number[]>>;

/** Runs a model in the interpreter and checks that the module gives the same bits. */
export async function run(time: TimeDraft, variables: Variables): Promise<Series> {
  const system = systemOf(modelOf(time, variables));
  const expected = interpretAll(system);
  const keys = [...expected.keys()];
  const { series } = await runBlock(system, { series: keys }, []);
  const saves = series.length / keys.length;
  for (const [index, key] of keys.entries()) {
    expect([...series.subarray(index * saves, (index + 1) * saves)], key).toEqual(
      expected.get(key),
    );
  }
  return Object.fromEntries(expected);
}
