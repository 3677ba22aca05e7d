// Writes docs/from-the-text.md, the founding study's claims from the text to the verdict, and beside
// it what arguing the study found, which takes a minute or two: the test of the page reads it instead
// of arguing again. Run by `npm run docs`.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { argueStudy, loadStudy } from "../dist/parley.js";
import { findingsOf } from "../dist/show/cli/claims-findings.js";
import { claimsMarkdown } from "../dist/show/cli/claims-markdown.js";
import { claimsOutput } from "../dist/show/cli/claims-table.js";
import { versionOfPackage } from "../dist/show/cli/version.js";
import { createNodeHost } from "../dist/show/node/host.js";

const root = new URL("../", import.meta.url);
const folder = new URL("examples/drones-or-diplomacy/", root);

const host = createNodeHost(fileURLToPath(folder));
const { value: study, diagnostics } = await loadStudy(host);
if (study === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
const argued = await argueStudy(study, host, {
  futures: 2000,
  seed: 1,
  version: versionOfPackage(),
});
const findings = findingsOf(argued);

const sha256 = {};
for (const file of ["study.yaml", "model.yaml"]) {
  const hash = createHash("sha256").update(await readFile(new URL(file, folder)));
  sha256[file] = hash.digest("hex");
}
await writeFile(
  new URL("docs/from-the-text.json", root),
  `${JSON.stringify({ sha256, argued: findings }, null, 2)}\n`,
);
await writeFile(
  new URL("docs/from-the-text.md", root),
  claimsMarkdown(claimsOutput(study, findings)),
);
