import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { diagramOutputSchema } from "#show/cli/diagram";
import { runProgram } from "#show/cli/program";

const stocks = fileURLToPath(new URL("../cases/models/vensim-stocks/model.mdl", import.meta.url));
const quota = fileURLToPath(new URL("../../examples/quota-or-moratorium", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parley-diagram-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function parley(...args: string[]) {
  const said = { stdout: "", stderr: "", status: 0 };
  await runProgram(args, {
    write: (text) => void (said.stdout += text),
    writeError: (text) => void (said.stderr += text),
    colour: false,
    width: 100,
    signal: new AbortController().signal,
    setExitCode: (code) => void (said.status = code),
  });
  return said;
}

test("a diagram is drawn, and its loops are counted", async () => {
  const out = join(folder, "stocks.svg");
  const { status, stdout, stderr } = await parley("diagram", stocks, "--out", out);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/stocks\.svg: \d+ variables, \d+ links; feedback loops: \d+ reinforcing/u);
  const svg = readFileSync(out, "utf8");
  expect(svg).toMatch(/^<svg [^>]*width="\d+" height="\d+"/u);
  expect((await parley("diagram", stocks)).stdout).toBe(svg);
});

test("links, signs and loops of a study come as JSON", async () => {
  const { stdout } = await parley("diagram", quota, "--json");
  const output = diagramOutputSchema.parse(JSON.parse(stdout));
  expect(output.links).toContainEqual({
    from: "Boats",
    to: "catch capacity",
    role: "value",
    delayed: false,
    sign: "+",
    basis: "equation",
  });
  expect(output.flows).toContainEqual({ flow: "catch", from: "Fish stock", to: null });
  expect(output.loops.found[0].variables.length).toBeGreaterThan(1);
});

test("what cannot be drawn is said", async () => {
  for (const [args, told] of [
    [[stocks, "--policy", "x"], "A model by itself has no policies."],
    [[quota, "--policy", "moratorum"], "The study has no policy `moratorum`."],
    [[stocks, "--out", join(folder, "d.png")], "A diagram is an SVG file"],
    [[stocks, "--out", join(folder, "nowhere/d.svg")], "cannot be written"],
    [[join(folder, "nothing.mdl")], "There is no file or folder"],
  ] as const) {
    const { status, stdout, stderr } = await parley("diagram", ...args);
    expect({ status, stdout }, told).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(told);
  }
});
