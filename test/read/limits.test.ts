import { expect, test } from "vitest";

import { loadModel } from "#parley";

import { memoryFiles } from "./memory-files.js";

/* What is larger than is read or computed is an error that says how large it may be. */

async function told(path: string, text: string): Promise<readonly string[]> {
  const { value, diagnostics } = await loadModel(memoryFiles(new Map([[path, text]])), path);
  expect(value).toBeUndefined();
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

const vensim = (equations: string) =>
  `${equations}INITIAL TIME=0~~|FINAL TIME=1~~|TIME STEP=1~~|SAVEPER=1~~|`;
const xmile = (dimensions: string, variables: string) =>
  `<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"><header/><sim_specs><start>0</start><stop>1</stop></sim_specs><dimensions>${dimensions}</dimensions><model><variables>${variables}</variables></model></xmile>`;
const native = (rest: string) => `time:\n  start: 0\n  stop: 1\n  step: 1\n${rest}`;

test("an array has at most 10⁶ elements, in each format", async () => {
  expect(await told("m.mdl", vensim("r: (a1-a1001)~~|\ns: (b1-b1000)~~|\nx[r,s] = 1~~|"))).toEqual([
    'too-many-elements: "x" has 1,001,000 elements; at most 1,000,000 are computed',
  ]);
  const twice = '<dimensions><dim name="A"/><dim name="A"/></dimensions>';
  expect(
    await told(
      "m.xmile",
      xmile('<dim name="A" size="1001"/>', `<aux name="x">${twice}<eqn>1</eqn></aux>`),
    ),
  ).toEqual(["xmile-array-size: This array has 1002001 elements; at most 1000000 are read."]);
  expect(
    await told(
      "m.yaml",
      native(
        "dimensions:\n  a:\n    size: 1001\nvariables:\n  x:\n    of: [a, a]\n    constant: 1\n",
      ),
    ),
  ).toEqual([
    "too-many-elements: This array has 1,002,001 elements; at most 1,000,000 are computed.",
  ]);
});

test("a model has at most 10⁷ cells", async () => {
  const arrays = Array.from({ length: 11 }, (_, index) => `x${index}[r,s] = 1~~|\n`).join("");
  expect(await told("m.mdl", vensim(`r: (a1-a1000)~~|\ns: (b1-b1000)~~|\n${arrays}`))).toEqual([
    "too-many-cells: the model has 11,000,004 variables, each element of an array counted; at most 10,000,000 are computed",
  ]);
});

test("equations have at most 256 levels, in each format", async () => {
  const deep = `${"(".repeat(300)}1${")".repeat(300)}`;
  for (const [path, text] of [
    ["m.mdl", vensim(`x = ${deep}~~|`)],
    ["m.xmile", xmile("", `<aux name="x"><eqn>${deep}</eqn></aux>`)],
    ["m.yaml", native(`variables:\n  x:\n    aux: ${deep}\n`)],
  ]) {
    const [first] = await told(path, text);
    expect(first, path).toContain("256");
  }
});

test.each(["m.mdl", "m.xmile", "m.yaml"])("%s of more than 64 MB is not read", async (path) => {
  const large = new Uint8Array(64 * 1024 * 1024 + 1).fill(32);
  const { value, diagnostics } = await loadModel(memoryFiles(new Map([[path, large]])), path);
  expect(value).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0].message).toContain("64 MB");
});

test("a DOCTYPE is refused, with what to do", async () => {
  expect(await told("m.xmile", `<!DOCTYPE xmile>${xmile("", "")}`)).toEqual([
    "xml-doctype: The file has a DOCTYPE, which XMILE files do not have and which is not read.",
  ]);
});
