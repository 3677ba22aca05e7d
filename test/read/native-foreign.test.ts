import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { argueStudy, loadStudy } from "#parley";
import { createNodeHost } from "#show/node/host";
import { memoryFiles } from "./memory-files.js";

const folder = new URL("../cases/errors/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), "utf8");
const study = read("_base/study.yaml");
const letter = read("_base/letter.md");

const twoLakes = `{UTF-8}
lake: Upper, Lower ~ ~ |
Fish[lake] = INTEG(births[lake] - catch[lake], 30000) ~ fish ~ |
births[lake] = growth rate * Fish[lake] * (1 - Fish[lake] / capacity) ~ fish/Year ~ |
catch[lake] = share caught * Fish[lake] ~ fish/Year ~ |
growth rate = 0.3 ~ 1/Year ~ |
share caught = 0.25 ~ 1/Year ~ |
capacity = 50000 ~ fish ~ |
INITIAL TIME = 2025 ~ Year ~ |
FINAL TIME = 2045 ~ Year ~ |
TIME STEP = 0.125 ~ Year ~ |
SAVEPER = TIME STEP ~ Year ~ |
`;

test("the model of a study may be Vensim's, and an outcome one element of an array", async () => {
  const text = study
    .replace("model: model.yaml", "model: models/lakes.mdl")
    .replace("of: Fish", "of: Fish[upper]")
    .replace("of: catch", "of: catch[ Lower ]");
  const files = memoryFiles(
    new Map([
      ["study.yaml", text],
      ["letter.md", letter],
      ["models/lakes.mdl", twoLakes],
    ]),
  );
  const { value, diagnostics } = await loadStudy(files);
  expect(diagnostics).toEqual([]);
  if (value === undefined) throw new Error("there is no study");
  expect(value.outcomes.get("fish_left")).toMatchObject({ variable: "fish[upper]", unit: "fish" });
  expect(value.outcomes.get("catch_in_all")).toMatchObject({
    variable: "catch[lower]",
    unit: "fish",
  });
  const host = createNodeHost(".");
  const document = await argueStudy(value, host, { futures: 64, seed: 1, version: "", workers: 0 });
  expect(document.positions).toHaveLength(1);
});

test("what is told of a foreign model counts inside a study as well, its units as warnings", async () => {
  const files = memoryFiles(
    new Map([
      ["study.yaml", study.replace("model: model.yaml", "model: lake.xmile")],
      ["letter.md", letter],
      ["lake.xmile", read("model-in-xmile/lake.xmile")],
    ]),
  );
  const { value, diagnostics } = await loadStudy(files);
  expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    "warning unit-equation",
  ]);
  expect(value?.model.name).toBe("Lake");
});
