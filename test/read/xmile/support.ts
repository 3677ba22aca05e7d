import type { Diagnostic } from "#study/diagnostic";
import type { Expression, Subscript } from "#study/expression";
import { FileProblem, type Files } from "#study/host";
import type { Definition, Model, Variable } from "#study/model";
import { readXmile } from "#read/xmile/read";

export interface FileParts {
  /** What stands in `<variables>` of the root. */
  readonly variables?: string;
  readonly views?: string;
  readonly sim?: string;
  /** What stands beside `<model>`. */
  readonly more?: string;
}

export function xmile({ variables = "", views = "", sim, more = "" }: FileParts): string {
  const times = sim ?? "<sim_specs><start>0</start><stop>10</stop></sim_specs>";
  return `<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>test</vendor><product version="1">test</product></header>
${times}${more}
<model><variables>
${variables}
</variables>${views}</model>
</xmile>`;
}

export function filesOf(contents: Readonly<Record<string, string>>): Files {
  return {
    read: async (path) => {
      const text = contents[path];
      if (text === undefined) throw new FileProblem("missing", path, `${path} is missing`);
      return new TextEncoder().encode(text);
    },
  };
}

export interface ReadResult {
  readonly model: Model;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
}

/** The model of a file without errors, with the codes of warnings and notes. */
export async function modelOf(parts: FileParts | string, files?: Files): Promise<ReadResult> {
  const text = typeof parts === "string" ? parts : xmile(parts);
  const { value, diagnostics } = await readXmile(text, "m.xmile", files);
  if (value === undefined) throw new Error(diagnostics.map(shown).join("\n"));
  const codes = (severity: Diagnostic["severity"]): string[] =>
    diagnostics.filter((one) => one.severity === severity).map((one) => one.code);
  return { model: value, warnings: codes("warning"), notes: codes("note") };
}

/** The errors of a file as `code line:column "what is marked"`. */
export async function errorsOf(parts: FileParts | string, files?: Files): Promise<string[]> {
  const text = typeof parts === "string" ? parts : xmile(parts);
  const { value, diagnostics } = await readXmile(text, "m.xmile", files);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0 && value !== undefined) throw new Error("a model in spite of errors");
  const lines = text.split(/\r\n|\r|\n/u);
  return errors.map(({ code, place }) => {
    if (place === undefined) return code;
    const marked = lines[place.line - 1].slice(place.column - 1).slice(0, place.length);
    return place.file === "m.xmile" ? `${code} ${marked}` : `${code} ${place.file}`;
  });
}

function shown({ code, message, place }: Diagnostic): string {
  return `${place?.line}:${place?.column} ${code} ${message}`;
}

export function variableOf(model: Model, key: string): Variable {
  const variable = model.variables.get(key);
  if (variable === undefined) {
    throw new Error(`no ${key} among ${[...model.variables.keys()].join(", ")}`);
  }
  return variable;
}

/** The definitions of a variable, equations as prefix text, without places. */
export function definitionsOf(model: Model, key: string): readonly unknown[] {
  return variableOf(model, key).definitions.map(plain);
}

/** The one definition of a variable as a word or two: `constant 3`, `equation (+ a b)`. */
export function definitionOf(model: Model, key: string): string {
  const [first, ...more] = variableOf(model, key).definitions;
  return [first, ...more].map(brief).join("; ");
}

function brief(definition: Definition): string {
  const at = definition.subscripts.length === 0 ? "" : `[${definition.subscripts.join(",")}] `;
  switch (definition.kind) {
    case "constant":
      return `${at}constant ${definition.value}`;
    case "equation":
      return `${at}equation ${show(definition.equation.tree)}`;
    case "table":
      return `${at}table ${definition.input === null ? "called" : show(definition.input.tree)}`;
    case "data":
      return `${at}data ${definition.table.x.join(",")} ${definition.table.y.join(",")}`;
    case "driven": {
      const { leakage } = definition;
      const leak = leakage === null ? "" : ` ${show(leakage.fraction.tree)}`;
      return `${at}${definition.role} of ${definition.by}${leak}`;
    }
    case "stock": {
      const names = (list: typeof definition.inflows): string =>
        list.map(({ key }) => key).join(",");
      const initial = show(definition.initial.tree);
      return `${at}stock ${initial} +[${names(definition.inflows)}] -[${names(definition.outflows)}]`;
    }
  }
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  if ("tree" in value) return show(value.tree as Expression);
  const entries = Object.entries(value).filter(([key]) => key !== "place");
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
}

/** A tree in prefix form, with keys for names. */
export function show(tree: Expression): string {
  switch (tree.kind) {
    case "number":
      return String(tree.value);
    case "reference":
      return tree.key + subscripts(tree.subscripts);
    case "call":
      return `(${[tree.key + subscripts(tree.subscripts), ...tree.arguments.map(show)].join(" ")})`;
    case "unary":
      return `(${tree.operator} ${show(tree.operand)})`;
    case "binary":
      return `(${tree.operator} ${show(tree.left)} ${show(tree.right)})`;
    case "conditional":
      return `(if ${show(tree.condition)} ${show(tree.consequent)} ${show(tree.alternative)})`;
  }
}

function subscripts(list: readonly Subscript[]): string {
  if (list.length === 0) return "";
  const parts = list.map((one) => {
    if (one.kind === "all") return "*";
    if (one.kind === "range") return `${show(one.from)}:${show(one.to)}`;
    if (one.kind === "dimension") return `@${one.position}`;
    return one.kind === "name" ? one.key + (one.reduced ? "!" : "") : show(one.expression);
  });
  return `[${parts.join(",")}]`;
}

/** A model without places, with keys for the names in equations and lists, for comparison. */
export function withoutPlaces(value: unknown): unknown {
  if (value instanceof Map) {
    return [...value].map(([key, inner]) => [key, withoutPlaces(inner)]);
  }
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (value === null || typeof value !== "object") return value;
  if ("tree" in value) return show(value.tree as Expression);
  if (Object.keys(value).toSorted().join() === "key,name,place") return value["key" as never];
  const kept = Object.entries(value).filter(
    ([key, inner]) => key !== "place" && key !== "unitPlace" && inner !== undefined,
  );
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutPlaces(inner)]));
}
