import type { Diagnostic } from "#study/diagnostic";
import type { RecordedPart } from "#study/record";
import type { Study } from "#study/study";
import { changeOf, unexplained, type Difference } from "./ledger.js";

/** Warns of everything that has changed since the study was frozen and that no entry explains. */
export function checkLedger(study: Study): readonly Diagnostic[] {
  const { record } = study;
  if (record === null) return [];
  return unexplained(study).map((difference): Diagnostic => {
    const { kind, name, key } = (difference.is ?? difference.was) as RecordedPart;
    const what = kind === name ? `The ${kind}` : `The ${kind} \`${name}\``;
    const place =
      kind === "premise"
        ? study.premises.get(key)?.place
        : kind === "position"
          ? study.positions.get(key)?.place
          : kind === "policy"
            ? study.policies.get(key)?.place
            : kind === "outcome"
              ? study.outcomes.get(key)?.place
              : kind === "criterion"
                ? study.criterion.place
                : undefined;
    return {
      code: "changed-since-freeze",
      severity: "warning",
      message: `${what} ${inWords(difference)} since the study was frozen on ${record.date}, and the ledger does not say why.`,
      ...(place === undefined ? {} : { place }),
      help: 'Say why: `parley freeze STUDY --change "the reason"`; or change it back.',
    };
  });
}

function inWords(difference: Difference): string {
  const { was, is } = difference;
  const change = changeOf(difference);
  if (change !== "changed" || was === null || is === null || was.says === is.says) {
    return `was ${change}`;
  }
  return `was changed (from "${was.says}" to "${is.says}")`;
}
