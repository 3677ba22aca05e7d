import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkModel } from "#parley";
import { readModel } from "#read/native/model";
import { studySchema } from "#read/native/schema/study";
import { modelSchema } from "#read/native/schema/model";
import { elementSchema, variableSchema } from "#read/native/schema/variable";
import type { Model } from "#study/model";
import { SourceText } from "#study/place";

const page = readFileSync(new URL("../../docs/format.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]);

test("the model that the page on the format shows can be read", () => {
  const { value, diagnostics } = readModel(new SourceText("format.md", blocks[0]));
  expect(diagnostics).toEqual([]);
  expect(value?.variables.size).toBe(8);
});

test("so can those that it shows of arrays, conveyors, groups and views", () => {
  const models = blocks.slice(1).filter((block) => block.startsWith("time:"));
  const read = models.map((block) => readModel(new SourceText("format.md", block)));
  expect(read.map(({ diagnostics }) => diagnostics)).toEqual([[], []]);
  const [arrays, others] = read.map(({ value }) => value);
  expect(checkModel(arrays as Model)).toEqual([]);
  expect([...(arrays?.dimensions.keys() ?? [])]).toEqual([
    "age",
    "mainland",
    "cohort",
    "district",
    "region",
  ]);
  expect(others?.groups.map(({ members }) => members)).toEqual([
    ["exports", "price"],
    ["applicants", "students"],
  ]);
  expect(others?.views[0]?.nodes).toHaveLength(2);
});

test("every key of the format is on the page", () => {
  const keys = [studySchema, modelSchema, variableSchema, elementSchema].flatMap((schema) =>
    Object.keys(schema.shape),
  );
  const missing = keys.filter((key) => !page.includes(`${key}:`) && !page.includes(`\`${key}\``));
  expect(missing).toEqual([]);
});
