import type { Group, Model, TimeSettings, Variable, View } from "#study/model";
import { importData } from "./data.js";
import { exporterOf, type Exporter } from "./exporter.js";
import type { Findings } from "./findings.js";
import { completeVariables, flatten } from "./flatten.js";
import { instancesOf, wholeKey, type Instance } from "./instances.js";
import type { Loaded } from "./load.js";
import { withFlows } from "./flows.js";
import { resolveFunctions } from "./functions.js";
import { expandMacros } from "./macro-expansion.js";
import type { ModelPart } from "./model-part.js";
import { readDocumentation } from "./properties.js";
import { readTime, sameTime } from "./time.js";
import { childrenNamed, textOfChild } from "./values.js";
import { isModelName, readWhole, type Whole } from "./whole.js";
import type { XmlElement } from "./xml.js";

/** Makes one model of all files: modules flattened, macros expanded, data in place. */
export function assemble(loaded: Loaded, findings: Findings): Model | null {
  const whole = readWhole(loaded, findings);
  const exporter = exporterOf(loaded.main.root);
  const file = whole.files.get(loaded.main.path);
  const root = file?.root ?? null;
  if (file === undefined || root === null) {
    findings.error("xmile-root", "The file has no <model>.", loaded.main.root.place, {
      help: "Write <model><variables>…</variables></model> into <xmile>.",
    });
    return null;
  }
  const time = readWholeTime(loaded.main.root, root, exporter, findings);
  const instances = instancesOf(root, file, whole, findings);
  tellUnused(whole, instances, findings);
  if (time !== null) tellOwnTimes(instances, time, exporter, findings);
  const flat = completeVariables(flatten(instances, whole, findings), findings);
  const expanded = expandMacros(flat, whole.macros, whole.dimensions, findings);
  // A macro that is left has been called wrongly, and so has a model.
  const isTold = (key: string): boolean => whole.macros.has(key) || isModelName(key, whole);
  const options = { fromVensim: exporter !== null, isTold };
  const resolved = withFlows(
    resolveFunctions(expanded, whole.dimensions, options, findings),
    findings,
  );
  const variables = importData(resolved, loaded.imports, whole.dimensions, findings);
  if (time === null) return null;
  const header = readHeader(loaded.main.root, findings);
  return {
    name: header.name ?? root.name?.name ?? nameOfFile(loaded.main.path),
    file: loaded.main.path,
    documentation: header.documentation,
    time,
    dimensions: whole.dimensions,
    variables,
    units: whole.units,
    groups: groupsOf(instances, variables, findings),
    views: viewsOf(instances),
  };
}

/** The root model's own settings count before those of the file (XMILE 1.0, section 2.3). */
function readWholeTime(
  xmile: XmlElement,
  root: ModelPart,
  exporter: Exporter,
  findings: Findings,
): TimeSettings | null {
  const own = root.simSpecs ?? childrenNamed(xmile, "sim_specs")[0];
  if (own !== undefined) return readTime(own, exporter, findings);
  findings.error("xmile-time-missing", "The file has no <sim_specs>.", xmile.place, {
    help: "Write <sim_specs><start>0</start><stop>100</stop><dt>1</dt></sim_specs>.",
  });
  return null;
}

/** Submodels with another step, or that run as a whole in each step, are not supported. */
function tellOwnTimes(
  instances: readonly Instance[],
  time: TimeSettings,
  exporter: Exporter,
  findings: Findings,
): void {
  for (const part of new Set(instances.slice(1).map((instance) => instance.part))) {
    if (part.simSpecs === null) continue;
    const own = readTime(part.simSpecs, exporter, findings, time);
    if (own === null || sameTime(own, time)) continue;
    findings.error(
      "xmile-unsupported",
      `The model \`${part.name?.name ?? ""}\` runs ${inWords(own)}, and the whole ${inWords(time)}: parts with time settings of their own are not supported.`,
      part.simSpecs.place,
      { help: "Delete them, so that it runs like the whole, or give the whole the smaller step." },
    );
  }
}

function inWords({ start, stop, step, method }: TimeSettings): string {
  return `from ${start} to ${stop} by ${step} with ${method}`;
}

function tellUnused(whole: Whole, instances: readonly Instance[], findings: Findings): void {
  const used = new Set(instances.map(({ part }) => part));
  const main = whole.files.get(whole.file.path);
  for (const part of main?.named.values() ?? []) {
    if (!("drafts" in part) || used.has(part)) continue;
    const message = `No module stands for the model \`${part.name?.name ?? ""}\`: it is not used.`;
    findings.warning("xmile-unused-model", message, part.place, {
      help: "Add a <module> of its name to the model that uses it.",
    });
  }
}

function readHeader(
  xmile: XmlElement,
  findings: Findings,
): { readonly name: string | null; readonly documentation: string | null } {
  const header = childrenNamed(xmile, "header")[0];
  if (header === undefined) return { name: null, documentation: null };
  const kept = new Set(["name", "caption", "doc", ...origin]);
  const left = header.children.filter((child) => child.vendor === null && !kept.has(child.name));
  const filled = left.filter(
    (child) => child.children.length > 0 || child.text().text.trim() !== "",
  );
  if (filled.length > 0) {
    const names = [...new Set(filled.map(({ name }) => `<${name}>`))].join(", ");
    findings.note("xmile-header", `${names} of the header are not kept.`, filled[0].place);
  }
  const name = textOfChild(header, "name", findings)?.text ?? null;
  const documentation =
    readDocumentation(header, findings) ?? readDocumentation(header, findings, "caption");
  return { name, documentation };
}

/** What a file says of the tool that wrote it and of itself as a file. */
const origin = [
  "vendor",
  "product",
  "options",
  "smile",
  "uuid",
  "created",
  "modified",
  "version",
  "includes",
];

function nameOfFile(path: string): string {
  const last = path.split("/").at(-1) ?? path;
  return last.replace(/\.[^.]*$/u, "");
}

function groupsOf(
  instances: readonly Instance[],
  variables: ReadonlyMap<string, Variable>,
  findings: Findings,
): readonly Group[] {
  return instances.flatMap((instance) =>
    instance.part.groups.map(({ name, documentation, members }) => {
      const keys = members.flatMap((member) => {
        const key = wholeKey(instance, member.key);
        if (variables.has(key)) return [key];
        if (!instance.children.has(member.key)) {
          const message = `The group \`${name.name}\` lists \`${member.name}\`, which does not exist.`;
          findings.warning("xmile-group-member", message, member.place);
        }
        return [];
      });
      return { name: instance.prefix + name.name, documentation, members: keys };
    }),
  );
}

function viewsOf(instances: readonly Instance[]): readonly View[] {
  return instances.flatMap((instance) =>
    instance.part.views.map(({ name, nodes, ghosts }, index) => {
      const module = instance.prefix.slice(0, -1);
      const number = index === 0 ? "" : ` ${index + 1}`;
      return {
        name: name ?? `${module === "" ? "main" : module}${number}`,
        nodes: nodes.map((node) => ({ ...node, key: wholeKey(instance, node.key) })),
        ...(ghosts === undefined
          ? {}
          : { ghosts: ghosts.map((node) => ({ ...node, key: wholeKey(instance, node.key) })) }),
      };
    }),
  );
}
