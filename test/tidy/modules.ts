import ts from "typescript";

import { nodesOf, violation } from "./sources.js";
import type { Source, Violation } from "./sources.js";

/** Files that only pass on what others declare: import from where a thing is. */
export function barrelViolations(source: Source): readonly Violation[] {
  const { statements } = source.tree;
  if (/(^|\/)index\.[mc]?[tj]s$/.test(source.path)) {
    return [{ path: source.path, line: 1, message: "no index files: name it after its function" }];
  }
  const passesOn = (statement: ts.Statement) =>
    ts.isExportDeclaration(statement) || ts.isImportDeclaration(statement);
  if (!statements.some(ts.isExportDeclaration) || !statements.every(passesOn)) return [];
  return [violation(source, statements[0], "a barrel: import from the files themselves")];
}

/**
 * State of a module, which outlives and joins what should be apart: `let` and `var` at the top
 * level, and an empty collection there, which could only be meant to be filled.
 */
export function moduleStateViolations(source: Source): readonly Violation[] {
  // The script of a component is run for each instance of it, but for one of its module.
  if (source.path.endsWith(".svelte") && !/<script[^>]*\smodule\b/.test(source.text)) return [];
  return source.tree.statements.filter(ts.isVariableStatement).flatMap((statement) => {
    const { flags, declarations } = statement.declarationList;
    const constant = (flags & ts.NodeFlags.Const) !== 0;
    return declarations.flatMap((declaration) => {
      const advice = "pass it as an argument, or keep it in an object that its user makes";
      const name = declaration.name.getText();
      if (!constant) return [violation(source, declaration, `${name} is module state: ${advice}`)];
      if (!isEmptyCollection(declaration.initializer)) return [];
      return [
        violation(source, declaration, `${name} can only be filled, module state: ${advice}`),
      ];
    });
  });
}

function isEmptyCollection(value: ts.Expression | undefined): boolean {
  if (value === undefined) return false;
  if (ts.isArrayLiteralExpression(value)) return value.elements.length === 0;
  if (ts.isObjectLiteralExpression(value)) return value.properties.length === 0;
  return (
    ts.isNewExpression(value) &&
    /^(Weak)?(Map|Set)$|^Array$/.test(value.expression.getText()) &&
    (value.arguments ?? []).length === 0
  );
}

/** Code made from text. */
export function codeFromTextViolations(source: Source): readonly Violation[] {
  return nodesOf(source.tree).flatMap((node) => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
    const called = node.expression.getText().replace(/^globalThis\./, "");
    if (called !== "eval" && called !== "Function") return [];
    return [violation(source, node, `no ${called}: no code is made from text`)];
  });
}
