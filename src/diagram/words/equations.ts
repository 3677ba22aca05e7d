import type { Definition, GraphicalFunction, Model, Variable } from "#study/model";
import { typeset, type Typeset } from "./typeset.js";

/** What a variable is, line by line, for people to read. */
export interface ReadableVariable {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly documentation: string | null;
  readonly lines: readonly ReadableLine[];
}

export type ReadableLine =
  /** `what` is a word before it ("at the start", "rises by"); `where`: the elements it holds for. */
  | {
      readonly kind: "equation";
      readonly what: string;
      readonly where: string;
      readonly set: Typeset;
    }
  | {
      readonly kind: "flows";
      readonly what: "filled by" | "drained by";
      readonly flows: readonly { readonly key: string; readonly name: string }[];
    }
  | {
      readonly kind: "table";
      readonly what: string;
      readonly where: string;
      readonly of: Typeset | null;
      readonly table: GraphicalFunction;
    }
  | { readonly kind: "words"; readonly text: string };

export function readableVariable(variable: Variable, model: Model): ReadableVariable {
  const { key, name, unit, documentation, definitions } = variable;
  const lines = definitions.flatMap((definition) => linesOf(definition, variable, model));
  const bounded = variable.nonNegative
    ? [{ kind: "words", text: "never below zero" } as const]
    : [];
  return { key, name, unit: unit ?? "", documentation, lines: [...lines, ...bounded] };
}

function linesOf(
  definition: Definition,
  variable: Variable,
  model: Model,
): readonly ReadableLine[] {
  const names = { nameOf: (key: string) => model.variables.get(key)?.name };
  const where = elementsOf(definition, variable);
  const flows = (list: readonly { readonly key: string; readonly name: string }[]) =>
    list.map(({ key, name }) => ({ key, name: names.nameOf(key) ?? name }));
  switch (definition.kind) {
    case "constant": {
      const set: Typeset = typeset(
        { kind: "number", value: definition.value, place: definition.place },
        names,
      );
      return [{ kind: "equation", what: "", where, set }];
    }
    case "equation":
      return [{ kind: "equation", what: "", where, set: typeset(definition.equation.tree, names) }];
    case "stock": {
      const { initial, inflows, outflows, net, container } = definition;
      const lines: ReadableLine[] = [
        { kind: "equation", what: "at the start", where, set: typeset(initial.tree, names) },
      ];
      if (net !== null) {
        lines.push({ kind: "equation", what: "changes by", where, set: typeset(net.tree, names) });
      } else {
        if (inflows.length > 0)
          lines.push({ kind: "flows", what: "filled by", flows: flows(inflows) });
        if (outflows.length > 0)
          lines.push({ kind: "flows", what: "drained by", flows: flows(outflows) });
      }
      if (container?.kind === "conveyor") {
        const set = typeset(container.transitTime.tree, names);
        lines.push({ kind: "equation", what: "what enters leaves after", where: "", set });
      }
      if (container?.kind === "queue") lines.push({ kind: "words", text: "first in, first out" });
      return lines;
    }
    case "table":
      return [
        {
          kind: "table",
          what: "a curve of",
          where,
          of: definition.input === null ? null : typeset(definition.input.tree, names),
          table: definition.table,
        },
      ];
    case "data":
      return [
        { kind: "table", what: "on record, over time", where, of: null, table: definition.table },
      ];
    case "driven": {
      const by = names.nameOf(definition.by) ?? definition.by;
      const lines: ReadableLine[] = [
        { kind: "words", text: `${roleWords[definition.role]} ${by}` },
      ];
      if (definition.leakage !== null) {
        const set = typeset(definition.leakage.fraction.tree, names);
        lines.push({ kind: "equation", what: "the share", where: "", set });
      }
      return lines;
    }
  }
}

const roleWords = {
  exit: "what comes off the end of",
  leakage: "what leaks on the way from",
  queue: "what is taken from",
  overflow: "what overflows from",
} as const;

function elementsOf({ subscripts, except }: Definition, { dimensions }: Variable): string {
  if (subscripts.length === 0) return "";
  const whole = subscripts.every((subscript, index) => subscript === dimensions[index]);
  const words = subscripts.map((subscript) => subscript.replaceAll("_", " ")).join(", ");
  if (except.length === 0) return whole ? `each ${words}` : words;
  const left = except.map((list) => list.map((one) => one.replaceAll("_", " ")).join(", "));
  return `${words}, except ${left.join("; ")}`;
}
