import { expect, test } from "vitest";

import { readModel } from "#read/native/model";
import { readXmile } from "#read/xmile/read";
import { writeXmile } from "#read/xmile/write";
import { SourceText } from "#study/place";

const patient = (end: string) => `time:
  start: 0
  stop: 10
  end: ${end}
  step: 1
variables:
  patience:
    aux: 4 + TIME / 2
`;
const read = (text: string) => readModel(new SourceText("model.yaml", text));

test("the variable that ends a run is kept in both formats", async () => {
  const { value: model } = read(patient("Patience"));
  if (model === undefined) return expect.unreachable("the model cannot be read");
  expect(model.time.end).toBe("patience");
  const { value: again } = await readXmile(writeXmile(model), "model.xmile");
  expect(again?.time.end).toBe("patience");
});

test("a run cannot end with what is no variable", () => {
  const { value, diagnostics } = read(patient("patienc"));
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ message, help }) => [message, help])).toEqual([
    ["`patienc` is no variable.", "Did you mean `patience`?"],
  ]);
});
