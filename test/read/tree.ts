import { parseEquation } from "#read/expression/equation";
import { partsOf, type Expression, type Subscript } from "#study/expression";
import { SourceText } from "#study/place";

/** Reads an equation that stands alone in a file `equation`. */
export function parse(text: string) {
  const source = new SourceText("equation", text);
  return parseEquation(text, (offset, length) => source.place(offset, length));
}

/** The tree in prefix notation, `(+ a (* b c))`; names in full. Iterative parts are not needed. */
export function treeOf(text: string): string {
  const { value, diagnostics } = parse(text);
  if (value === undefined) throw new Error(diagnostics.map((one) => one.message).join("\n"));
  return show(value.tree);
}

export function codesOf(text: string): string[] {
  return parse(text).diagnostics.map((diagnostic) => diagnostic.code);
}

function show(tree: Expression): string {
  switch (tree.kind) {
    case "number":
      return String(tree.value);
    case "reference":
      return tree.key + showSubscripts(tree.subscripts);
    case "call":
      return `(${[tree.key + showSubscripts(tree.subscripts), ...tree.arguments.map(show)].join(" ")})`;
    case "unary":
    case "binary":
      return `(${[tree.operator, ...partsOf(tree).map(show)].join(" ")})`;
    case "conditional":
      return `(if ${partsOf(tree).map(show).join(" ")})`;
  }
}

function showSubscripts(subscripts: readonly Subscript[]): string {
  if (subscripts.length === 0) return "";
  const parts = subscripts.map((subscript) => {
    if (subscript.kind === "all") return "*";
    if (subscript.kind === "position") return show(subscript.expression);
    if (subscript.kind === "range") return `${show(subscript.from)}:${show(subscript.to)}`;
    if (subscript.kind === "dimension") return `@${subscript.position}`;
    return subscript.key + (subscript.reduced ? "!" : "");
  });
  return `[${parts.join(",")}]`;
}
