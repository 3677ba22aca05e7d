import type { Diagnostic } from "#study/diagnostic";
import type { Dimension, Group, Model, View } from "#study/model";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import { withPlainNets } from "../plain-net.js";
import { sameText, variableDifferences } from "./variable-differences.js";

/**
 * What is not as it was in a model that was written to a file and read back: an error for whatever
 * changes what it computes, a warning for what people read. Places are those of the model before.
 */
export function modelDifferences(original: Model, copy: Model): readonly Diagnostic[] {
  const before = withPlainNets(original);
  const after = withPlainNets(copy);
  const list = new Differences();
  compareTime(before, after, list);
  compareDimensions(before, after, list);
  for (const [key, variable] of before.variables) {
    const { name, place } = variable;
    const counterpart = after.variables.get(key);
    if (counterpart === undefined) list.number(`\`${name}\``, place);
    else {
      const found = variableDifferences(variable, counterpart, { before, after });
      for (const what of found.numbers) list.number(`${what} of \`${name}\``, place, found.help);
      for (const what of found.words) list.word(`${what} of \`${name}\``, place);
    }
  }
  for (const [key, { name }] of after.variables) {
    if (!before.variables.has(key)) list.add(`\`${name}\` is a variable that the model has not.`);
  }
  compareWords(before, after, list);
  return list.all;
}

class Differences {
  readonly all: Diagnostic[] = [];

  number(what: string, place?: Place, help?: string): void {
    this.#tell("not-expressible", "error", `${sentence(what)} cannot be written in this format.`, {
      place,
      help,
    });
  }

  word(what: string, place?: Place): void {
    this.#tell("not-kept", "warning", `${sentence(what)} is not kept.`, { place });
  }

  add(message: string): void {
    this.#tell("not-expressible", "error", message);
  }

  #tell(
    code: string,
    severity: Diagnostic["severity"],
    message: string,
    more: { readonly place?: Place | undefined; readonly help?: string | undefined } = {},
  ): void {
    const { place, help } = more;
    this.all.push({
      code,
      severity,
      message,
      ...(place === undefined ? {} : { place }),
      ...(help === undefined ? {} : { help }),
    });
  }
}

function sentence(words: string): string {
  return `${words[0].toUpperCase()}${words.slice(1)}`;
}

function compareTime({ time }: Model, after: Model, list: Differences): void {
  const { start, stop, step, steps, saveEvery, method, place } = time;
  const other = after.time;
  const same =
    start === other.start &&
    stop === other.stop &&
    step === other.step &&
    steps === other.steps &&
    saveEvery === other.saveEvery &&
    method === other.method;
  if (!same) list.number("the time of a run", place);
  if (time.end !== other.end) list.word("the end of the run, which varies,", place);
  if ((time.unit ?? "") !== (other.unit ?? "")) list.word("the unit of time", place);
}

function compareDimensions(before: Model, after: Model, list: Differences): void {
  for (const [key, dimension] of before.dimensions) {
    const counterpart = after.dimensions.get(key);
    const { name, place } = dimension;
    if (counterpart === undefined || keysIn(dimension) !== keysIn(counterpart)) {
      list.number(`the dimension \`${name}\``, place);
    } else if (mappingsIn(dimension) !== mappingsIn(counterpart)) {
      list.number(`the mapping of \`${name}\``, place);
    } else if (namesIn(dimension) !== namesIn(counterpart)) {
      list.word(`the spelling of \`${name}\` or its elements`, place);
    }
  }
}

function keysIn({ elements }: Dimension): string {
  return JSON.stringify(elements.map(({ key }) => key));
}

function namesIn({ name, elements }: Dimension): string {
  return JSON.stringify([name, ...elements.map((element) => element.name)]);
}

/** Mappings to one dimension that stand apart are one. */
function mappingsIn({ mappings }: Dimension): string {
  const targets = new Map<string, (readonly string[])[]>();
  for (const { to, elements } of mappings) {
    const before = targets.get(to);
    targets.set(
      to,
      elements.map((keys, at) => [...(before?.[at] ?? []), ...keys]),
    );
  }
  return JSON.stringify([...targets]);
}

/** Everything that a run does not look at. */
function compareWords(before: Model, after: Model, list: Differences): void {
  if (before.name !== after.name) list.word("the name of the model");
  if (!sameText(before.documentation, after.documentation)) {
    list.word("the documentation of the model");
  }
  const units = new Map([...after.units].map(([alias, unit]) => [keyOf(alias), unit]));
  for (const [alias, unit] of before.units) {
    if (units.get(keyOf(alias)) !== unit) list.word(`the unit alias \`${alias}\``);
  }
  for (const [at, group] of before.groups.entries()) {
    const other = after.groups[at];
    if (other === undefined || groupText(group) !== groupText(other)) {
      list.word(`the group \`${group.name}\``);
    }
  }
  for (const [at, view] of before.views.entries()) {
    const other = after.views[at];
    if (other === undefined || viewText(view) !== viewText(other)) {
      list.word(`the view \`${view.name}\``);
    }
  }
}

function groupText({ name, documentation, members }: Group): string {
  return JSON.stringify([name, (documentation ?? "").trim(), members]);
}

function viewText({ name, nodes }: View): string {
  return JSON.stringify([name, nodes.map(({ key, x, y, pipe }) => [key, x, y, pipe ?? null])]);
}
