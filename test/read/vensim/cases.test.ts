import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { hasErrors } from "#study/diagnostic";
import { FileProblem, type Files } from "#study/host";
import { decodeVensim } from "#read/vensim/decode-vensim";
import { readVensim } from "#read/vensim/read-vensim";
import { printDiagnostic, printModel } from "./print.js";

// Each case is a folder with `model.mdl`, the files it reads, and `expected.txt`: what was found to
// say, then the model. `UPDATE_CASES=1` writes what is read now, to be looked through and committed.

const cases = fileURLToPath(new URL("../../cases/models/", import.meta.url));

function filesIn(folder: string): Files {
  return {
    read: async (path) => {
      const file = join(folder, path);
      if (!existsSync(file)) throw new FileProblem("missing", path, "there is no such file");
      return readFileSync(file);
    },
  };
}

for (const name of readdirSync(cases).filter((folder) => folder.startsWith("vensim-"))) {
  test(`${name} is read as expected`, async () => {
    const folder = join(cases, name);
    const source = decodeVensim("model.mdl", readFileSync(join(folder, "model.mdl")));
    const { value, diagnostics } = await readVensim(source, filesIn(folder));
    expect(value === undefined).toBe(hasErrors(diagnostics));
    const said = diagnostics.map(printDiagnostic).join("\n");
    const text = [said, value === undefined ? "" : printModel(value)].filter(Boolean).join("\n");
    const expected = join(folder, "expected.txt");
    if (process.env["UPDATE_CASES"] === "1") writeFileSync(expected, `${text}\n`);
    expect(`${text}\n`).toBe(readFileSync(expected, "utf8"));
  });
}
