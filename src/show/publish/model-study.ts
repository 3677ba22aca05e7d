import { graphOf, timeSettings } from "#diagram/graph";
import type { Model, Variable } from "#study/model";
import type { Lever, LeverSetting, Outcome, Study } from "#study/study";

/**
 * A model without an argument as a study of its own making, so that one page shows both: its
 * constants are levers, what it says is the one policy, and its stocks at the end are the outcomes.
 */
export function modelStudy(model: Model): Study {
  const scalars = [...model.variables.values()].filter(({ dimensions }) => dimensions.length === 0);
  const ofTime = timeSettings(graphOf(model));
  const constants = scalars.filter(({ kind, key }) => kind === "constant" && !ofTime.has(key));
  const levers = new Map(constants.map((one) => [one.key, leverOf(one)]));
  const settings = new Map<string, LeverSetting>();
  for (const { key, definitions } of constants) {
    const [definition] = definitions;
    if (definition?.kind === "constant") {
      settings.set(key, { kind: "value", value: definition.value });
    }
  }
  const ends = scalars.filter(({ kind }) => kind === "stock");
  const shown = ends.length > 0 ? ends : scalars.filter(({ kind }) => kind === "auxiliary");
  const outcomes = new Map(shown.map((one) => [one.key, outcomeOf(one, model)]));
  const [first] = outcomes.keys();
  const place = model.time.place;
  return {
    name: model.name,
    file: model.file,
    title: model.name === "" ? model.file : model.name,
    question: model.documentation ?? "",
    disclosures: [],
    limits: [],
    model,
    documents: new Map(),
    claims: new Map(),
    premises: new Map(),
    positions: new Map(),
    levers,
    policies: new Map([
      [
        "as_written",
        { name: "as written", key: "as_written", label: "As written", settings, place },
      ],
    ]),
    outcomes,
    criterion: { kind: "expected", outcome: first ?? "", place },
    observations: new Map(),
    hindcast: null,
    record: null,
  };
}

function leverOf({ name, key, unit, documentation, place }: Variable): Lever {
  return { name, key, unit, doc: documentation, place };
}

function outcomeOf({ name, key, unit, place }: Variable, { time }: Model): Outcome {
  return {
    name,
    key,
    label: name,
    variable: key,
    measure: "at",
    from: time.start,
    to: time.stop,
    threshold: null,
    prefer: null,
    unit,
    place,
  };
}
