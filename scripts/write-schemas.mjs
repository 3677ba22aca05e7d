// Writes schema/*.schema.json from the zod schemas of the build. Run by `npm run schema`.
import { mkdir, writeFile } from "node:fs/promises";
import { jsonSchemas } from "../dist/read/native/schema/json-schema.js";

const folder = new URL("../schema/", import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, schema] of jsonSchemas()) {
  await writeFile(new URL(name, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
