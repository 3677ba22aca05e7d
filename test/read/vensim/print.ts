import type { Diagnostic } from "#study/diagnostic";
import type { Expression, Subscript } from "#study/expression";
import type { Definition, GraphicalFunction, Model, Variable } from "#study/model";

/** A tree on one line: operations in brackets, calls by key, so that nothing is left to guess. */
export function printTree(tree: Expression): string {
  switch (tree.kind) {
    case "number":
      return String(tree.value);
    case "reference":
      return tree.name + printSubscripts(tree.subscripts);
    case "call":
      return `${tree.key}${printSubscripts(tree.subscripts)}(${tree.arguments.map(printTree).join(", ")})`;
    case "unary":
      return tree.operator === "not"
        ? `(not ${printTree(tree.operand)})`
        : `(${tree.operator}${printTree(tree.operand)})`;
    case "binary":
      return `(${printTree(tree.left)} ${tree.operator} ${printTree(tree.right)})`;
    case "conditional":
      return `(if ${printTree(tree.condition)} then ${printTree(tree.consequent)} else ${printTree(tree.alternative)})`;
  }
}

function printSubscripts(subscripts: readonly Subscript[]): string {
  if (subscripts.length === 0) return "";
  const names = subscripts.map((subscript) =>
    subscript.kind === "name" ? subscript.name + (subscript.reduced ? "!" : "") : "?",
  );
  return `[${names.join(",")}]`;
}

function printTable({ interpolation, x, y }: GraphicalFunction): string {
  const points = x.map((at, index) => `(${at},${y[index]})`).join("");
  return `${interpolation === "continuous" ? "" : `${interpolation} `}${points}`;
}

function printContent(definition: Definition): string {
  switch (definition.kind) {
    case "constant":
      return String(definition.value);
    case "equation":
      return printTree(definition.equation.tree);
    case "stock": {
      const { net, initial, inflows, outflows } = definition;
      const names = (list: readonly { readonly name: string }[]) =>
        list.map(({ name }) => name).join(" ") || "none";
      const flows = `in ${names(inflows)}, out ${names(outflows)}`;
      return `stock ${net === null ? "" : printTree(net.tree)} from ${printTree(initial.tree)}; ${flows}`;
    }
    case "table":
      return `${definition.input === null ? "table" : `table of ${printTree(definition.input.tree)}`} ${printTable(definition.table)}`;
    case "data":
      return `data ${printTable(definition.table)}`;
    case "driven":
      return `driven by ${definition.by}`;
  }
}

function printDefinition(definition: Definition): string {
  const { subscripts, except } = definition;
  const where = subscripts.length === 0 ? "" : `[${subscripts.join(",")}]`;
  const without = except.map((keys) => ` except [${keys.join(",")}]`).join("");
  return `  ${where}${without}= ${printContent(definition)}`;
}

export function printVariable(variable: Variable): string {
  const { name, kind, dimensions, definitions, unit, range, documentation } = variable;
  const arrayed = dimensions.length === 0 ? "" : `[${dimensions.join(",")}]`;
  const extra = [
    unit === null ? "" : ` ~ ${unit}`,
    range === null ? "" : ` in ${range.join("…")}`,
    documentation === null ? "" : ` "${documentation.split("\n").join("¶")}"`,
  ].join("");
  return [`${kind} ${name}${arrayed}${extra}`, ...definitions.map(printDefinition)].join("\n");
}

const control: ReadonlySet<string> = new Set([
  "initial_time",
  "final_time",
  "time_step",
  "saveper",
]);

/** Everything in a model but places and, as long as they are numbers, the control variables. */
export function printModel(model: Model): string {
  const { start, stop, step, steps, saveEvery, unit, method } = model.time;
  const lines = [
    `time ${start} to ${stop} by ${step}: ${steps} steps, every ${saveEvery} saved, ${unit}, ${method}`,
  ];
  for (const dimension of model.dimensions.values()) {
    const mappings = dimension.mappings.map(
      ({ to, elements }) => ` -> ${to}(${elements.map((keys) => keys.join("+")).join(",")})`,
    );
    lines.push(
      `range ${dimension.name}: ${dimension.elements.map(({ name }) => name).join(", ")}${mappings.join("")}`,
    );
  }
  for (const variable of model.variables.values()) {
    const plain = control.has(variable.key) && variable.kind === "constant";
    if (!plain) lines.push(printVariable(variable));
  }
  for (const [alias, of] of model.units) lines.push(`unit ${alias} = ${of}`);
  for (const { name, documentation, members } of model.groups) {
    lines.push(`group ${name} "${documentation ?? ""}": ${members.join(", ")}`);
  }
  for (const { name, nodes, ghosts } of model.views) {
    const places = (of: typeof nodes) => of.map(({ key, x, y }) => `${key}@${x},${y}`).join(" ");
    const again = ghosts === undefined ? "" : `, again ${places(ghosts)}`;
    lines.push(`view ${name}: ${places(nodes)}${again}`);
  }
  return lines.join("\n");
}

export function printDiagnostic({ code, severity, message, place, help }: Diagnostic): string {
  const where = place === undefined ? "" : `${place.line}:${place.column}+${place.length} `;
  return `${where}${severity} ${code}: ${message}${help === undefined ? "" : ` → ${help}`}`;
}
