import { Lexer } from "yaml";
import type { Diagnostic, Severity } from "#study/diagnostic";
import { isNativeFile } from "./model-file.js";

/**
 * What a file has that a model has not, so that it cannot be in any other file the model is written
 * to: macros and modules as such, comments between the definitions, the looks of diagrams.
 */
export function lostOnReading(path: string, text: string): readonly Diagnostic[] {
  const isVensim = /\.mdl$/iu.test(path);
  const isXmile = !isVensim && !isNativeFile(path);
  const losses: readonly (readonly [boolean, Severity, string])[] = [
    [
      (isVensim && /^\s*:MACRO:/imu.test(text)) || (isXmile && /<macro[\s>]/u.test(text)),
      "warning",
      "Macros are written out: each call becomes variables of its own.",
    ],
    [
      isXmile && /<module[\s>]/u.test(text),
      "warning",
      "Modules are written out: their variables stand in one model, as `module.variable`.",
    ],
    [
      isXmile ? text.includes("<!--") : isNativeFile(path) && hasYamlComment(text),
      "warning",
      "Comments between the definitions are not kept.",
    ],
    [
      isXmile ? /<view[\s>]/u.test(text) : isVensim && text.includes("\\\\\\---///"),
      "note",
      "Of diagrams the places of variables and the pipes are kept, not arrows, colours and sizes.",
    ],
  ];
  return losses.flatMap(([applies, severity, message]) =>
    applies ? [{ code: "lost-on-reading", severity, message }] : [],
  );
}

function hasYamlComment(text: string): boolean {
  let inBlock = false;
  for (const token of new Lexer().lex(text)) {
    // What follows this mark is text, whatever it begins with.
    if (!inBlock && token.startsWith("#")) return true;
    inBlock = token === "\u001f";
  }
  return false;
}
