import type { Definition, StockDefinition, VariableName } from "#study/model";
import { suggestion, type Report } from "./report.js";
import type { VariableReading } from "./variables.js";

/** All variables that could be read, and the keys of all that are written. */
interface Written {
  readonly readings: ReadonlyMap<string, VariableReading>;
  has(key: string): boolean;
}

/**
 * Checks what ties variables together: what fills or drains a stock is a flow, what leaves a
 * conveyor or a queue is driven by it, and what is driven leaves what drives it.
 */
export function checkWiring(written: Written, report: Report): void {
  for (const reading of written.readings.values()) {
    for (const definition of reading.definitions ?? []) {
      if (definition.kind === "stock") checkStock(reading, definition, written, report);
      if (definition.kind === "driven") checkDriven(reading, definition, written, report);
    }
  }
}

function checkStock(
  { variable }: VariableReading,
  stock: StockDefinition,
  written: Written,
  report: Report,
): void {
  for (const flow of [...stock.inflows, ...stock.outflows]) {
    checkFlow(flow, variable.name, stock.net !== null, written, report);
  }
  const { container } = stock;
  if (container === undefined) return;
  for (const { name, key, place } of stock.outflows) {
    const flow = written.readings.get(key);
    const definitions = flow?.definitions ?? [];
    if (flow?.variable.kind !== "flow" || definitions.some((one) => one.kind === "driven"))
      continue;
    const message = `\`${name}\` has an equation, and \`${variable.name}\`, a ${container.kind}, sets what leaves it.`;
    const role = container.kind === "conveyor" ? "exit" : "queue";
    const help = `Write \`driven: ${role}\` and \`by: ${variable.name}\` instead of \`flow:\` there.`;
    const related = [{ message: "The flow.", place: flow.variable.place }];
    report.error("not-driven", message, place, { help, related });
  }
}

function checkFlow(
  { name, key, place }: VariableName,
  stock: string,
  isForShow: boolean,
  { readings, has }: Written,
  report: Report,
): void {
  const target = readings.get(key)?.variable;
  if (target === undefined && !has(key)) {
    const flows = [...readings.values()].filter((other) => other.variable.kind === "flow");
    const names = flows.map((other) => other.variable.name);
    const message = `\`${name}\` is no variable of the model; a flow of \`${stock}\` is named here.`;
    report.error("unknown-name", message, place, { help: suggestion(name, names, "flows") });
  } else if (target !== undefined && target.kind !== "flow" && !isForShow) {
    const message = `\`${name}\` is no flow; only flows fill and drain a stock.`;
    const related = [{ message: `It is defined as ${target.kind} here.`, place: target.place }];
    const help = target.kind === "auxiliary" ? "Write `flow:` instead of `aux:` there." : undefined;
    report.error("not-a-flow", message, place, { help, related });
  }
}

function checkDriven(
  { variable }: VariableReading,
  { by, role, place }: Definition & { readonly kind: "driven" },
  { readings, has }: Written,
  report: Report,
): void {
  const kind = role === "exit" || role === "leakage" ? "conveyor" : "queue";
  const target = readings.get(by);
  const stocks = (target?.definitions ?? []).filter((one) => one.kind === "stock");
  if (target === undefined ? has(by) : target.definitions === undefined) return;
  if (!stocks.some((stock) => stock.container?.kind === kind)) {
    const names = [...readings.values()].flatMap((other) =>
      other.definitions?.some((one) => one.kind === "stock" && one.container?.kind === kind)
        ? [other.variable.name]
        : [],
    );
    const found = target?.variable.name ?? by;
    const message = `\`${found}\` is no ${kind}, and \`driven: ${role}\` is what leaves one.`;
    report.error("no-container", message, place, { help: suggestion(found, names, `${kind}s`) });
  } else if (!stocks.some((stock) => stock.outflows.some((flow) => flow.key === variable.key))) {
    const message = `\`${variable.name}\` is not among the outflows of what drives it.`;
    const help = `List it under \`outflows:\` there.`;
    report.error("not-an-outflow", message, place, { help });
  }
}
