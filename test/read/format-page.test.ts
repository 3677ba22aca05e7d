import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readModel } from "#read/native/model";
import { studySchema } from "#read/native/schema/study";
import { modelSchema, variableSchema } from "#read/native/schema/model";
import { SourceText } from "#study/place";

const page = readFileSync(new URL("../../docs/format.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]);

test("the model that the page on the format shows can be read", () => {
  const { value, diagnostics } = readModel(new SourceText("format.md", blocks[0]));
  expect(diagnostics).toEqual([]);
  expect(value?.variables.size).toBe(8);
});

test("every key of the format is on the page", () => {
  const keys = [studySchema, modelSchema, variableSchema].flatMap((schema) =>
    Object.keys(schema.shape),
  );
  const missing = keys.filter((key) => !page.includes(`${key}:`) && !page.includes(`\`${key}\``));
  expect(missing).toEqual([]);
});
