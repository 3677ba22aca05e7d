import ts from "typescript";

import { nodesOf, violation } from "./sources.js";
import type { Source, Violation } from "./sources.js";

// Written in parts, so that these rules do not find themselves.
const promises = new RegExp(String.raw`\b(${["TO" + "DO", "FIX" + "ME", "X" + "XX"].join("|")})\b`);
const silencers = new RegExp(
  ["@ts-" + "ignore", "@ts-" + "nocheck", "@ts-" + "expect-error", "(es|ox)lint-" + "disable"].join(
    "|",
  ),
);
const machinePaths = new RegExp(
  String.raw`(?<![\w.)/-])/(${["home", "root", "work", "tmp", "Users", "mnt"].join("|")})/\w`,
);

/** Promises in comments, checks that are silenced, places on somebody's machine. */
export function markViolations({
  path,
  text,
}: Pick<Source, "path" | "text">): readonly Violation[] {
  return text.split("\n").flatMap((line, index) => {
    const messages = [
      { pattern: promises, message: "is a promise: do it, or open an issue" },
      { pattern: silencers, message: "silences a check: mend what it found" },
      { pattern: machinePaths, message: "is a place on one machine" },
    ].flatMap(({ pattern, message }) => {
      const found = pattern.exec(line);
      return found === null ? [] : [`"${found[0]}" ${message}`];
    });
    return messages.map((message) => ({ path, line: index + 1, message }));
  });
}

/** Assertions that switch the type checker off. */
export function anyViolations(source: Source): readonly Violation[] {
  return nodesOf(source.tree)
    .filter((node) => ts.isAsExpression(node) && node.type.kind === ts.SyntaxKind.AnyKeyword)
    .map((node) => violation(source, node, '"as any": give it its type, or check it first'));
}

/** Tests that leave others, or themselves, out. */
export function skippedTestViolations(source: Source): readonly Violation[] {
  return nodesOf(source.tree).flatMap((node) => {
    if (!ts.isPropertyAccessExpression(node)) return [];
    const runner = /^(test|it|describe|suite|bench)\b/.test(node.expression.getText());
    const leavesOut = ["only", "skip", "todo", "fails"].includes(node.name.text);
    if (!runner || !leavesOut) return [];
    return [violation(source, node, `.${node.name.text}: every test runs, and passes`)];
  });
}

/** Markup made from text: a page has text nodes only, so that nothing in a study can run. */
export function markupViolations({
  path,
  text,
}: Pick<Source, "path" | "text">): readonly Violation[] {
  const makers =
    /\{@html|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcdoc|createContextualFragment|DOMParser/;
  return text.split("\n").flatMap((line, index) => {
    const found = makers.exec(line);
    const message = `"${found?.[0]}" makes markup from text: write text nodes`;
    return found === null ? [] : [{ path, line: index + 1, message }];
  });
}
