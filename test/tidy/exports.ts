import ts from "typescript";

import { fileOf, importsOf } from "./imports.js";
import { violation } from "./sources.js";
import type { Source, Violation } from "./sources.js";

/**
 * Functions, classes and constants that are exported but that nothing imports: dead code, or an
 * `export` too many. Types are left out, since an exported function may well name one that nobody
 * else does. `entries` are the files whose exports are the package's own, `exceptions` has
 * `path name`.
 */
export function deadExportViolations(
  declaring: readonly Source[],
  using: readonly Source[],
  entries: ReadonlySet<string>,
  exceptions: ReadonlySet<string>,
): readonly Violation[] {
  const used = new Set<string>();
  for (const source of using) {
    for (const { specifier, names } of importsOf(source)) {
      const file = fileOf(specifier, source.path);
      if (file === undefined) continue;
      for (const name of names ?? ["*"]) used.add(`${file} ${name}`);
    }
  }
  return declaring
    .filter(({ path }) => !entries.has(path) && !used.has(`${path} *`))
    .flatMap((source) =>
      exportsOf(source)
        .filter(({ name }) => !used.has(`${source.path} ${name}`))
        .filter(({ name }) => !exceptions.has(`${source.path} ${name}`))
        .map(({ name, node }) =>
          violation(source, node, `${name} is exported, but nothing imports it`),
        ),
    );
}

interface Export {
  readonly name: string;
  readonly node: ts.Node;
}

function exportsOf({ tree }: Source): readonly Export[] {
  return tree.statements.flatMap((statement): readonly Export[] => {
    if (!isExported(statement)) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map((node) => ({
        name: node.name.getText(),
        node,
      }));
    }
    const named = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    if (!named || statement.name === undefined) return [];
    return [{ name: statement.name.text, node: statement }];
  });
}

function isExported(statement: ts.Statement): boolean {
  if (!ts.canHaveModifiers(statement)) return false;
  const modifiers = ts.getModifiers(statement) ?? [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}
