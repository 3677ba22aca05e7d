import ts from "typescript";

import { nodesOf, violation } from "./sources.js";
import type { Source, Violation } from "./sources.js";

/** Rooms whose results must be the same bits on every machine. */
const exactRooms = ["numeric", "sample", "compile", "run", "analyse", "argue"];

/** Of `Math`, only what IEEE 754 and ECMAScript fix to the last bit. */
const exactMath = new Set([
  ..."abs ceil clz32 floor fround imul max min round sign sqrt trunc".split(" "),
  ..."E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(" "),
]);

/** Functions that engines may round as they like, and ambient chance and time. */
export function inexactViolations(source: Source): readonly Violation[] {
  const room = /^src\/([\w-]+)\//.exec(source.path)?.[1] ?? "";
  if (!exactRooms.includes(room)) return [];
  return nodesOf(source.tree).flatMap((node) => {
    const message = problemOf(node);
    return message === undefined ? [] : [violation(source, node, message)];
  });
}

function problemOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === "Math") {
    const { text } = node.name;
    if (text === "random") return "no Math.random: draw from the study's own streams, by its seed";
    if (exactMath.has(text)) return undefined;
    return `Math.${text} differs between engines: use numeric/elementary`;
  }
  if (ts.isElementAccessExpression(node) && node.expression.getText() === "Math") {
    return "write Math's functions by name, so that they can be checked";
  }
  if (ts.isVariableDeclaration(node) && node.initializer?.getText() === "Math") {
    return "write Math's functions by name, so that they can be checked";
  }
  if (ts.isBinaryExpression(node) && isPower(node.operatorToken.kind) && !isPowerOfTwo(node)) {
    return "** differs between engines: use numeric/elementary, or a product";
  }
  const isClock =
    (ts.isNewExpression(node) && node.expression.getText() === "Date") ||
    (ts.isPropertyAccessExpression(node) && node.getText() === "Date.now");
  return isClock ? "no clock here: a result depends on the study and the seed alone" : undefined;
}

function isPower(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AsteriskAsteriskToken ||
    kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken
  );
}

/** 2 ** 53, exact in every engine. */
function isPowerOfTwo({ left, right }: ts.BinaryExpression): boolean {
  const exponent = ts.isPrefixUnaryExpression(right) ? right.operand : right;
  return left.getText() === "2" && /^\d+$/.test(exponent.getText());
}
