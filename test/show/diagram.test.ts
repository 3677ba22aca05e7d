import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { diagramOutputSchema } from "#show/cli/diagram";

import { command } from "../support/command.js";

const stocks = fileURLToPath(new URL("../cases/models/vensim-stocks/model.mdl", import.meta.url));
const quota = fileURLToPath(new URL("../../examples/quota-or-moratorium", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parley-diagram-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a diagram is drawn, and its loops are counted", async () => {
  const drawn = join(folder, "stocks.svg");
  const { status, out, error } = await command("diagram", stocks, "--out", drawn);
  expect({ status, error }).toEqual({ status: 0, error: "" });
  expect(out).toMatch(/stocks\.svg: \d+ variables, \d+ links; feedback loops: \d+ reinforcing/u);
  const svg = readFileSync(drawn, "utf8");
  expect(svg).toMatch(/^<svg [^>]*width="\d+" height="\d+"/u);
  expect((await command("diagram", stocks)).out).toBe(svg);
});

test("links, signs and loops of a study come as JSON", async () => {
  const { out } = await command("diagram", quota, "--json");
  const output = diagramOutputSchema.parse(JSON.parse(out));
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
    const { status, out, error } = await command("diagram", ...args);
    expect({ status, out }, told).toEqual({ status: 1, out: "" });
    expect(error).toContain(told);
  }
});
