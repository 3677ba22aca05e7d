import ts from "typescript";

import { nodesOf } from "./sources.js";
import type { Source } from "./sources.js";

/** An import, a re-export or an `import(…)` of a module. */
export interface Import {
  readonly node: ts.Node;
  /** As written: `./place.js`, `#study/place`, `yaml`. */
  readonly specifier: string;
  /** The names that are taken from it; null where all are (`* as`, `import(…)`). */
  readonly names: readonly string[] | null;
}

export function importsOf(source: Source): readonly Import[] {
  return nodesOf(source.tree).flatMap((node) => importAt(node) ?? []);
}

/**
 * The file under `src/` that a specifier means, or undefined for a package: `#room/file` is
 * `src/room/file.ts` (package.json, "imports"), and a relative one ends in `.js`; scripts take what
 * is built from `dist/`.
 */
export function fileOf(specifier: string, importer: string): string | undefined {
  if (specifier.startsWith("#")) return `src/${specifier.slice(1)}.ts`;
  if (!specifier.startsWith(".")) return undefined;
  const { pathname } = new URL(specifier, `file:///${importer}`);
  return pathname
    .slice(1)
    .replace(/^dist\//, "src/")
    .replace(/\.js$/, ".ts")
    .replace(/\?.*$/, "");
}

function importAt(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) {
    return importOf(node, node.moduleSpecifier, namesOf(node.importClause));
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    const clause = node.exportClause;
    const names =
      clause !== undefined && ts.isNamedExports(clause) ? clause.elements.map(originalName) : null;
    return importOf(node, node.moduleSpecifier, names);
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return importOf(node, node.arguments[0], null);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return importOf(node, node.argument.literal, null);
  }
  return undefined;
}

function importOf(
  node: ts.Node,
  specifier: ts.Node | undefined,
  names: Import["names"],
): Import | undefined {
  if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return undefined;
  return { node, specifier: specifier.text, names };
}

function namesOf(clause: ts.ImportClause | undefined): Import["names"] {
  if (clause === undefined) return [];
  const bindings = clause.namedBindings;
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) return null;
  const named = bindings?.elements.map(originalName) ?? [];
  return clause.name === undefined ? named : ["default", ...named];
}

function originalName(element: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (element.propertyName ?? element.name).text;
}
