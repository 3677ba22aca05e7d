import type { ArgueDocument } from "#argue/document";
import type { ReadingResult, ReadingsResult } from "#argue/document-readings";
import { inWords, withInterval } from "#argue/words";
import { paragraph } from "./print-argue-layout.js";
import { Names } from "./print-argue-names.js";
import type { Style } from "./style.js";

/** Positions whose words can be read in several ways, one block each; repetitions are left out. */
export function readingBlocks(
  document: ArgueDocument,
  width: number,
  style: Style,
): readonly string[] {
  const names = new Names(document);
  const repeated = new Set(
    document.positions.filter(({ sameAs }) => sameAs !== null).map(({ key }) => key),
  );
  return document.readings
    .filter(({ position }) => !repeated.has(position))
    .map((one) => block(one, names, width, style));
}

function block(
  { position, readings, across }: ReadingsResult,
  names: Names,
  width: number,
  style: Style,
): string {
  const lines = readings.map((reading) => {
    const title =
      reading.key === "main" ? `${names.name(position)}, main reading` : `“${reading.label}”`;
    return paragraph(`${title}: ${told(reading, readings[0].verdict.tie, names)}`, width, "  ");
  });
  const crux = across.answer === "decides" ? "crux  " : "";
  const sentence = paragraph(`${across.sentence}${argued(across)}`, width, `    ${crux}`);
  return [...lines, across.answer === "decides" ? style.bold(sentence) : sentence].join("\n");
}

function told(
  { premises, verdict, answer, conclusion }: ReadingResult,
  tied: boolean,
  names: Names,
): string {
  const read = premises.map(({ name, main, read: other }) => `${name} ${other} instead of ${main}`);
  const favoured = inWords(
    verdict.favoured.map((key) => names.policy(key)),
    "or",
  );
  const lead =
    verdict.tie || verdict.lead === null || verdict.runnerUp === null
      ? ""
      : `, ahead of ${names.policy(verdict.runnerUp)} by ${withInterval(verdict.lead, verdict.scale)}`;
  const parts = [
    ...(read.length === 0 ? [] : [inWords(read, "and")]),
    `${favoured}${verdict.tie ? " (a tie)" : ""}${lead}`,
    ...(answer === "flips"
      ? [tied && !verdict.tie ? "the tie is settled" : "another verdict"]
      : []),
    ...(answer === "holds" ? ["the same verdict"] : []),
    ...(answer === "undecided" ? ["not clearly another verdict"] : []),
    ...(conclusion.answer === "none"
      ? []
      : [`the conclusion ${conclusionWords[conclusion.answer]}`]),
  ];
  return parts.join("; ");
}

const conclusionWords = {
  follows: "follows",
  "does not follow": "does not follow",
  undecided: "is undecided",
  untestable: "cannot be tested",
};

function argued({ conclusion }: ReadingsResult["across"]): string {
  switch (conclusion) {
    case "follows":
      return " What is concluded follows however the words are read.";
    case "does not follow":
      return " What is concluded follows in no reading.";
    case "depends on the reading":
      return " Whether what is concluded follows depends on the reading.";
    case "undecided":
      return " Whether what is concluded follows is undecided across the readings.";
    case "untestable":
    case "none":
      return "";
  }
}
