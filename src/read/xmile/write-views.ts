import type { Model, Variable, View, ViewNode } from "#study/model";
import { extension } from "./extension.js";
import { escapeName } from "./print-name.js";
import { printNumber } from "./print-expression.js";
import { node, type XmlNode } from "./write-xml.js";

/** Writes diagrams (XMILE 1.0, chapters 5 and 6): where variables stand, and the pipes of flows. */
export function writeViews(model: Model): readonly XmlNode[] {
  if (model.views.length === 0) return [];
  return [
    node(
      "views",
      {},
      model.views.map((view, index) => writeView(view, index, model)),
    ),
  ];
}

const margin = 100;

function writeView(view: View, index: number, model: Model): XmlNode {
  const extent = (of: (one: ViewNode) => number): string =>
    printNumber(Math.ceil(view.nodes.reduce((most, one) => Math.max(most, of(one)), 0) + margin));
  const width = extent(({ x }) => x);
  const height = extent(({ y }) => y);
  const attributes = {
    name: view.name,
    type: "stock_flow",
    order: String(index),
    width,
    height,
    page_width: width,
    page_height: height,
    page_sequence: "row",
    page_orientation: "landscape",
    show_pages: "false",
    home_page: "0",
    home_view: index === 0 ? "true" : "false",
  };
  return node(
    "view",
    attributes,
    view.nodes.flatMap((one) => writeNode(one, view, model)),
  );
}

function writeNode(one: ViewNode, view: View, model: Model): readonly XmlNode[] {
  const variable = model.variables.get(one.key);
  if (variable === undefined) return [];
  const attributes = {
    name: escapeName(variable.name),
    x: printNumber(one.x),
    y: printNumber(one.y),
  };
  if (variable.kind !== "flow") return [node(tagOf(variable), attributes)];
  const pipe = one.pipe ?? straightPipe(one, view, model);
  const points = pipe.map(([x, y]) => node("pt", { x: printNumber(x), y: printNumber(y) }));
  const drawn = one.pipe === undefined ? "true" : null;
  return [node("flow", attributes, [node("pts", { [extension.drawn]: drawn }, points)])];
}

function tagOf(variable: Variable): string {
  if (variable.kind === "stock") return "stock";
  return variable.kind === "table" && variable.dimensions.length === 0 ? "gf" : "aux";
}

/** Pipes are required (section 6.1.2): from the stock that a flow drains to the one it fills. */
function straightPipe(
  flow: ViewNode,
  view: View,
  model: Model,
): readonly (readonly [number, number])[] {
  const end = (list: "inflows" | "outflows"): ViewNode | undefined =>
    view.nodes.find(({ key }) =>
      model.variables
        .get(key)
        ?.definitions.some(
          (one) => one.kind === "stock" && one[list].some((name) => name.key === flow.key),
        ),
    );
  const from = end("outflows");
  const to = end("inflows");
  const cloud = 60;
  return [
    [from?.x ?? flow.x - cloud, from?.y ?? flow.y],
    [to?.x ?? flow.x + cloud, to?.y ?? flow.y],
  ];
}
