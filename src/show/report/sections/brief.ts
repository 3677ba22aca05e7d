import type { ArgueDocument } from "#argue/document";
import { count, inWords, percent, thousands } from "#argue/words";

import { finding, heading, list, paragraph, strong, type Block } from "../blocks.js";

/** What was asked, what was found in a few sentences, and how a report such as this one is read. */
export function brief(document: ArgueDocument): readonly Block[] {
  const { study, summary, positions, policies, futures, level } = document;
  const [text] = study.documents;
  const where = [text?.author, text?.outlet, text?.date].filter((part) => typeof part === "string");
  const about =
    text === undefined
      ? []
      : [
          paragraph(
            `The argument: “${text.title}” (${where.join(", ")})${replies(study.documents.length - 1)}.`,
          ),
        ];
  return [
    heading(1, study.title),
    paragraph(study.question),
    ...about,
    heading(2, "In brief"),
    ...summary.map((sentence) => finding(sentence)),
    heading(2, "How to read this"),
    paragraph(
      "Everybody in this argument speaks about the same world and assumes different things about it. Here that world is one model, and every speaker is a set of premises: what they say, or can be taken to assume, about its disputed numbers and mechanisms.",
    ),
    paragraph(
      `Each speaker's premises were given to the model ${thousands(futures)} times, with whatever they leave open drawn anew each time, and each of the ${count(policies.length, "policy", "policies")} was tried in every one of these futures, the same futures for all. So the report says what a speaker's own premises favour. It does not say who of the ${count(positions.length, "speaker")} is right, and it forecasts nothing.`,
    ),
    ...list([
      [
        strong("“In 71 % of the combinations sampled”"),
        " counts futures. It describes the ranges that were put in; it is not a probability.",
      ],
      [
        strong("0.22 (0.21 to 0.23)"),
        ` is a number with its interval at ${percent(level)}: how much it may be off because futures were sampled, not how much the model may be wrong.`,
      ],
      [
        strong("Names in lower case"),
        ` are premises, such as ${examples(document)}. What each is about, and who holds what, stands under “Who holds what”.`,
      ],
      [strong("A tie"), " means that the difference is not clear in so many futures."],
      [
        strong("A crux"),
        " is a premise whose concession, and nothing else, changes what somebody's premises favour. To concede is to take over what another speaker holds; ",
        strong("new ground"),
        " is what the conceding speaker had said nothing on.",
      ],
    ]),
  ];
}

function examples({ premises }: ArgueDocument): string {
  return inWords(
    premises.slice(0, 2).map(({ name }) => name),
    "or",
  );
}

function replies(others: number): string {
  return others <= 0 ? "" : ` and ${count(others, "further text")}`;
}
