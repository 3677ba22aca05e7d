import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allJsonSchemas } from "#show/cli/json-schemas";
import { functionsPage } from "#show/functions/page";
import { supportOfTools } from "#show/functions/support";

/* What is generated is checked in; `npm run schema` writes it anew. */

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test.each([...allJsonSchemas().keys()])("schema/%s is current", (name) => {
  expect(JSON.parse(read(`schema/${name}`))).toEqual(
    JSON.parse(JSON.stringify(allJsonSchemas().get(name))),
  );
});

test("docs/functions.md is current", async () => {
  expect(read("docs/functions.md")).toBe(functionsPage(await supportOfTools()));
});

test("an editor is told what every key of a study and a variable means", () => {
  for (const name of ["study.schema.json", "model.schema.json"]) {
    const schema = allJsonSchemas().get(name) as SchemaNode;
    expect(undescribed(schema, name)).toEqual([]);
  }
});

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
}

/** Parameters of distributions and the figures of an observed point speak for themselves. */
const plain = /uniform|triangular|normal|lognormal|beta|observed-point|distribution/;

function undescribed(schema: SchemaNode, path: string): string[] {
  const here = Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
    property.description === undefined && !plain.test(path) ? [`${path}.${key}`] : [],
  );
  const below = Object.entries(schema.definitions ?? {}).flatMap(([key, inner]) =>
    undescribed(inner, `${path}#${key}`),
  );
  return [...here, ...below];
}
