import { z } from "zod";
import { utf8 } from "#numeric/hash";
import type { Folder } from "./folder.js";
import { FolderProblem } from "./folder.js";
import { publishNew } from "./publish.js";
import { StoreProblem } from "./store-problem.js";

export const planFile = "plan.json";
/** The study's files, each under the SHA-256 of its bytes. */
export const studyFolder = "study";

const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const count = z.int().min(1);

const plannedFile = z.strictObject({
  path: z.string().describe("In the study's folder."),
  sha256: hash.describe("Of its bytes, which are stored as `study/<sha256>`."),
  bytes: z.int().min(0),
});

const named = z.strictObject({
  key: z.string().describe("What its rows hold."),
  name: z.string().describe("As written in the study."),
});

const plannedColumn = z.strictObject({
  column: z.string().describe("Its name in the shards."),
  key: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
});

const plannedSeries = plannedColumn.extend({
  keep: z
    .enum(["values", "quantiles"])
    .describe("A list a row, or counts by value over all futures of a shard."),
  every: count.describe("Every how many saves of a run."),
  times: z.array(z.number()).min(1).describe("The times whose values are kept."),
  saves: z.array(z.int().min(0)).describe("Which saves of a run these are, from 0."),
});

const plannedDesign = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("monte carlo") }),
  z.strictObject({ kind: z.literal("latin hypercube") }),
  z.strictObject({ kind: z.literal("sobol"), scrambled: z.boolean() }),
  z.strictObject({ kind: z.literal("full factorial"), levels: count }),
  z.strictObject({
    kind: z.literal("table"),
    rows: count,
    sha256: hash.describe("Of somebody's table, which is stored as `study/<sha256>`."),
  }),
]);

/** What an ensemble is. Never changes once it is written: shards are functions of it. */
export const planSchema = z.strictObject({
  schema: z.literal("parley/plan@1"),
  parley: z.string().describe("The version that computes it."),
  study: z.strictObject({
    title: z.string(),
    file: z.string(),
    files: z.array(plannedFile).min(1),
  }),
  seed: z.int(),
  design: plannedDesign.describe("How futures are spread."),
  futures: count.describe("As first planned; see growth-*.json."),
  shardSize: count.describe("Futures a shard."),
  policies: z.array(named).min(1),
  positions: z.array(named).min(1),
  premises: z.array(plannedColumn),
  outcomes: z.array(plannedColumn),
  series: z.array(plannedSeries),
});

export type Plan = z.infer<typeof planSchema>;
export type PlannedDesign = z.infer<typeof plannedDesign>;
export type PlannedSeries = z.infer<typeof plannedSeries>;
export type PlannedColumn = z.infer<typeof plannedColumn>;

/** A plan as its file has it, and the hash that shards carry. */
export interface StoredPlan {
  readonly plan: Plan;
  readonly sha256: string;
}

/** The bytes of a plan's file; keys stand in the order of the schema, whoever made the object. */
function planBytes(plan: Plan): Uint8Array {
  return utf8(`${JSON.stringify(planSchema.parse(plan), null, 2)}\n`);
}

/** The plan in a folder, or null if it has none. */
export async function readPlan(folder: Folder): Promise<StoredPlan | null> {
  const bytes = await readIfThere(folder, planFile);
  if (bytes === null) return null;
  const plan = parseJson(bytes, planSchema, planFile, "bad-plan");
  return { plan, sha256: folder.sha256(bytes) };
}

/** Writes a plan where there is none; false if there is one by now. */
export async function writePlan(folder: Folder, plan: Plan): Promise<boolean> {
  return publishNew(folder, planFile, planBytes(plan));
}

/** The bytes of a file, or null if there is none. */
export async function readIfThere(folder: Folder, path: string): Promise<Uint8Array | null> {
  try {
    return await folder.read(path);
  } catch (error) {
    if (error instanceof FolderProblem && error.code === "missing") return null;
    throw error;
  }
}

/** JSON of a known schema. Throws a `StoreProblem` that says where it is something else. */
export function parseJson<T>(
  bytes: Uint8Array,
  schema: z.ZodType<T>,
  file: string,
  code: "bad-plan" | "bad-growth" | "bad-manifest",
): T {
  const help =
    code === "bad-manifest"
      ? "Write it anew with `parley seal`, which checks every shard."
      : "Take it from a copy of the folder; without it the shards cannot be understood.";
  let value: unknown;
  try {
    value = JSON.parse(textOf(bytes));
  } catch (error) {
    throw new StoreProblem(code, `\`${file}\` is damaged: ${(error as Error).message}.`, help);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  const where = path.length === 0 ? "" : ` at \`${path.join(".")}\``;
  throw new StoreProblem(code, `\`${file}\` is damaged${where}: ${message}.`, help);
}

/** UTF-8 without a decoder of the host's: `decodeURIComponent` knows it, and refuses what is none. */
function textOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (const byte of bytes) {
    parts.push(
      byte < 0x80 && byte !== 0x25
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, "0")}`,
    );
  }
  return decodeURIComponent(parts.join(""));
}
