import type { Place } from "#study/place";
import { readBehavior, type Behavior } from "./behavior.js";
import { readDimensions, type Dimensions } from "./dimensions.js";
import type { Findings } from "./findings.js";
import type { Loaded, LoadedFile } from "./load.js";
import { readMacros, type Macros } from "./macro-definitions.js";
import { readModelPart, type ModelPart } from "./model-part.js";
import { resolveResource } from "./resources.js";
import { readUnits } from "./units.js";
import { attributeOf, childrenNamed } from "./values.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/** All models of all files of a whole-model, with what they share (XMILE 1.0, section 2.11). */
export interface Whole {
  readonly file: LoadedFile;
  readonly dimensions: Dimensions;
  readonly units: ReadonlyMap<string, string>;
  readonly macros: Macros;
  /** The models of each file by path. */
  readonly files: ReadonlyMap<string, FileModels>;
}

export interface FileModels {
  readonly path: string;
  /** The unnamed model, or the only one, or the first that no module stands for. */
  readonly root: ModelPart | null;
  readonly named: ReadonlyMap<string, ModelPart | ModelElsewhere>;
}

/** A `<model name="…" resource="…"/>`: the model is in another file. */
export interface ModelElsewhere {
  readonly elsewhere: XmlText;
}

/** Children of `<xmile>` that say nothing about how a model runs, some of before XMILE 1.0. */
const presentation: ReadonlySet<string> = new Set([
  "header",
  "style",
  "views",
  "prefs",
  "equation_prefs",
  "default_format",
  "includes",
]);
const known: ReadonlySet<string> = new Set([
  "sim_specs",
  "model_units",
  "dimensions",
  "behavior",
  "data",
  "model",
  "macro",
]);

export function readWhole(loaded: Loaded, findings: Findings): Whole {
  const all = [...loaded.includes, loaded.main, ...loaded.submodels.values()];
  const blocks = (name: string): readonly XmlElement[] =>
    all.flatMap(({ root }) => childrenNamed(root, name));
  for (const { root } of all) {
    for (const child of root.children) {
      if (!known.has(child.name) && !presentation.has(child.name))
        findings.unknownPart(child, "<xmile>");
    }
  }
  const dimensions = readDimensions(blocks("dimensions"), findings);
  const units = readUnits(blocks("model_units"), findings);
  const defaults = includedBehavior(loaded);
  const files = new Map(
    all.map((file) => {
      const main = file === loaded.main;
      return [file.path, readFileModels(file, main ? defaults : null, dimensions, findings)];
    }),
  );
  // The main file's macros come first, so that they hold over included ones of the same name.
  const macroElements = [loaded.main, ...all.filter((file) => file !== loaded.main)].flatMap(
    ({ root }) => childrenNamed(root, "macro"),
  );
  const fileBehavior = readBehavior(childrenNamed(loaded.main.root, "behavior"), findings);
  const macros = readMacros(macroElements, { dimensions, fileBehavior, findings });
  return { file: loaded.main, dimensions, units, macros, files };
}

/** An included file that has nothing but defaults gives them to the file that includes it. */
function includedBehavior(loaded: Loaded): readonly XmlElement[] {
  return loaded.includes.flatMap(({ root }) =>
    root.children.some(({ name }) => name === "model" || name === "macro")
      ? []
      : childrenNamed(root, "behavior"),
  );
}

function readFileModels(
  file: LoadedFile,
  defaults: readonly XmlElement[] | null,
  dimensions: Dimensions,
  findings: Findings,
): FileModels {
  const blocks = [...(defaults ?? []), ...childrenNamed(file.root, "behavior")];
  const fileBehavior: Behavior = readBehavior(blocks, findings);
  const named = new Map<string, ModelPart | ModelElsewhere>();
  const places = new Map<string, Place>();
  const unnamed: ModelPart[] = [];
  for (const element of childrenNamed(file.root, "model")) {
    const part = readModelPart(element, { dimensions, fileBehavior, findings });
    if (part.name === null) {
      unnamed.push(part);
      continue;
    }
    const { key, name } = part.name;
    const first = places.get(key);
    if (first !== undefined) {
      findings.error("xmile-name-twice", `There are two models called \`${name}\`.`, part.place, {
        related: [{ message: "the first one", place: first }],
      });
      continue;
    }
    places.set(key, part.place);
    const elsewhere = attributeOf(element, "resource");
    named.set(key, elsewhere === null ? part : { elsewhere });
  }
  for (const surplus of unnamed.slice(1)) {
    findings.error("xmile-root", "There are two models without a name.", surplus.place, {
      help: "One is the root; submodels have names.",
      related: [{ message: "the first one", place: unnamed[0].place }],
    });
  }
  return { path: file.path, root: unnamed[0] ?? rootAmong(named), named };
}

function rootAmong(named: FileModels["named"]): ModelPart | null {
  const parts = [...named.values()].filter((part): part is ModelPart => "drafts" in part);
  const used = new Set(parts.flatMap(({ modules }) => modules.map(({ name }) => name.key)));
  const root = parts.find(({ name }) => name !== null && !used.has(name.key));
  return root ?? parts[0] ?? null;
}

/** The model that a module of a file stands for (sections 3.7.4 and 4.7.1), or null. */
export function findModel(
  key: string,
  resource: XmlText | null,
  from: FileModels,
  whole: Whole,
): { readonly part: ModelPart; readonly file: FileModels } | null {
  if (resource !== null) {
    const found = resolveResource(from.path, resource.text);
    const file = "path" in found ? whole.files.get(found.path) : undefined;
    if (file === undefined) return null;
    const part = file.named.get(key);
    if (part !== undefined && "drafts" in part) return { part, file };
    return file.root === null ? null : { part: file.root, file };
  }
  for (const file of [from, ...[...whole.files.values()].toReversed()]) {
    const part = file.named.get(key);
    if (part === undefined) continue;
    if ("drafts" in part) return { part, file };
    return findModel(key, part.elsewhere, file, whole);
  }
  return null;
}

export function isModelName(key: string, whole: Whole): boolean {
  return [...whole.files.values()].some(({ named }) => named.has(key));
}
