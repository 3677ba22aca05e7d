import type { Place } from "#study/place";

import type { FlowEnd, StockEnds } from "./flow-ends.js";
import type { FlowUse } from "./flow-use.js";
import type { QueueOutflow } from "./queue.js";
import type { Workshop } from "./workshop.js";

/** The flows that a queue sets, with what they enter; null if they cannot be had, which is told. */
export function queueOutflowsOf(
  stock: StockEnds,
  use: FlowUse,
  workshop: Workshop,
): readonly QueueOutflow[] | null {
  const { scope } = stock;
  const report = (code: string, message: string, place: Place, help: string): null => {
    scope.report({ code, severity: "error", message, place, help });
    return null;
  };
  const outflows: QueueOutflow[] = [];
  for (const { flow, node } of stock.outflows) {
    const driven = node.op === "cell" ? workshop.driven.get(node.cell) : undefined;
    if (node.op !== "cell" || driven?.definition.by !== stock.variable.key) {
      const message = `"${flow.name}" leaves the queue "${scope.owner}", which sets its outflows, by an equation of its own`;
      return report("queue-outflow", message, flow.place, "let the queue set it");
    }
    if ((use.enters.get(node.cell) ?? 0) > 1) {
      const message = `"${flow.name}" leaves the queue "${scope.owner}" and enters several stocks`;
      return report("flow-divided", message, flow.place, "make a flow for each of them");
    }
    const into = downstreamOf({ node }, workshop)?.definition.container;
    if (into?.kind === "conveyor" && !into.discrete) {
      const message = `"${flow.name}" leads from the queue "${scope.owner}" into a conveyor that is not discrete`;
      const help = "mark the conveyor as discrete: it gets batches (XMILE 1.0, section 4.2.1)";
      return report("queue-conveyor", message, into.place, help);
    }
    outflows.push({
      cell: node.cell,
      overflow: driven.definition.role === "overflow",
      into: into?.kind === "conveyor" ? into : null,
    });
  }
  return outflows;
}

function downstreamOf(
  { node }: Pick<FlowEnd, "node">,
  { stocks }: Workshop,
): StockEnds | undefined {
  if (node.op !== "cell") return undefined;
  return stocks.find(({ inflows }) =>
    inflows.some((end) => end.node.op === "cell" && end.node.cell === node.cell),
  );
}
