import type { Dimension, Model } from "#study/model";
import { withPlainNets } from "../plain-net.js";
import { extension } from "./extension.js";
import { escapeName, printName } from "./print-name.js";
import { printNumber } from "./print-expression.js";
import { escapeDocumentation, VariableWriter } from "./write-variable.js";
import { writeViews } from "./write-views.js";
import { node, printXml, type XmlNode } from "./write-xml.js";

/**
 * Writes a model as an XMILE 1.0 file, so that reading it gives the same model again and other tools
 * the same numbers. Equations keep their text where it is XMILE and are printed otherwise. Functions
 * of Vensim's dialect stand in its namespace (`vensim.MODULO`), and what XMILE has not is written as
 * Parley's extension (see `extension.ts`).
 */
export function writeXmile(original: Model): string {
  const model = withPlainNets(original);
  const attributes = {
    version: "1.0",
    xmlns: "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0",
    [`xmlns:${extension.prefix}`]: extension.namespace,
  };
  return printXml(
    node("xmile", attributes, [
      writeHeader(model),
      writeTime(model),
      ...writeUnits(model.units),
      ...writeDimensions([...model.dimensions.values()]),
      writeModel(model),
    ]),
  );
}

function writeHeader(model: Model): XmlNode {
  const { documentation } = model;
  return node("header", {}, [
    writeOptions(model),
    node("vendor", {}, "Parley"),
    node("product", { version: "1.0", lang: "en" }, "Parley"),
    node("name", {}, model.name),
    ...(documentation === null ? [] : [node("caption", {}, escapeDocumentation(documentation))]),
  ]);
}

/** What the file makes use of (section 2.2.1). */
function writeOptions(model: Model): XmlNode {
  const variables = [...model.variables.values()];
  const definitions = variables.flatMap((variable) => variable.definitions);
  const containers = definitions.flatMap((one) =>
    one.kind === "stock" && one.container !== undefined ? [one.container] : [],
  );
  const driven = definitions.flatMap((one) => (one.kind === "driven" ? [one.role] : []));
  const conveyors = containers.flatMap((one) => (one.kind === "conveyor" ? [one] : []));
  const most = Math.max(0, ...variables.map(({ dimensions }) => dimensions.length));
  const when = (value: boolean): string | null => (value ? "true" : null);
  const conveyor = node("uses_conveyor", {
    arrest: when(conveyors.some(({ arrest }) => arrest !== null)),
    leak: when(driven.includes("leakage")),
  });
  const queue = node("uses_queue", { overflow: when(driven.includes("overflow")) });
  return node("options", { namespace: "std, isee" }, [
    ...(conveyors.length > 0 ? [conveyor] : []),
    ...(containers.some(({ kind }) => kind === "queue") ? [queue] : []),
    ...(most > 0 ? [node("uses_arrays", { maximum_dimensions: String(most) })] : []),
    ...(model.views.length > 0 ? [node("has_model_view")] : []),
  ]);
}

function writeTime({ time, variables }: Model): XmlNode {
  const { start, stop, end, step, saveEvery, unit, method } = time;
  const last = end === undefined ? null : (variables.get(end)?.name ?? null);
  const reciprocal = Math.round(1 / step);
  const exact = step < 1 && 1 / reciprocal === step;
  const dt = exact
    ? node("dt", { reciprocal: "true" }, printNumber(reciprocal))
    : node("dt", {}, printNumber(step));
  return node("sim_specs", { method, time_units: unit, [extension.end]: last }, [
    node("start", {}, printNumber(start)),
    node("stop", {}, printNumber(stop)),
    dt,
    ...(saveEvery === 1 ? [] : [node("savestep", {}, printNumber(saveEvery * step))]),
  ]);
}

/** An alias of a plain name stands under that name's unit; any other is a unit with an equation. */
function writeUnits(units: Model["units"]): readonly XmlNode[] {
  if (units.size === 0) return [];
  const names = new Map<string, { equation: string | null; readonly aliases: string[] }>();
  const unit = (name: string): { equation: string | null; readonly aliases: string[] } => {
    const known = names.get(name) ?? { equation: null, aliases: [] };
    names.set(name, known);
    return known;
  };
  for (const [alias, means] of units) {
    if (/^[\p{L}_$][\p{L}\p{N}_$ ]*$/u.test(means)) unit(means).aliases.push(alias);
    else unit(alias).equation = means;
  }
  const nodes = [...names].map(([name, { equation, aliases }]) =>
    node("unit", { name: escapeName(name) }, [
      ...(equation === null ? [] : [node("eqn", {}, equation)]),
      ...aliases.map((alias) => node("alias", {}, escapeName(alias))),
    ]),
  );
  return [node("model_units", {}, nodes)];
}

function writeDimensions(dimensions: readonly Dimension[]): readonly XmlNode[] {
  if (dimensions.length === 0) return [];
  const nodes = dimensions.map(({ name, elements, mappings }) => {
    const numbered = elements.every((element, index) => element.name === String(index + 1));
    const maps = mappings.map((mapping) =>
      node(
        extension.map,
        { to: escapeName(mapping.to) },
        mapping.elements.map((keys) =>
          node(extension.mapElement, { to: keys.map(printName).join(", ") }),
        ),
      ),
    );
    const listed = elements.map((element) => node("elem", { name: escapeName(element.name) }));
    const size = numbered ? String(elements.length) : null;
    return node("dim", { name: escapeName(name), size }, [...(numbered ? [] : listed), ...maps]);
  });
  return [node("dimensions", {}, nodes)];
}

function writeModel(model: Model): XmlNode {
  const writer = new VariableWriter(model);
  const variables = [...model.variables.values()].flatMap((variable) => writer.write(variable));
  const groups = model.groups.map(({ name, documentation, members }) =>
    node("group", { name: escapeName(name) }, [
      ...(documentation === null ? [] : [node("doc", {}, escapeDocumentation(documentation))]),
      ...members.map((key) =>
        node("entity", { name: escapeName(model.variables.get(key)?.name ?? key) }),
      ),
    ]),
  );
  return node("model", {}, [
    node("variables", {}, [...variables, ...groups]),
    ...writeViews(model),
  ]);
}
