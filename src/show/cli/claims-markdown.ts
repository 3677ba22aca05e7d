import { favouredInWords } from "#argue/summary";
import { count } from "#argue/words";
import { arguedText, bindingText, decidesText, namesIn, premiseText } from "./claims-cells.js";
import type { Names } from "./claims-cells.js";
import { plainText } from "./claims-escape.js";
import type {
  ClaimRow,
  ClaimsOutput,
  DocumentLine,
  Findings,
  PositionLine,
  PremiseCell,
} from "./claims-output.js";

/** The claims as Markdown: a section for each document, a table with a row for each claim. */
export function claimsMarkdown(output: ClaimsOutput): string {
  const names = namesIn(output);
  const blocks = [
    `# ${plainText(output.title)}: from the text to the model`,
    plainText(output.question),
    ...introduction(output),
    ...output.documents.flatMap((document) => documentSection(document, output, names)),
    ...furtherSections(output, names),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function introduction({ claims, documents, argued, criterion }: ClaimsOutput): readonly string[] {
  const unmodelled = claims.filter((claim) => claim.unmodelled !== null).length;
  const whole = `${count(claims.length, "claim")} in ${count(documents.length, "document")}`;
  const parts = `${claims.length - unmodelled} bound to the model and ${unmodelled} left unmodelled with the reason`;
  const legend = [
    "- **Bound to**: the equations as they stand in the model. d(X)/dt is what changes a stock; its value at the start stands behind “from”.",
    "- **Premises**: the whole range that anybody holds, then who holds which part of it, whether that is stated, inferred or added by the modeller, and the claims that it rests on; in bold what rests on the claim of the row. Whoever is not named leaves the premise open, which is no disagreement.",
  ];
  if (argued === null) {
    return [`Printed by \`parley claims\`: ${whole}, ${parts}.`, legend.join("\n")];
  }
  const { futures, seed } = argued;
  return [
    `Printed by \`parley claims\`: ${whole}, ${parts}. Verdicts and answers are from \`parley argue\` with ${futures.toLocaleString("en")} futures of each position under each policy, seed ${seed}. They hold in this model and for the combinations sampled, and are not probabilities. “Undecided” means that so many futures cannot tell.`,
    `What is best: ${plainText(criterion)}.`,
    [
      ...legend,
      "- **What it decides**: “A to B → P” says that if A took over what B holds about this premise and kept the rest, A's premises would favour P; now they favour something else, or leave a tie that this settles. In brackets: how many concessions of this premise alone were tried, all between positions that disagree, and how many of them so many futures cannot tell.",
    ].join("\n"),
  ];
}

function documentSection(
  { key, name, title, author, outlet, date }: DocumentLine,
  output: ClaimsOutput,
  names: Names,
): readonly string[] {
  const source = [name, author, outlet, date].filter((part) => part !== null);
  const speakers = output.positions.filter((position) => position.document === key);
  const claims = output.claims.filter((claim) => claim.document === key);
  return [
    `## ${plainText(title)}`,
    plainText(source.join("; ")),
    ...speakers.map((position) => speakerText(position, output, names)),
    claims.length === 0 ? "It makes no claim here." : table(claims, output, names),
  ];
}

function speakerText(position: PositionLine, output: ClaimsOutput, names: Names): string {
  const { key, label, concludes, criterion } = position;
  const holds = output.premises.filter(({ held }) => held.some((one) => one.position === key));
  const held = holds.length === 0 ? "no premise" : count(holds.length, "premise");
  const argues =
    concludes === null
      ? "argues for no policy"
      : `argues ${arguedText(concludes, names)} (${names.claim(concludes.claim)})`;
  const sentences = [`**${plainText(label)}** holds ${held} and ${argues}.`];
  if (criterion !== null) sentences.push(`Judged by their own criterion: ${plainText(criterion)}.`);
  const verdict = output.argued?.positions[key];
  if (verdict !== undefined) {
    const whose = holds.length === 0 ? "With every premise open" : "With these premises";
    sentences.push(`${whose}: **${favouredInWords(verdict.favoured.map(names.policy))}**.`);
    if (concludes !== null) {
      const answer = answerWords[verdict.answer];
      sentences.push(`What is argued ${answer}: ${plainText(verdict.reason)}.`);
    } else if (verdict.answer === "untestable") {
      sentences.push(`Cannot be tested: ${plainText(verdict.reason)}.`);
    }
  }
  return sentences.join(" ");
}

const answerWords = {
  follows: "follows",
  "does not follow": "does not follow",
  undecided: "is undecided",
  untestable: "cannot be tested",
  none: "is nothing",
};

function table(claims: readonly ClaimRow[], output: ClaimsOutput, names: Names): string {
  const columns = ["claim", "in our words, and the words it rests on", "bound to", "premises"];
  if (output.argued !== null) columns.push("what it decides");
  return [columns, columns.map(() => "---"), ...claims.map((claim) => rowOf(claim, output, names))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function rowOf(claim: ClaimRow, output: ClaimsOutput, names: Names): readonly string[] {
  const premises = claim.about.flatMap(({ key }) =>
    output.premises.filter((premise) => premise.key === key),
  );
  const concluding = output.positions.flatMap((position) =>
    position.concludes?.claim === claim.key ? [{ ...position, concludes: position.concludes }] : [],
  );
  const bound =
    claim.unmodelled === null
      ? claim.about.map(bindingText)
      : [`*unmodelled*: ${plainText(claim.unmodelled)}`];
  const held = [
    ...premises.map((premise) => premiseText(premise, claim.key, names)),
    ...concluding.map(
      ({ key, concludes }) => `**${names.position(key)} argues ${arguedText(concludes, names)}**`,
    ),
  ];
  const cells = [
    [`**${plainText(claim.name)}**`],
    [plainText(claim.says), `“${plainText(claim.quote)}”`],
    bound,
    held,
    ...(output.argued === null ? [] : [decided(premises, concluding, output.argued, names)]),
  ];
  return cells.map((lines) => lines.join("<br>"));
}

/** What the premises of a row decide, and whether what rests on it follows. */
function decided(
  premises: readonly PremiseCell[],
  concluding: readonly PositionLine[],
  argued: Findings,
  names: Names,
): readonly string[] {
  return [
    ...premises.flatMap(({ key, name }) => {
      const decides = argued.premises[key];
      return decides === undefined ? [] : [`*${plainText(name)}*: ${decidesText(decides, names)}`];
    }),
    ...concluding.flatMap(({ key }) => {
      const verdict = argued.positions[key];
      if (verdict === undefined) return [];
      return [`${names.position(key)}: **${verdict.answer}**; ${plainText(verdict.reason)}`];
    }),
  ];
}

/** What belongs to no document or no claim, so that nothing is left out in silence. */
function furtherSections(output: ClaimsOutput, names: Names): readonly string[] {
  const { positions, premises, disclosures, limits, argued } = output;
  const silent = positions.filter(({ document }) => document === null);
  const unclaimed = premises.filter(({ claims }) => claims.length === 0);
  const decides = (key: string): string => {
    const found = argued?.premises[key];
    return found === undefined ? "" : `; what it decides: ${decidesText(found, names)}`;
  };
  return [
    ...list(
      "Positions without a document",
      silent.map((position) => speakerText(position, output, names)),
    ),
    ...list(
      "Premises that no claim is about",
      unclaimed.map((premise) => `${premiseText(premise, null, names)}${decides(premise.key)}`),
    ),
    ...(argued === null
      ? []
      : [
          ...list(
            "Criteria",
            argued.criterion.tried === 0
              ? []
              : [
                  `Taking over another's criterion decides: ${decidesText(argued.criterion, names)}`,
                ],
          ),
          ...list("To be said with every result", disclosures.map(plainText)),
          ...list("What the model leaves out", limits.map(plainText)),
        ]),
  ];
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`## ${title}`, items.map((item) => `- ${item}`).join("\n")];
}
