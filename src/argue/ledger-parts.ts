import { sha256, utf8 } from "#numeric/hash";
import type { Model, Variable } from "#study/model";
import type { PartKind, RecordedPart } from "#study/record";
import type { HeldPremise, Outcome, Policy, Position, Study } from "#study/study";
import { arguedInWords } from "./argued.js";
import { beliefKey, describeBelief } from "./belief.js";
import { describeCriterion } from "./criterion-words.js";
import { criterionKey } from "./criterion.js";
import { count, inWords } from "./words.js";

/**
 * What a study is made of, each part with a hash of all in it that a verdict hangs on. Labels, notes,
 * documentation and the order of things are no part of it; what a speaker holds, on what basis and
 * by which claims, is.
 */
export function partsOf(study: Study): readonly RecordedPart[] {
  const { model, premises, positions, policies, outcomes, criterion } = study;
  const part = (kind: PartKind, name: string, key: string, says: string, content: unknown) => ({
    kind,
    name,
    key,
    says,
    sha256: sha256(utf8(JSON.stringify(content))),
  });
  return [
    part("model", "model", "model", count(model.variables.size, "variable"), modelContent(model)),
    ...[...premises.values()].map(({ name, key, kind, inModel, open }) =>
      part("premise", name, key, describeBelief(open), [kind, inModel, beliefKey(open)]),
    ),
    ...[...positions.values()].map((position) =>
      part("position", position.name, position.key, positionInWords(position, study), [
        heldContent(position.holds),
        position.criterion === null ? null : criterionKey(position.criterion),
        position.concludes === null
          ? null
          : [position.concludes.policies, position.concludes.against],
      ]),
    ),
    ...[...positions.values()].flatMap((position) =>
      [...position.readings.values()].map((reading) =>
        part(
          "reading",
          `${position.name}, ${reading.name}`,
          `${position.key},_${reading.key}`,
          heldInWords(reading.holds, reading.differs, study),
          heldContent(reading.holds),
        ),
      ),
    ),
    part(
      "criterion",
      "criterion",
      "criterion",
      describeCriterion(criterion, study),
      criterionKey(criterion),
    ),
    ...[...policies.values()].map((policy) =>
      part(
        "policy",
        policy.name,
        policy.key,
        count(policy.settings.size, "lever"),
        settings(policy),
      ),
    ),
    ...[...outcomes.values()].map((outcome) =>
      part("outcome", outcome.name, outcome.key, outcomeInWords(outcome), outcomeContent(outcome)),
    ),
  ];
}

/** By key, so that the order in which things are written counts for nothing. */
function sorted<T>(pairs: Iterable<readonly [string, T]>): readonly (readonly [string, T])[] {
  return [...pairs].toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

function heldContent(holds: ReadonlyMap<string, HeldPremise>): unknown {
  return sorted(holds).map(([key, { belief, basis, claims }]) => [
    key,
    beliefKey(belief),
    basis,
    claims.toSorted(),
  ]);
}

function positionInWords(position: Position, study: Study): string {
  const { holds, concludes } = position;
  const label = (key: string): string => study.policies.get(key)?.label ?? key;
  const argued = concludes === null ? "" : `; argues ${arguedInWords(concludes, label)}`;
  const held = holds.size === 0 ? "no premise" : heldInWords(holds, [...holds.keys()], study);
  return `${held}${argued}`;
}

function heldInWords(
  holds: ReadonlyMap<string, HeldPremise>,
  keys: readonly string[],
  { premises }: Study,
): string {
  return inWords(
    keys.map((key) => {
      const held = holds.get(key);
      const name = premises.get(key)?.name ?? key;
      return `${name} ${held === undefined ? "open" : describeBelief(held.belief)}`;
    }),
    "and",
  );
}

function settings({ settings: levers }: Policy): unknown {
  return sorted(levers).map(([key, setting]) => [
    key,
    setting.kind === "value" ? setting.value : [setting.time, setting.value],
  ]);
}

function outcomeContent({ variable, measure, from, to, threshold, prefer }: Outcome): unknown {
  return [variable, measure, from, to, threshold, prefer];
}

function outcomeInWords({ variable, measure, from, to }: Outcome): string {
  const when = measure === "at" ? `${to}` : `${from} to ${to}`;
  return `${variable.replaceAll("_", " ")}, ${measure} ${when}`;
}

function modelContent({ time, dimensions, variables }: Model): unknown {
  const { start, stop, step, method } = time;
  return [
    [start, stop, step, method],
    sorted(dimensions).map(([key, { elements, mappings }]) => [
      key,
      elements.map((element) => element.key),
      mappings,
    ]),
    sorted(variables).map(([key, variable]) => [key, variableContent(variable)]),
  ];
}

/** Places, parsed trees and words are left out: an equation is its text without runs of spaces. */
function variableContent({
  kind,
  dimensions,
  definitions,
  nonNegative,
  multiplier,
  shared,
}: Variable): unknown {
  const content = [kind, dimensions, definitions, nonNegative, multiplier ?? null, shared ?? false];
  return JSON.parse(
    JSON.stringify(content, (key, value: unknown) => {
      if (key === "place" || key === "tree" || key === "inputUnit" || key === "recorded") {
        return undefined;
      }
      return key === "text" && typeof value === "string"
        ? value.replace(/\s+/gu, " ").trim()
        : value;
    }),
  ) as unknown;
}
