import { readFileSync, readdirSync } from "node:fs";
import ts from "typescript";

/** The repository's own root, with a slash at its end. */
const root = new URL("../../", import.meta.url);

/** A file of the repository; `path` is relative to its root, with `/` between parts. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** What a rule has to say: where it is broken, and what to do instead. */
export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/**
 * A source from memory, so that a rule can be shown to bite. Of a component the tree is that of its
 * scripts, on the lines on which they stand.
 */
export function sourceOf(path: string, text: string): Source {
  const script = path.endsWith(".svelte") ? scriptsOf(text) : text;
  return { path, text, tree: ts.createSourceFile(path, script, ts.ScriptTarget.ES2023, true) };
}

/** All TypeScript, JavaScript and Svelte under a folder of the repository. */
export function sourcesUnder(folder: string): readonly Source[] {
  return pathsUnder(folder)
    .filter((path) => /\.(m?[tj]s|svelte)$/.test(path) && !path.endsWith(".d.ts"))
    .map((path) => sourceOf(path, readText(path)));
}

/** A component with everything but its scripts taken out; lines are kept. */
function scriptsOf(text: string): string {
  const parts = text.split(/(<script[^>]*>|<\/script>)/);
  let inside = false;
  return parts
    .map((part) => {
      const isTag = /^<\/?script/.test(part);
      if (isTag) inside = !part.startsWith("</");
      return inside && !isTag ? part : part.replace(/[^\n]/g, "");
    })
    .join("");
}

export function pathsUnder(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .toSorted();
}

export function readText(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

/** Every node of a tree, parents before children. */
export function nodesOf(tree: ts.Node): readonly ts.Node[] {
  const nodes = [tree];
  const add = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, add);
  };
  ts.forEachChild(tree, add);
  return nodes;
}

export function violation(source: Source, node: ts.Node, message: string): Violation {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart());
  return { path: source.path, line: line + 1, message };
}

/** For a person: `src/a.ts:3 what is wrong`. */
export function printed(violations: readonly Violation[]): readonly string[] {
  return violations.map(({ path, line, message }) => `${path}:${line} ${message}`);
}
