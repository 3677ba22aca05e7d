import { arityOf, findBuiltin, usageOf, type Builtin } from "#study/builtins";
import type { Expression } from "#study/expression";
import type { Variable } from "#study/model";
import type { Dimensions } from "./dimensions.js";
import type { Findings } from "./findings.js";
import { rewriteTree, rewriteVariable } from "./rewrite.js";
import { SubscriptSettler } from "./settle-subscripts.js";

type Call = Expression & { readonly kind: "call" };

/** Namespaces in which a function without one is looked for after XMILE's own (section 3.2.2.3). */
const namespaces = ["isee", "vensim"];

/**
 * Finds out what is called: a variable (a graphical function, or an array by its flat index; XMILE
 * 1.0, section 3.3.2), a function of the standard, or one of a vendor, which tools write without
 * their namespace. `fromVensim`: the file was exported by Vensim. `isTold`: calls
 * of this key are errors already. `IF_THEN_ELSE(…)` becomes the statement that it stands for (section 3.3.3).
 */
export function resolveFunctions(
  variables: ReadonlyMap<string, Variable>,
  dimensions: Dimensions,
  options: { readonly fromVensim: boolean; readonly isTold: (key: string) => boolean },
  findings: Findings,
): ReadonlyMap<string, Variable> {
  const resolved = new Map<string, Variable>();
  const settler = new SubscriptSettler(dimensions, findings);
  const changeIn =
    (variable: Variable) =>
    (written: Expression): Expression => {
      const named = settler.settle(written, variable);
      const node = options.fromVensim ? inVensimsMeaning(named, findings) : named;
      if (node.kind !== "call" || options.isTold(node.key)) return node;
      if (isCallable(variables.get(node.key))) return node;
      return resolveCall(node, variables, findings);
    };
  for (const [key, variable] of variables) {
    const rewritten = rewriteVariable(variable, {
      equation: (equation) => {
        const tree = rewriteTree(equation.tree, changeIn(variable));
        return tree === equation.tree ? equation : { ...equation, tree };
      },
      variable: (name) => name,
      key: (other) => other,
    });
    resolved.set(key, rewritten);
  }
  return resolved;
}

/** A graphical function at a point, or an array at a flat index; `beta(1)` is no variable's. */
function isCallable(variable: Variable | undefined): boolean {
  if (variable === undefined) return false;
  return (
    variable.dimensions.length > 0 || variable.definitions.some(({ kind }) => kind === "table")
  );
}

function resolveCall(
  call: Call,
  variables: ReadonlyMap<string, Variable>,
  findings: Findings,
): Expression {
  if (findBuiltin(call.key) !== undefined) return call;
  if (call.key === "if_then_else" && call.arguments.length === 3) {
    const [condition, consequent, alternative] = call.arguments;
    return { kind: "conditional", condition, consequent, alternative, place: call.place };
  }
  const builtin = vendorFunction(call.key);
  if (builtin === undefined) {
    tellUnknown(call, variables, findings);
    return call;
  }
  tellMisuse(call, builtin, findings);
  return { ...call, name: builtin.name, key: builtin.key };
}

/** The function of a vendor that a key without a namespace means, where XMILE has none. */
export function vendorFunction(key: string): Builtin | undefined {
  if (findBuiltin(key) !== undefined) return undefined;
  return namespaces
    .map((namespace) => findBuiltin(`${namespace}.${key}`))
    .find((builtin) => builtin !== undefined);
}

/**
 * Vensim exports its INTEGER and MODULO as INT and mod, which round down in XMILE (section 3.3.1 and
 * 3.5.1) and towards zero in Vensim; the numbers meant are Vensim's.
 */
function inVensimsMeaning(node: Expression, findings: Findings): Expression {
  const call = (name: string, key: string, values: readonly Expression[]): Expression => {
    const message = "The file comes from Vensim: INT and mod are read as Vensim's, towards zero.";
    findings.noteOnce("xmile-from-vensim", message, node.place);
    const { place } = node;
    return { kind: "call", name, key, subscripts: [], arguments: values, place };
  };
  if (node.kind === "call" && node.key === "int") {
    return call("vensim.INTEGER", "vensim.integer", node.arguments);
  }
  if (node.kind === "call" && node.key === "mod") {
    return call("vensim.MODULO", "vensim.modulo", node.arguments);
  }
  if (node.kind === "binary" && node.operator === "mod") {
    return call("vensim.MODULO", "vensim.modulo", [node.left, node.right]);
  }
  return node;
}

function tellMisuse(call: Call, builtin: Builtin, findings: Findings): void {
  const { least, most } = arityOf(builtin);
  const count = call.arguments.length;
  if (count >= least && count <= most) return;
  const message = `${call.name} is called with ${count} arguments.`;
  findings.error("wrong-arguments", message, call.place, {
    help: `Write ${usageOf(builtin)}, for example ${builtin.example}.`,
  });
}

function tellUnknown(
  call: Call,
  variables: ReadonlyMap<string, Variable>,
  findings: Findings,
): void {
  const near = findings.nearest(call.name, () => [...variables.values()].map(({ name }) => name));
  findings.error(
    "unknown-function",
    `There is no function, macro or variable \`${call.name}\`.`,
    call.place,
    near === undefined ? {} : { help: `Did you mean \`${near}\`?` },
  );
}
