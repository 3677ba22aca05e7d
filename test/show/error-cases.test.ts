import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { FileProblem, type Files } from "#study/host";
import { checkTarget } from "#show/cli/check-target";
import { countsOf, printDiagnostics } from "#show/cli/print-diagnostics";
import { loadSources } from "#show/cli/sources";
import { createFolderFiles } from "#show/node/files";

/*
 * Each folder of test/cases/errors is a bad study or model, laid over the good one in `_base`: a
 * file that a folder lacks is taken from there. `expected.txt` is what `parley check` prints. After
 * a change of wording: `npx vitest run test/show/error-cases.test.ts -u`, and read the difference.
 */
const root = fileURLToPath(new URL("../cases/errors/", import.meta.url));
const cases = readdirSync(root).filter((name) => name !== "_base");

function overlaid(name: string): Files {
  const own = createFolderFiles(root + name);
  const base = createFolderFiles(`${root}_base`);
  return {
    read: (path) =>
      own.read(path).catch((problem: unknown) => {
        if (problem instanceof FileProblem && problem.code === "missing") return base.read(path);
        throw problem;
      }),
  };
}

async function printed(name: string, file: string): Promise<string> {
  const files = overlaid(name);
  const { diagnostics } = await checkTarget(files, file);
  const sources = await loadSources(files, diagnostics);
  const text = printDiagnostics(diagnostics, {
    sourceOf: (path) => sources.get(path),
    nameOf: (path) => path,
    colour: false,
    width: 100,
  });
  return `${text}\n${countsOf(diagnostics)}\n`;
}

test("the study that all cases are laid over has no problems", async () => {
  expect(await printed("_base", "study.yaml")).toBe("\n\n");
});

test.each(cases)("%s", async (name) => {
  const file = readdirSync(root + name).includes("study.yaml") ? "study.yaml" : "model.yaml";
  await expect(await printed(name, file)).toMatchFileSnapshot(`${root}${name}/expected.txt`);
});
