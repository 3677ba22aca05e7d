import { expect, test } from "vitest";
import { resolveAndCheck } from "#compile/compile";
import { readVensim } from "#read/vensim/read-vensim";
import { modelFileText } from "#read/write-model-file";
import { readXmile } from "#read/xmile/read";
import type { Model } from "#study/model";
import { SourceText } from "#study/place";
import { interpretAll, systemOf } from "../../support/run.js";

async function vensim(first: string, net = "worth[item]"): Promise<Model> {
  const text = `{UTF-8}
item: k1, k2, k3 ~~|
worth[item] = 1, 2, 3 ~~|
grown[item]:EXCEPT:[k1] = INTEG(${net}, 0) ~~|
${first}
INITIAL TIME = 0 ~~|
FINAL TIME = 2 ~~|
TIME STEP = 1 ~~|
SAVEPER = TIME STEP ~~|
`;
  const { value } = await readVensim(new SourceText("mixed.mdl", text));
  if (value === undefined) throw new Error("it cannot be read");
  return value;
}

test.each([
  ["a constant for one element", "grown[k1] = 7 ~~|", "worth[item]"],
  ["one element without an equation", "", "worth[item]"],
  ["a net flow that is a number", "grown[k1] = 7 ~~|", "5"],
])("a stock for some elements is written as XMILE: %s", async (_, first, net) => {
  const model = await vensim(first, net);
  const { value: text, diagnostics } = await modelFileText(model, "mixed.xmile");
  expect(diagnostics).toEqual([]);
  const { value: again } = await readXmile(text ?? "", "mixed.xmile");
  if (again === undefined) throw new Error("it cannot be read back");
  expect(resolveAndCheck(again).diagnostics.filter(({ severity }) => severity === "error")).toEqual(
    [],
  );
  expect(interpretAll(systemOf(again))).toEqual(interpretAll(systemOf(model)));
});

test("an element that varies otherwise than a stock is named, with what to do", async () => {
  const model = await vensim("grown[k1] = 7 + Time ~~|");
  const { value, diagnostics } = await modelFileText(model, "mixed.xmile");
  expect(value).toBeUndefined();
  const [{ code, message, place, help }] = diagnostics;
  expect(code).toBe("not-expressible");
  expect(message).toBe("The equation for [k1] of `grown` cannot be written in this format.");
  expect(place?.line).toBe(4);
  expect(help).toMatch(/variable of their own/u);
});
