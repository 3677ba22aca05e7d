// Writes what is generated from the build: schema/*.schema.json from the zod schemas, and
// docs/functions.md from the table of builtins and from trying them out. Run by `npm run schema`.
import { mkdir, writeFile } from "node:fs/promises";
import { functionsPage } from "../dist/show/functions/page.js";
import { supportOfTools } from "../dist/show/functions/support.js";
import { allJsonSchemas } from "../dist/show/cli/json-schemas.js";

const root = new URL("../", import.meta.url);
await mkdir(new URL("schema/", root), { recursive: true });
for (const [name, schema] of allJsonSchemas()) {
  await writeFile(new URL(`schema/${name}`, root), `${JSON.stringify(schema, null, 2)}\n`);
}
await writeFile(new URL("docs/functions.md", root), functionsPage(await supportOfTools()));
