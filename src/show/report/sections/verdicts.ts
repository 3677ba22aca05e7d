import { arguedInWords } from "#argue/argued";
import { bestShareOf } from "#argue/best-share";
import type { ArgueDocument, PositionResult } from "#argue/document";
import { capital, count, inWords, percent, possessive, withInterval } from "#argue/words";
import { Names } from "../../cli/print-argue-names.js";

import { heading, list, paragraph, table, type Block } from "../blocks.js";

/** What each position's own premises favour, and whether what the speaker concludes follows. */
export function verdicts(document: ArgueDocument): readonly Block[] {
  const names = new Names(document);
  const share = bestShareOf(document);
  return [
    heading(2, "What each speaker's premises favour"),
    ...judged(document),
    ...table(
      "Verdicts: the policy that does best on average under a speaker's own premises",
      [
        { title: "Speaker" },
        { title: "Favours" },
        { title: "Ahead of the next by (interval)" },
        { title: capital(share.title), number: true },
        { title: "Argues" },
        { title: "Does it follow?" },
      ],
      document.positions.map((position) => verdictRow(position, names)),
    ),
    paragraph(
      `“${capital(share.title)}” is ${share.means}${share.title === "best in" ? "; another policy may be the best more often and still be worse on average" : ""}.`,
    ),
    ...list(reasons(document.positions, names)),
  ];
}

/** By what policies are compared, and what the names in it stand for. */
function judged({ criterion, outcomes }: ArgueDocument): readonly Block[] {
  const keys = criterion.terms?.map(({ outcome }) => outcome) ?? [criterion.outcome];
  const condition = criterion.condition?.toLowerCase() ?? "";
  const read = outcomes.filter(
    ({ key, name, label }) =>
      label !== name && (keys.includes(key) || condition.includes(name.toLowerCase())),
  );
  const what = {
    loss: "Each future of a policy gets a loss, a sum of what is not wanted, each part over a scale that makes the parts comparable; the policy whose loss is smallest on average is the best. Distances between policies are in this loss.",
    expected: "The policy that does best on average is the best.",
    success:
      "The policy that meets the condition in the largest share of futures is the best; distances between policies are in percentage points of futures.",
  }[criterion.kind];
  return [
    paragraph(`The policies are judged by the ${criterion.words}. ${what}`),
    ...list(
      read.map(
        ({ name, label, unit }) =>
          `${name}: ${label}${unit === null || unit === "1" ? "" : ` (${unit})`}`,
      ),
    ),
  ];
}

function verdictRow(position: PositionResult, names: Names): readonly string[] {
  const { label, sameAs, verdict, conclusion, policies } = position;
  const [best] = verdict.favoured;
  const share = policies.find(({ policy }) => policy === best)?.best.value;
  const lead =
    verdict.lead === null || verdict.runnerUp === null
      ? "–"
      : `${withInterval(verdict.lead, verdict.scale)} over ${names.policy(verdict.runnerUp)}`;
  const argued = conclusion.policies.length + conclusion.against.length > 0;
  return [
    sameAs === null ? label : `${label} (same premises as ${names.speaker(sameAs)})`,
    names.verdict(position.key),
    lead,
    share === null || share === undefined ? "–" : percent(share),
    argued ? arguedInWords(conclusion, (key) => names.policy(key)) : "for no policy",
    conclusion.answer === "none" ? "–" : conclusion.answer,
  ];
}

function reasons(positions: readonly PositionResult[], names: Names): readonly string[] {
  return positions.flatMap(({ key, conclusion }) => {
    const { answer, reason, policies, against } = conclusion;
    if (answer === "none") return [];
    if (policies.length + against.length === 0) {
      return [
        `${names.name(key)}: untestable, ${reason}. The row in the table is that of somebody who leaves everything open.`,
      ];
    }
    return [capital(`${possessive(names.label(key))} conclusion ${verb(answer)}: ${reason}.`)];
  });
}

function verb(answer: PositionResult["conclusion"]["answer"]): string {
  if (answer === "undecided") return "is undecided";
  return answer === "untestable" ? "cannot be tested" : answer;
}

/** Speakers, at most four by name. */
export function speakers(keys: readonly string[], names: Names): string {
  const all = [...new Set(keys)].map((key) => names.speaker(key));
  return all.length <= 4
    ? inWords(all, "and")
    : inWords([...all.slice(0, 3), count(all.length - 3, "other")], "and");
}
