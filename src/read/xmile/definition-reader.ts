import type { Equation } from "#study/expression";
import type { Conveyor, Definition, Queue, VariableName } from "#study/model";
import { isNonNegative } from "./behavior.js";
import { readContainer } from "./conveyor.js";
import type { DraftVariable } from "./draft.js";
import { literalOf } from "./equations.js";
import { extension } from "./extension.js";
import type { Findings } from "./findings.js";
import { readGraph, type ReadGraph } from "./graphical.js";
import { readIdentifier, type Identifier } from "./identifier.js";
import type { VariablePart } from "./parts.js";
import { attributeOf, childNamed, childrenNamed } from "./values.js";
import type { VariableContext, VariableTag } from "./variable-context.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/** Turns the parts of one variable into definitions. */
export class DefinitionReader {
  readonly #element: XmlElement;
  readonly #tag: VariableTag;
  readonly #context: VariableContext;
  /** The variable's own equation serves many elements and is parsed, and complained of, once. */
  readonly #parsed = new Map<XmlText, Equation | null>();
  readonly #graphs = new Map<XmlElement, ReadGraph | null>();
  readonly #flows: Pick<StockFlows, "inflows" | "outflows">;
  #container: Conveyor | Queue | null | undefined;
  missing: DraftVariable["missing"] = null;

  constructor(element: XmlElement, tag: VariableTag, context: VariableContext) {
    this.#element = element;
    this.#tag = tag;
    this.#context = context;
    this.#flows = {
      inflows: flowNames(element, "inflow", context.findings),
      outflows: flowNames(element, "outflow", context.findings),
    };
  }

  definition(part: VariablePart): Definition | null {
    const about = { subscripts: part.subscripts, except: [] };
    if (this.#tag === "stock") {
      const stock = this.#stock(part);
      return stock === null ? null : { ...stock, ...about };
    }
    const graph = this.#tag === "gf" && part.graph === null ? this.#element : part.graph;
    if (graph !== null) {
      const table = this.#table(graph, part.equation);
      return table === null ? null : { ...table, ...about };
    }
    if (part.equation === null) {
      this.#missing(part);
      return null;
    }
    const equation = this.#parse(part.equation);
    if (equation === null) return null;
    const value = literalOf(equation);
    const initial = this.#context.equations.readChild(part.element, "init_eqn");
    if (this.#tag === "aux" && value !== null && initial === null) {
      return { kind: "constant", value, place: equation.place, ...about };
    }
    const complete = initial === null ? equation : withInitial(equation, initial);
    return { kind: "equation", equation: complete, ...about };
  }

  nonNegative(): boolean {
    const { findings, behaviors } = this.#context;
    if (this.#tag !== "stock" && this.#tag !== "flow") return false;
    const own = childNamed(this.#element, "non_negative", findings);
    return !hasContainer(this.#element) && isNonNegative(this.#tag, own, behaviors, findings);
  }

  #stock(part: VariablePart): (Definition & { kind: "stock" }) | null {
    const { equations, findings } = this.#context;
    if (part.equation === null) {
      this.#missing(part);
      return null;
    }
    const initial = this.#parse(part.equation);
    if (initial === null) return null;
    const own = part.element !== this.#element && hasContainer(part.element);
    const read = own ? readContainer(part.element, equations, findings) : this.#sharedContainer();
    // After an error in it, its outflows still need no equations.
    const wrong = hasContainer(part.element) || hasContainer(this.#element);
    const container: Conveyor | Queue | null =
      read ?? (wrong ? { kind: "queue", place: part.element.place } : null);
    return {
      kind: "stock",
      initial,
      ...this.#flows,
      net: null,
      ...(container === null ? {} : { container }),
      subscripts: part.subscripts,
      except: [],
    };
  }

  #sharedContainer(): Conveyor | Queue | null {
    const { equations, findings } = this.#context;
    if (this.#container === undefined) {
      this.#container = readContainer(this.#element, equations, findings);
    }
    return this.#container;
  }

  #table(element: XmlElement, input: XmlText | null): TableWithoutSubscripts | null {
    const graph = this.#graph(element);
    const equation = input === null ? null : this.#parse(input);
    if (graph === null || (input !== null && equation === null)) return null;
    if (this.#tag === "flow" && equation === null) this.#missing({ element: this.#element });
    const table = graph.kind === "points" ? graph.table : this.#resolve(graph.name);
    const inputUnit = attributeOf(element, extension.inputUnit)?.text;
    const unit = inputUnit === undefined ? {} : { inputUnit };
    return table === null ? null : { kind: "table", table, input: equation, ...unit };
  }

  #graph(element: XmlElement): ReadGraph | null {
    const known = this.#graphs.get(element);
    if (known !== undefined) return known;
    const graph = readGraph(element, this.#context.findings);
    this.#graphs.set(element, graph);
    return graph;
  }

  #resolve(name: Identifier): TableWithoutSubscripts["table"] | null {
    const { findings, namedGraph } = this.#context;
    const element = namedGraph(name.key);
    const graph = element === null ? null : this.#graph(element);
    if (graph?.kind === "points") return graph.table;
    const message = `There is no graphical function \`${name.name}\` with points.`;
    findings.error("xmile-gf-name", message, name.place, { help: "Give it <ypts> here." });
    return null;
  }

  #parse(text: XmlText): Equation | null {
    const known = this.#parsed.get(text);
    if (known !== undefined) return known;
    const equation = this.#context.equations.read(text);
    this.#parsed.set(text, equation);
    return equation;
  }

  #missing(part: { readonly element: XmlElement }): void {
    this.missing ??= part.element.place;
  }
}

function hasContainer(element: XmlElement): boolean {
  return element.children.some(({ name }) => name === "conveyor" || name === "queue");
}

type StockFlows = Extract<Definition, { kind: "stock" }>;
type TableWithoutSubscripts = Omit<Extract<Definition, { kind: "table" }>, "subscripts" | "except">;

/** An equation with another one for the start of the run, which breaks circles (`<init_eqn>`). */
function withInitial(equation: Equation, initial: Equation): Equation {
  const name = "vensim.ACTIVE INITIAL";
  const values = [equation.tree, initial.tree];
  const { place } = equation;
  const key = "vensim.active_initial";
  return {
    text: equation.text,
    tree: { kind: "call", name, key, subscripts: [], arguments: values, place },
    place,
  };
}

function flowNames(
  element: XmlElement,
  tag: "inflow" | "outflow",
  findings: Findings,
): readonly VariableName[] {
  return childrenNamed(element, tag).flatMap((child) => {
    const name = readIdentifier(child.text());
    if (name === null) {
      findings.error("xmile-name-missing", `<${tag}> names no flow.`, child.place);
      return [];
    }
    return [name];
  });
}
