import type { Files } from "#study/host";
import type { Place } from "#study/place";
import { readTextFile } from "../files.js";
import { readImports, type DataImport } from "./data-imports.js";
import type { Findings } from "./findings.js";
import { closeVariables } from "./repair.js";
import { resolveResource } from "./resources.js";
import { attributeOf, childrenNamed } from "./values.js";
import { parseXml, type XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/** A file of a whole-model (XMILE 1.0, section 1.1.1). */
export interface LoadedFile {
  readonly path: string;
  readonly root: XmlElement;
}

export interface Loaded {
  readonly main: LoadedFile;
  /** In the order in which they are included, nested ones before those that include them. */
  readonly includes: readonly LoadedFile[];
  /** Files that modules and models refer to, by path. */
  readonly submodels: ReadonlyMap<string, LoadedFile>;
  readonly imports: readonly (DataImport & { readonly text: string })[];
}

/** The namespaces of XMILE 1.0 and of the drafts before it. */
const namespaces: ReadonlySet<string> = new Set([
  "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0",
  "https://docs.oasis-open.org/xmile/ns/XMILE/v1.0",
  "http://www.systemdynamics.org/XMILE",
]);
const mostFiles = 1000;

/** Parses a file and all that it refers to, each once. Null if the file itself cannot be read. */
export async function loadFiles(
  text: string,
  path: string,
  files: Files | null,
  findings: Findings,
): Promise<Loaded | null> {
  const loader = new Loader(files, findings);
  const root = loader.parse(text, path);
  if (root === null) return null;
  const main = { path, root };
  await loader.follow(main);
  return {
    main,
    includes: loader.includes,
    submodels: loader.submodels,
    imports: loader.imports,
  };
}

class Loader {
  readonly includes: LoadedFile[] = [];
  readonly submodels = new Map<string, LoadedFile>();
  readonly imports: (DataImport & { readonly text: string })[] = [];
  readonly #files: Files | null;
  readonly #findings: Findings;
  readonly #included = new Set<string>();
  #count = 0;

  constructor(files: Files | null, findings: Findings) {
    this.#files = files;
    this.#findings = findings;
  }

  parse(text: string, path: string): XmlElement | null {
    const { value, diagnostics } = parseXml(text, path, namespaces);
    this.#findings.addAll(diagnostics);
    if (value === undefined) return null;
    if (value.name === "xmile") {
      if (value.vendor !== null) {
        const message = `The namespace \`${value.vendor}\` is not that of XMILE 1.0; the file is read as if it were.`;
        this.#findings.warning("xmile-namespace", message, value.place, {
          help: 'Write xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0".',
        });
      }
      return closeVariables(value, this.#findings);
    }
    const message = `This is no XMILE file: its root is <${value.name}>.`;
    this.#findings.error("xmile-root", message, value.place, {
      help: '<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"> is expected.',
    });
    return null;
  }

  async follow(file: LoadedFile): Promise<void> {
    await this.#followIncludes(file);
    for (const resource of submodelResources(file.root)) {
      const path = this.#resolve(file.path, resource);
      if (path === null || this.submodels.has(path)) continue;
      const loaded = await this.#load(path, resource.place());
      if (loaded === null) continue;
      this.submodels.set(path, loaded);
      await this.follow(loaded);
    }
    for (const data of readImports(file.root, this.#findings)) {
      const path = this.#resolve(file.path, data.resource);
      const text = path === null ? null : await this.#read(path, data.resource.place());
      if (path !== null && text !== null) this.imports.push({ ...data, path, text });
    }
  }

  async #followIncludes(file: LoadedFile): Promise<void> {
    const headers = childrenNamed(file.root, "header");
    const lists = [...headers, file.root].flatMap((element) => childrenNamed(element, "includes"));
    for (const include of lists.flatMap((list) => childrenNamed(list, "include"))) {
      const resource = attributeOf(include, "resource");
      if (resource === null) continue;
      const path = this.#resolve(file.path, resource);
      if (path === null || this.#included.has(path)) continue;
      this.#included.add(path);
      const loaded = await this.#load(path, resource.place());
      if (loaded === null) continue;
      await this.follow(loaded);
      this.includes.push(loaded);
    }
  }

  #resolve(from: string, resource: XmlText): string | null {
    const found = resolveResource(from, resource.text);
    if ("path" in found) return found.path;
    this.#findings.error("xmile-resource", found.problem, resource.place(), { help: found.help });
    return null;
  }

  async #load(path: string, place: Place): Promise<LoadedFile | null> {
    const text = await this.#read(path, place);
    const root = text === null ? null : this.parse(text, path);
    return root === null ? null : { path, root };
  }

  async #read(path: string, place: Place): Promise<string | null> {
    this.#count += 1;
    if (this.#files === null || this.#count > mostFiles) {
      const why = this.#files === null ? "no other file can be read here" : "there are too many";
      this.#findings.error("xmile-resource", `\`${path}\` is not read: ${why}.`, place);
      return null;
    }
    const { source, diagnostics } = await readTextFile(this.#files, path, place);
    this.#findings.addAll(diagnostics);
    return source?.text ?? null;
  }
}

function submodelResources(root: XmlElement): readonly XmlText[] {
  const models = childrenNamed(root, "model");
  const modules = models.flatMap((model) =>
    [model, ...childrenNamed(model, "variables")].flatMap((block) =>
      childrenNamed(block, "module"),
    ),
  );
  return [...models, ...modules].flatMap((element) => attributeOf(element, "resource") ?? []);
}
