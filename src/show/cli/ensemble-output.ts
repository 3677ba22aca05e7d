import { z } from "zod";

const count = z.int().min(0);
const planHash = z.string().describe("SHA-256 of plan.json.");

/** What `parley explore` and `parley shard` print with `--json`. */
export const exploredSchema = z.strictObject({
  schema: z.literal("parley/explored@1"),
  plan: planHash,
  futures: count.describe("Of the ensemble, stored or not."),
  shards: count.describe("Of the ensemble, stored or not."),
  computed: z
    .strictObject({
      wanted: count.describe("Shards that were asked for."),
      stored: count.describe("How many of them are stored now."),
      before: count.describe("How many of them were stored before."),
      runs: count.describe("A policy in a future under a position, by this command."),
      failed: count.describe("Runs in which an outcome is not a finite number."),
      seconds: z.number().min(0),
    })
    .nullable()
    .describe("Null where the ensemble was only planned."),
});

/** What `parley status` prints with `--json`. */
export const statusSchema = z.strictObject({
  schema: z.literal("parley/status@1"),
  plan: planHash,
  futures: count,
  shards: count,
  stored: count.describe("Shards that are there with all their files."),
  missing: z.array(count).describe("Numbers of shards."),
  conflicts: z.array(count).describe("Numbers of shards that are there with two results."),
  foreign: z.array(z.string()).describe("Files in `shards/` that are no part of the ensemble."),
  rows: count,
  failed: count.describe("Rows in which an outcome is not a finite number."),
  bytes: count,
  sealed: z.boolean(),
});

/** What `parley verify` prints with `--json`. */
export const verifiedSchema = z.strictObject({
  schema: z.literal("parley/verified@1"),
  plan: planHash,
  problems: z
    .array(z.string())
    .describe("A sentence each; none if every byte is as it was sealed."),
});

/** What `parley query` prints with `--json`. */
export const querySchema = z.strictObject({
  schema: z.literal("parley/query@1"),
  columns: z.array(z.strictObject({ name: z.string(), type: z.string().describe("DuckDB's.") })),
  rows: z
    .array(z.array(z.json()))
    .describe("Null for NULL and for numbers that are not finite; text for integers beyond 2^53."),
});
