import { binaryValue } from "#study/binary-value";
import { equationsOf } from "#study/equations";
import { partsOf, type BinaryOperator, type Expression } from "#study/expression";
import type { Definition, Model } from "#study/model";
import type { Policy, Study } from "#study/study";

/**
 * Whether any premise reaches a variable once the levers are set as a policy sets them: whether
 * speakers can differ on it at all. What no premise reaches is an input of the run.
 *
 * The model's equations are followed back from the variable, through stocks as well. Constants, and
 * what follows from constants and levers alone, are worked out on the way, so that a branch that
 * the policy switches off (0 times something, the other side of an IF) leads nowhere. Where that
 * cannot be told the branch counts as leading on.
 */
export function premisesReach(study: Study, policy: Policy): (variable: string) => boolean {
  const known = new KnownValues(study, policy);
  return (variable) => {
    const seen = new Set<string>();
    const open = [withoutSubscripts(variable)];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (seen.has(key)) continue;
      seen.add(key);
      if (study.premises.get(key)?.inModel === true) return true;
      const variable = study.model.variables.get(key);
      if (variable === undefined) continue;
      for (const { tree } of equationsOf(variable)) open.push(...known.readBy(tree));
      open.push(...variable.definitions.flatMap(namesIn));
    }
    return false;
  };
}

function withoutSubscripts(variable: string): string {
  const bracket = variable.indexOf("[");
  return bracket < 0 ? variable : variable.slice(0, bracket);
}

/** What a definition names outside of equations. */
function namesIn(definition: Definition): readonly string[] {
  if (definition.kind === "driven") return [definition.by];
  if (definition.kind !== "stock" || definition.net !== null) return [];
  return [...definition.inflows, ...definition.outflows].map(({ key }) => key);
}

class KnownValues {
  readonly #model: Model;
  readonly #study: Study;
  readonly #policy: Policy;
  readonly #values = new Map<string, number | null>();

  constructor(study: Study, policy: Policy) {
    this.#model = study.model;
    this.#study = study;
    this.#policy = policy;
  }

  /** Keys that an expression reads, without the parts that are switched off. */
  readBy(expression: Expression): readonly string[] {
    if (this.valueOf(expression) !== null) return [];
    if (expression.kind === "conditional") {
      const condition = this.valueOf(expression.condition);
      if (condition !== null) {
        return this.readBy(condition === 0 ? expression.alternative : expression.consequent);
      }
    }
    const own =
      expression.kind === "reference" || expression.kind === "call" ? [expression.key] : [];
    return [...own, ...partsOf(expression).flatMap((part) => this.readBy(part))];
  }

  /** The value of an expression that is the same whatever is believed and at all times, or null. */
  valueOf(expression: Expression): number | null {
    switch (expression.kind) {
      case "number":
        return expression.value;
      case "reference":
        return expression.subscripts.length > 0 ? null : this.#valueOfVariable(expression.key);
      case "call":
        return null;
      case "unary": {
        const operand = this.valueOf(expression.operand);
        if (operand === null) return null;
        if (expression.operator === "not") return operand === 0 ? 1 : 0;
        return expression.operator === "-" ? -operand : operand;
      }
      case "conditional": {
        const condition = this.valueOf(expression.condition);
        if (condition === null) return null;
        return this.valueOf(condition === 0 ? expression.alternative : expression.consequent);
      }
      case "binary": {
        const left = this.valueOf(expression.left);
        const right = this.valueOf(expression.right);
        return valueOf(expression.operator, left, right);
      }
    }
  }

  #valueOfVariable(key: string): number | null {
    const found = this.#values.get(key);
    if (found !== undefined) return found;
    // While it is worked out: a variable that needs itself is not known.
    this.#values.set(key, null);
    const value = this.#workOut(key);
    this.#values.set(key, value);
    return value;
  }

  #workOut(key: string): number | null {
    if (this.#study.premises.get(key)?.inModel === true) return null;
    const setting = this.#policy.settings.get(key);
    if (setting !== undefined) return setting.kind === "value" ? setting.value : null;
    const definitions = this.#model.variables.get(key)?.definitions ?? [];
    const [only] = definitions;
    if (definitions.length !== 1) return null;
    if (only.kind === "constant") return only.value;
    return only.kind === "equation" ? this.valueOf(only.equation.tree) : null;
  }
}

/** Of what is known; 0 times anything is 0. Null for what is not needed to switch a branch off. */
function valueOf(
  operator: BinaryOperator,
  left: number | null,
  right: number | null,
): number | null {
  if ((operator === "*" || operator === "and") && (left === 0 || right === 0)) return 0;
  if (operator === "/" && left === 0) return 0;
  if (left === null || right === null || operator === "^") return null;
  if ((operator === "/" || operator === "mod") && right === 0) return null;
  return binaryValue(operator, left, right);
}
