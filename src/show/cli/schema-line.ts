import { readFile } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The first line of a YAML file that this package writes into `folder`, which lets an editor complete
 * and check it: where study.yaml there looks for its schema, and else in this package, if the folder
 * is part of the project that has it. Empty where neither is so: a path out of the project would hold
 * on one machine alone.
 */
export async function schemaLine(folder: string, schema: string): Promise<string> {
  const there = (await schemasOfStudy(folder)) ?? schemasOfProject(folder);
  return there === null ? "" : `# yaml-language-server: $schema=${there}/${schema}\n`;
}

async function schemasOfStudy(folder: string): Promise<string | null> {
  try {
    const text = await readFile(join(folder, "study.yaml"), "utf8");
    const named = /^# yaml-language-server: \$schema=(\S+)\/study\.schema\.json\s*$/mu.exec(text);
    return named?.[1] ?? null;
  } catch {
    return null;
  }
}

/** `/schema` of this package as seen from a folder of the same project, with `/` on every system. */
function schemasOfProject(folder: string): string | null {
  const own = fileURLToPath(new URL("../../../", import.meta.url));
  const [project] = own.split(`${sep}node_modules${sep}`);
  const [way] = relative(project, folder).split(sep);
  if (way === ".." || isAbsolute(way)) return null;
  return relative(folder, join(own, "schema")).split(sep).join("/");
}
