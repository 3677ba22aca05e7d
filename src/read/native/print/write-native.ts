import type { Dimension, DimensionMapping, Group, Model, View } from "#study/model";
import { keyOf } from "#study/name";
import { withPlainNets } from "../../plain-net.js";
import { EquationPrinter } from "./native-equation.js";
import { sharedFlows, variableNode } from "./variable-node.js";
import { list, mapping, number, pair, printYaml, text, type YamlNode } from "./yaml-nodes.js";

/**
 * Writes a model in Parley's own text format (docs/format.md), as a person would: block style, names
 * as they are displayed, equations as the modeller wrote them where that is the format's language.
 * Whatever reads it back gets the same model, but for what `modelDifferences` tells.
 */
export function writeNative(original: Model): string {
  const model = withPlainNets(original);
  const printer = new EquationPrinter(model);
  const shared = sharedFlows(model);
  const { name, documentation, units, variables } = model;
  return printYaml(
    mapping([
      ["name", textOf(name)],
      ["doc", textOf(documentation)],
      ["time", timeNode(model)],
      ["units", section([...units].map(([alias, unit]) => [alias, text(unit)]))],
      ["unit problems", model.unitProblems === undefined ? null : text(model.unitProblems)],
      [
        "dimensions",
        section([...model.dimensions.values()].map((one) => dimensionNode(one, model))),
      ],
      [
        "variables",
        mapping(
          [...variables.values()].map((one) => [
            one.name,
            variableNode(one, model, printer, shared),
          ]),
        ),
      ],
      ["groups", section(named(model.groups, "group").map((one) => groupNode(one, model)))],
      ["views", section(named(model.views, "view").map((one) => viewNode(one, model)))],
    ]),
  );
}

type Section = readonly (readonly [string, YamlNode])[];

/** A section that is empty is left out. */
function section(entries: Section): YamlNode | null {
  const keys = new Set<string>();
  const first = entries.filter(([name]) => !keys.has(keyOf(name)) && keys.add(keyOf(name)));
  return first.length === 0 ? null : mapping(first);
}

function textOf(value: string | null): YamlNode | null {
  return value === null || value === "" ? null : text(value);
}

function timeNode({ time, variables }: Model): YamlNode {
  const { start, stop, end, step, saveEvery, unit, method } = time;
  const last = end === undefined ? undefined : variables.get(end);
  return mapping([
    ["start", number(start)],
    ["stop", number(stop)],
    ["end", last === undefined ? null : text(last.name)],
    ["step", quotient(step)],
    ["save", saveEvery === 1 ? null : quotient(saveEvery * step)],
    ["unit", textOf(unit)],
    ["method", method === "euler" ? null : text(method)],
  ]);
}

/** 1/32 instead of 0.03125, where the quotient is the number to the last bit. */
function quotient(value: number): YamlNode {
  const below = Math.round(1 / value);
  const isShort = value < 1 && below <= 100_000 && String(value).length > 3;
  return isShort && 1 / below === value ? text(`1/${below}`) : number(value);
}

function dimensionNode(
  { name, elements, mappings }: Dimension,
  model: Model,
): readonly [string, YamlNode] {
  const numbered = elements.every((element, index) => element.name === String(index + 1));
  const names = list(elements.map((element) => text(element.name)));
  if (mappings.length === 0 && !numbered) return [name, names];
  const own = numbered
    ? (["size", number(elements.length)] as const)
    : (["elements", names] as const);
  const targets = mergedMappings(mappings).map(
    (one) =>
      [model.dimensions.get(one.to)?.name ?? one.to, mappingNode(one, elements, model)] as const,
  );
  return [name, mapping([own, ["maps to", section(targets)]])];
}

/** Mappings to one dimension that stand apart are one. */
function mergedMappings(mappings: readonly DimensionMapping[]): readonly DimensionMapping[] {
  const merged = new Map<string, DimensionMapping>();
  for (const one of mappings) {
    const before = merged.get(one.to);
    const elements = one.elements.map((keys, at) => [...(before?.elements[at] ?? []), ...keys]);
    merged.set(one.to, { to: one.to, elements });
  }
  return [...merged.values()];
}

function mappingNode(
  { to, elements }: DimensionMapping,
  own: Dimension["elements"],
  model: Model,
): YamlNode {
  const target = model.dimensions.get(to)?.elements ?? [];
  const nameOf = (key: string) => target.find((element) => element.key === key)?.name ?? key;
  return mapping(
    own.map(({ name }, index) => {
      const names = (elements[index] ?? []).map((key) => text(nameOf(key)));
      return [name, names.length === 0 ? null : names.length === 1 ? names[0] : list(names)];
    }),
  );
}

/** Gives what has no name one, and a number to a second one of the same name. */
function named<T extends { readonly name: string }>(
  things: readonly T[],
  noun: string,
): readonly T[] {
  const taken = new Set<string>();
  return things.map((thing) => {
    const wanted = thing.name.trim() === "" ? noun : thing.name;
    let name = wanted;
    for (let count = 2; taken.has(keyOf(name)); count++) name = `${wanted} ${count}`;
    taken.add(keyOf(name));
    return { ...thing, name };
  });
}

function groupNode(
  { name, documentation, members }: Group,
  model: Model,
): readonly [string, YamlNode] {
  const names = members.flatMap((key) => model.variables.get(key)?.name ?? []);
  const listed = list(names.map((one) => text(one)));
  const doc = textOf(documentation);
  return [
    name,
    doc === null
      ? listed
      : mapping([
          ["doc", doc],
          ["members", listed],
        ]),
  ];
}

function viewNode({ name, nodes }: View, model: Model): readonly [string, YamlNode] {
  const entries = nodes.flatMap(({ key, x, y, pipe }) => {
    const variable = model.variables.get(key)?.name;
    if (variable === undefined) return [];
    const at = pair([x, y]);
    if (pipe === undefined) return [[variable, at] as const];
    const corners = list(pipe.map(pair));
    return [
      [
        variable,
        mapping([
          ["at", at],
          ["pipe", corners],
        ]),
      ] as const,
    ];
  });
  return [name, mapping(entries)];
}
