import type { DataTable } from "../data-table.js";
import type { Diagnostic } from "#study/diagnostic";
import type { BinaryOperation, Equation, Expression, Reference } from "#study/expression";
import { keyOf } from "#study/name";
import { nearestName } from "#study/near-miss";

/**
 * A condition in which labels of text columns are the numbers that stand for them: in
 * `policy = "fight and talk"`, where `policy` is a column of text, the other side is a label of it. A
 * text column can only be compared with = and <>; anything else is told.
 */
export function withLabels(
  equation: Equation,
  { columns }: DataTable,
): { readonly equation: Equation; readonly problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const labelsOf = (one: Expression): readonly string[] | null =>
    one.kind === "reference" ? (columns.get(one.key)?.labels ?? null) : null;

  const compared = (operation: BinaryOperation): Expression | null => {
    const { left, right, operator } = operation;
    const side = labelsOf(left) === null ? right : left;
    const labels = labelsOf(side);
    if (labels === null || side.kind !== "reference") return null;
    const other = side === left ? right : left;
    if (operator !== "=" && operator !== "<>") return null;
    const code = codeOf(other, side, labels, columns, problems);
    return { ...operation, left: side, right: code };
  };

  const visit = (one: Expression): Expression => {
    switch (one.kind) {
      case "number":
        return one;
      case "reference":
        if (labelsOf(one) !== null) problems.push(onlyCompared(one));
        return one;
      case "unary":
        return { ...one, operand: visit(one.operand) };
      case "binary":
        return compared(one) ?? { ...one, left: visit(one.left), right: visit(one.right) };
      case "conditional":
        return {
          ...one,
          condition: visit(one.condition),
          consequent: visit(one.consequent),
          alternative: visit(one.alternative),
        };
      case "call":
        return { ...one, arguments: one.arguments.map(visit) };
    }
  };
  return { equation: { ...equation, tree: visit(equation.tree) }, problems };
}

/** The other side of a comparison with a text column, as a number or another text column. */
function codeOf(
  other: Expression,
  column: Reference,
  labels: readonly string[],
  columns: DataTable["columns"],
  problems: Diagnostic[],
): Expression {
  const text = labelText(other);
  const wanted = text === null ? null : keyOf(text);
  const code = labels.findIndex((label) => keyOf(label) === wanted);
  if (code >= 0) return { kind: "number", value: code, place: other.place };
  const near = text === null ? undefined : nearestName(text, labels);
  const isColumn = other.kind === "reference" && columns.has(other.key);
  const few = labels.slice(0, 12).map((label) => `"${label}"`);
  problems.push({
    code: "condition-label",
    severity: "error",
    message:
      text === null || isColumn
        ? `"${column.name}" is a column of text, which can be compared with one of its labels only`
        : `"${text}" is no label of the column "${column.name}"`,
    place: other.place,
    help:
      near === undefined
        ? `Its labels are ${few.join(", ")}${labels.length > few.length ? " …" : ""}.`
        : `Did you mean "${near}"?`,
  });
  return { kind: "number", value: NaN, place: other.place };
}

function labelText(one: Expression): string | null {
  if (one.kind === "reference" && one.subscripts.length === 0) return one.name;
  if (one.kind === "number") return String(one.value);
  // A label may have the name of a function, such as "pi".
  return one.kind === "call" && one.arguments.length === 0 ? one.name : null;
}

function onlyCompared(one: Reference): Diagnostic {
  return {
    code: "condition-text",
    severity: "error",
    message: `"${one.name}" is a column of text: it can only stand beside = or <>`,
    place: one.place,
    help: `Write ${one.name} = "one of its labels".`,
  };
}
