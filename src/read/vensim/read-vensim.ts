import type { Checked } from "#study/diagnostic";
import type { Files } from "#study/host";
import type { Group, Model } from "#study/model";
import type { SourceText } from "#study/place";
import { buildVariables } from "./build-model.js";
import { declare, type Declared, type Placed } from "./declarations.js";
import { buildDimensions } from "./dimensions.js";
import { ExternalData } from "./external-data.js";
import { findFlows } from "./flows.js";
import { Problems } from "./problems.js";
import { findSections } from "./sections.js";
import { parseSettings } from "./settings.js";
import { parseSketch } from "./sketch.js";
import { standardMacros } from "./standard-macros.js";
import { parseStatements } from "./statements.js";
import type { GroupStatement, MacroStatement, Statement } from "./syntax.js";
import { timeSettings } from "./time-settings.js";

/**
 * Reads a Vensim model (`.mdl`). `files` are the files beside it, from which GET DIRECT … and GET
 * XLS … read; without them such a model has errors. Bytes become a source with `decodeVensim`.
 *
 * All errors are reported at once; the model is there if there are none. Warnings tell where a run
 * will differ from Vensim's. Equations call builtins by XMILE's name where the meaning is the same,
 * else by `vensim.NAME`; macros are written out, with variables `MACRO#n.variable`.
 */
export async function readVensim(source: SourceText, files?: Files): Promise<Checked<Model>> {
  const problems = new Problems(source);
  const sections = findSections(source.text);
  const settings = parseSettings(sections.settings, problems);
  const statements = parseStatements(problems, 0, sections.equationsEnd);
  const external = await ExternalData.load(statements, settings.tags, files ?? null, problems);
  const dimensions = buildDimensions(statements, external, problems);
  const declared = declare(placed(statements), dimensions, problems);
  const macros = collectMacros(statements, source.text, problems);
  const built = buildVariables(declared, macros, dimensions, external, problems);
  const sketch = parseSketch(sections.sketch, (key) => built.variables.has(key));
  const variables = findFlows(built.variables, built.generated, sketch.pipes);
  const time = timeSettings(variables, settings.method, problems);
  const diagnostics = problems.list();
  if (time === null || problems.hasErrors) return { diagnostics };
  const model: Model = {
    name: nameOf(source.file),
    file: source.file,
    documentation: null,
    time,
    dimensions: dimensions.all,
    variables,
    units: settings.units,
    groups: groupsOf(statements, declared),
    views: sketch.views,
  };
  return { value: model, diagnostics };
}

function nameOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return name.toLowerCase().endsWith(".mdl") ? name.slice(0, -".mdl".length) : name;
}

function placed(statements: readonly Statement[]): readonly Placed[] {
  const found: Placed[] = [];
  let group: string | null = null;
  for (const statement of statements) {
    if (statement.kind === "group") group = statement.name;
    else if (statement.kind === "variable") found.push({ statement, group });
  }
  return found;
}

function collectMacros(
  statements: readonly Statement[],
  text: string,
  problems: Problems,
): ReadonlyMap<string, MacroStatement> {
  const macros = new Map(standardMacros(text).map((macro) => [macro.target.key, macro]));
  const own = new Map<string, MacroStatement>();
  for (const statement of statements) {
    if (statement.kind !== "macro") continue;
    const { name, key, place } = statement.target;
    const first = own.get(key);
    if (first === undefined) own.set(key, statement);
    else {
      problems.error(
        "macro",
        `The macro "${name}" is defined twice.`,
        place,
        "Remove one definition.",
        [{ message: "The first definition", place: first.target.place }],
      );
    }
  }
  for (const [key, macro] of own) macros.set(key, macro);
  return macros;
}

function groupsOf(
  statements: readonly Statement[],
  declared: ReadonlyMap<string, Declared>,
): readonly Group[] {
  const headers = new Map<string, GroupStatement>();
  for (const statement of statements) {
    if (statement.kind === "group" && !headers.has(statement.name)) {
      headers.set(statement.name, statement);
    }
  }
  return [...headers.values()].map(({ name, documentation }) => ({
    name,
    documentation,
    members: [...declared].filter(([, each]) => each.group === name).map(([key]) => key),
  }));
}
