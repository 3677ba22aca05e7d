import { arityOf, findBuiltin, usageOf, type Builtin } from "#study/builtins";
import type { Expression } from "#study/expression";
import type { Variable } from "#study/model";
import { nearestName } from "#study/near-miss";
import type { Findings } from "./findings.js";
import { rewriteTree, rewriteVariable } from "./rewrite.js";

type Call = Expression & { readonly kind: "call" };

/** Namespaces in which a function without one is looked for after XMILE's own (section 3.2.2.3). */
const namespaces = ["isee", "vensim"];

/**
 * Finds out what is called: a variable (a graphical function, or an array by its flat index; XMILE
 * 1.0, section 3.3.2), a function of the standard, or one of a vendor, which tools write without
 * their namespace. `IF_THEN_ELSE(…)` becomes the statement that it stands for (section 3.3.3).
 */
export function resolveFunctions(
  variables: ReadonlyMap<string, Variable>,
  findings: Findings,
): ReadonlyMap<string, Variable> {
  const resolved = new Map<string, Variable>();
  const change = (node: Expression): Expression => {
    if (node.kind !== "call" || variables.has(node.key)) return node;
    return resolveCall(node, variables, findings);
  };
  for (const [key, variable] of variables) {
    const rewritten = rewriteVariable(variable, {
      equation: (equation) => {
        const tree = rewriteTree(equation.tree, change);
        return tree === equation.tree ? equation : { ...equation, tree };
      },
      variable: (name) => name,
      key: (other) => other,
    });
    resolved.set(key, rewritten);
  }
  return resolved;
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
  for (const namespace of namespaces) {
    const builtin = findBuiltin(`${namespace}.${call.key}`);
    if (builtin === undefined) continue;
    tellMisuse(call, builtin, findings);
    return { ...call, name: builtin.name, key: builtin.key };
  }
  tellUnknown(call, variables, findings);
  return call;
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
  const near = nearestName(
    call.name,
    [...variables.values()].map(({ name }) => name),
  );
  findings.error(
    "unknown-function",
    `There is no function, macro or variable \`${call.name}\`.`,
    call.place,
    near === undefined ? {} : { help: `Did you mean \`${near}\`?` },
  );
}
