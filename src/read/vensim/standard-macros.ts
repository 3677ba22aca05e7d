import { SourceText } from "#study/place";
import { Problems } from "./problems.js";
import { parseStatements } from "./statements.js";
import type { MacroStatement } from "./syntax.js";

/**
 * Functions of Vensim that have outputs, as the macros that its Help says they are ("DELAYP"). The
 * four lines have the place of the function's name.
 */
const text = `
:MACRO: DELAYP(input, delay time : pipeline)
DELAYP = level 3 / third ~~|
pipeline = level 3 + level 2 + level 1 ~~|
level 3 = INTEG(level 2 / third - level 3 / third, third * input) ~~|
level 2 = INTEG(level 1 / third - level 2 / third, level 3) ~~|
level 1 = INTEG(input - level 1 / third, level 3) ~~|
third = delay time / 3 ~~|
:END OF MACRO:
`;

/** Those that a model may call: it is not worth reading what its text does not name. */
export function standardMacros(model: string): readonly MacroStatement[] {
  if (!/delayp/iu.test(model)) return [];
  const problems = new Problems(new SourceText("Vensim's own macros", text));
  return parseStatements(problems, 0, text.length).flatMap((statement) =>
    statement.kind === "macro" ? [statement] : [],
  );
}
