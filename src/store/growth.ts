import { z } from "zod";
import { utf8 } from "#numeric/hash";
import type { Folder } from "./folder.js";
import { parseJson } from "./plan.js";
import type { StoredPlan } from "./plan.js";
import { publishNew } from "./publish.js";
import { StoreProblem } from "./store-problem.js";

/** A step of growth. */
export const growthSchema = z.strictObject({
  schema: z.literal("parley/growth@1"),
  plan: z.string().describe("SHA-256 of plan.json."),
  futures: z.int().min(1).describe("How many the ensemble has from now on."),
});

/** The file of the n-th time that an ensemble grew, from 1. */
function growthFile(step: number): string {
  return `growth-${String(step).padStart(4, "0")}.json`;
}

/**
 * The numbers of futures an ensemble was planned and grown to, rising. Throws a `StoreProblem` where
 * a step is missing, damaged, or of another plan.
 */
export async function readEnds(folder: Folder, stored: StoredPlan): Promise<readonly number[]> {
  const names = (await folder.list("."))
    .filter((name) => /^growth-\d{4}\.json$/u.test(name))
    .toSorted();
  const ends = [stored.plan.futures];
  for (const [index, name] of names.entries()) {
    if (name !== growthFile(index + 1)) {
      throw new StoreProblem(
        "bad-growth",
        `\`${growthFile(index + 1)}\` is missing, but there is \`${name}\`.`,
        "Take it from a copy of the folder: it says which futures the later shards hold.",
      );
    }
    const growth = parseJson(await folder.read(name), growthSchema, name, "bad-growth");
    if (growth.plan !== stored.sha256 || growth.futures <= ends[ends.length - 1]) {
      throw new StoreProblem("bad-growth", `\`${name}\` belongs to another ensemble.`);
    }
    ends.push(growth.futures);
  }
  return ends;
}

/** Makes the ensemble larger; false if somebody else has made it grow since `ends` was read. */
export async function writeGrowth(
  folder: Folder,
  stored: StoredPlan,
  ends: readonly number[],
  futures: number,
): Promise<boolean> {
  const step = { schema: "parley/growth@1", plan: stored.sha256, futures };
  const bytes = utf8(`${JSON.stringify(step, null, 2)}\n`);
  return publishNew(folder, growthFile(ends.length), bytes);
}
