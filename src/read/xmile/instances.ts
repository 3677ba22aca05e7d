import { keyOf } from "#study/name";
import type { Findings } from "./findings.js";
import type { ModelPart, ModuleUse } from "./model-part.js";
import { findModel, type FileModels, type Whole } from "./whole.js";

/** A model as it stands in the whole: the root, or what one module stands for. */
export interface Instance {
  readonly part: ModelPart;
  /** Null for the root. */
  readonly use: ModuleUse | null;
  readonly parent: Instance | null;
  readonly children: Map<string, Instance>;
  /** What stands before the names of its variables: "" or `marketing.`. */
  prefix: string;
}

const mostInstances = 10_000;

/**
 * The tree of modules under a root. A variable is called `module.variable`: module names are unique
 * in a whole-model (XMILE 1.0, section 3.7.4), and where a file used twice brings its own modules
 * along twice they are told apart by the whole path.
 */
export function instancesOf(
  root: ModelPart,
  file: FileModels,
  whole: Whole,
  findings: Findings,
): readonly Instance[] {
  const all: Instance[] = [];
  const add = (
    part: ModelPart,
    inFile: FileModels,
    use: ModuleUse | null,
    parent: Instance | null,
  ): void => {
    const instance: Instance = { part, use, parent, children: new Map(), prefix: "" };
    all.push(instance);
    if (use !== null) parent?.children.set(use.name.key, instance);
    for (const inner of part.modules) {
      const found = findModel(inner.name.key, inner.resource, inFile, whole);
      if (found === null) {
        tellUnknown(inner, findings);
        continue;
      }
      if (isInside(found.part, instance)) {
        const message = `The module \`${inner.name.name}\` contains itself.`;
        findings.error("xmile-module-circle", message, inner.name.place);
      } else if (all.length < mostInstances) add(found.part, found.file, inner, instance);
    }
  };
  add(root, file, null, null);
  if (all.length >= mostInstances) {
    const message = `There are more than ${mostInstances} modules in one another.`;
    findings.error("xmile-modules", message, root.place);
  }
  givePrefixes(all);
  return all;
}

function isInside(part: ModelPart, instance: Instance): boolean {
  for (let outer: Instance | null = instance; outer !== null; outer = outer.parent) {
    if (outer.part === part) return true;
  }
  return false;
}

function givePrefixes(instances: readonly Instance[]): void {
  const counts = new Map<string, number>();
  for (const { use } of instances) {
    if (use !== null) counts.set(use.name.key, (counts.get(use.name.key) ?? 0) + 1);
  }
  // Outer instances come before inner ones, so that a parent's prefix is there when it is needed.
  for (const instance of instances) {
    const { use, parent } = instance;
    if (use === null) continue;
    const unique = counts.get(use.name.key) === 1;
    instance.prefix = `${unique ? "" : (parent?.prefix ?? "")}${use.name.name}.`;
  }
}

function tellUnknown(use: ModuleUse, findings: Findings): void {
  const { name, key, place } = use.name;
  const help =
    use.resource === null
      ? `Add <model name="${name}"> to the file, or resource="…" to the module.`
      : "The file has no model of this name and no unnamed one.";
  const message = `There is no model \`${name}\` for this module.`;
  if (key !== "") findings.error("xmile-unknown-model", message, place, { help });
}

/** The key of a variable of an instance, as it is in the whole. */
export function wholeKey(instance: Instance, key: string): string {
  return keyOf(instance.prefix) + key;
}
