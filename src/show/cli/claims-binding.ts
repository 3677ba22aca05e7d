import type { Definition, Model, Variable } from "#study/model";
import type { LeverSetting, Outcome, Study, VariableBinding } from "#study/study";
import type { BindingCell } from "./claims-output.js";

/** Further definitions of an arrayed variable are counted. */
const shownDefinitions = 3;

/** What a claim is about, with the equation that stands for it. */
export function bindingCell({ name, key }: VariableBinding, study: Study): BindingCell {
  const premise = study.premises.get(key);
  if (premise !== undefined) return { key, name: premise.name, is: "premise", definition: null };
  const lever = study.levers.get(key);
  if (lever !== undefined) {
    return { key, name: lever.name, is: "lever", definition: settingsOf(key, study) };
  }
  const variable = study.model.variables.get(key);
  if (variable !== undefined) {
    const definition = equationOf(variable, study.model);
    return { key, name: variable.name, is: "variable", definition };
  }
  const outcome = study.outcomes.get(key);
  if (outcome !== undefined) {
    return { key, name: outcome.name, is: "outcome", definition: readingOf(outcome, study.model) };
  }
  return { key, name: study.policies.get(key)?.name ?? name, is: "policy", definition: null };
}

/** "120 in hard power and fight and talk; 20 in negotiate". */
function settingsOf(lever: string, { policies }: Study): string {
  const byValue = new Map<string, string[]>();
  for (const { name, settings } of policies.values()) {
    const setting = settings.get(lever);
    if (setting === undefined) continue;
    const text = settingText(setting);
    byValue.set(text, [...(byValue.get(text) ?? []), name]);
  }
  if (byValue.size === 1 && policies.size > 1)
    return `${[...byValue.keys()].join("")} in all policies`;
  return [...byValue].map(([text, names]) => `${text} in ${names.join(", ")}`).join("; ");
}

function settingText(setting: LeverSetting): string {
  if (setting.kind === "value") return `${setting.value}`;
  const points = setting.time.map((time, at) => `${time}: ${setting.value[at]}`);
  return `(${points.join(", ")})`;
}

function readingOf(
  { variable, measure, from, to, threshold, prefer }: Outcome,
  model: Model,
): string {
  const of = model.variables.get(variable)?.name ?? variable;
  const reads =
    measure === "at"
      ? `${of} at ${to}`
      : `${measure}${threshold === null ? "" : ` ${threshold}`} of ${of} from ${from} to ${to}`;
  return prefer === null ? reads : `${reads}; ${prefer} is better`;
}

/**
 * The equation of a variable as people would write it on paper: `effort = willingness * …`; of a
 * stock its derivative and its start, of a constant its value with the unit.
 */
function equationOf(variable: Variable, model: Model): string {
  const shown = variable.definitions.slice(0, shownDefinitions);
  const texts = shown.map((definition) => definitionText(variable, definition, model));
  const rest = variable.definitions.length - shown.length;
  return rest === 0 ? texts.join("; ") : `${texts.join("; ")}; and ${rest} more`;
}

function definitionText(variable: Variable, definition: Definition, model: Model): string {
  const subscripts =
    definition.subscripts.length === 0 ? "" : `[${definition.subscripts.join(", ")}]`;
  const name = `${variable.name}${subscripts}`;
  switch (definition.kind) {
    case "constant":
      return `${name} = ${definition.value}${unitText(variable.unit)}`;
    case "equation":
      return `${name} = ${oneLine(definition.equation.text)}`;
    case "stock": {
      const { inflows, outflows, net, initial } = definition;
      const flows = [
        ...inflows.map((flow) => `+ ${flow.name}`),
        ...outflows.map((flow) => `- ${flow.name}`),
      ];
      const sum = flows.join(" ").replace(/^\+ /u, "") || "0";
      const rate = net === null ? sum : oneLine(net.text);
      return `d(${name})/dt = ${rate}, from ${oneLine(initial.text)}`;
    }
    case "table": {
      const points = `table of ${definition.table.x.length} points`;
      const { input } = definition;
      return input === null
        ? `${name} = ${points}`
        : `${name} = ${points} over ${oneLine(input.text)}`;
    }
    case "data":
      return `${name} = series of ${definition.table.x.length} points over time`;
    case "driven": {
      const by = model.variables.get(definition.by)?.name ?? definition.by;
      return `${name} = ${definition.role} of ${by}`;
    }
  }
}

/** " people/year"; nothing for pure numbers. */
function unitText(unit: string | null): string {
  return unit === null || /^(1|dmnl|dimensionless)?$/iu.test(unit.trim()) ? "" : ` ${unit.trim()}`;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/gu, " ");
}
