import type { ArgueDocument } from "#argue/document";
import type { HindcastResult, HindcastScore } from "#argue/document-hindcast";
import { twoDigits, withInterval } from "#argue/words";
import { paragraph, tableLines } from "./print-argue-layout.js";
import { Names } from "./print-argue-names.js";
import type { Style } from "./style.js";

/** Positions scored by what was observed later; empty where the study has nothing to score by. */
export function hindcastLines(
  document: ArgueDocument,
  width: number,
  style: Style,
): readonly string[] {
  const { hindcast } = document;
  if (hindcast === null) return [];
  const names = new Names(document);
  const [titles, ...rows] = table(hindcast, names, width - 2);
  const indented = (text: string): string => text.replace(/^/gm, "  ");
  return [
    ...hindcast.sentences.map((sentence) => paragraph(sentence, width, "  ")),
    "",
    style.dim(indented(titles)),
    ...rows.map(indented),
    "",
    ...[columnsExplained, ...unscored(hindcast), ...hindcast.warnings].map((note) =>
      style.dim(paragraph(note, width, "  ")),
    ),
  ];
}

const columnsExplained =
  "error: continuous ranked probability score over that of everything left open, mean over the quantities; below 1 is better. in band: figures within the 5 % to 95 % of the futures. weight: mean likelihood of what was observed, 1 for everything left open.";

function table(hindcast: HindcastResult, names: Names, width: number): readonly string[] {
  const order = hindcast.ranking.flat();
  const scored = order.flatMap((key) => hindcast.scores.filter(({ position }) => position === key));
  const each = Math.max(
    8,
    Math.floor((width - 24 - 20 - 8 - 12) / Math.max(1, hindcast.quantities.length)) - 2,
  );
  return tableLines(
    [
      { title: "position", width: 22 },
      { title: "error (interval)", width: 20 },
      ...hindcast.quantities.map(({ name }) => ({ title: name, width: each })),
      { title: "in band", width: 7 },
      { title: "weight", width: 10 },
    ],
    scored.map((score) => row(score, hindcast, names)),
  );
}

function row(
  score: HindcastScore,
  { quantities }: HindcastResult,
  names: Names,
): readonly string[] {
  const { position, relative, byQuantity, inBand, logLikelihood } = score;
  return [
    names.name(position),
    withInterval(relative, "amount"),
    ...quantities.map(({ key }) => {
      const value = byQuantity.find(({ quantity }) => quantity === key)?.relative.value ?? null;
      return value === null ? "unknown" : twoDigits(value);
    }),
    `${inBand.within} of ${inBand.of}`,
    weightInWords(logLikelihood.value),
  ];
}

/** A factor; what is beyond a thousand hangs on the tails of the errors. */
function weightInWords(logarithm: number | null): string {
  if (logarithm === null) return "unknown";
  if (logarithm < Math.log(0.001)) return "under 0.001";
  return logarithm > Math.log(1000) ? "over 1,000" : twoDigits(Math.exp(logarithm));
}

/** Each reason with the series that it keeps from being scored. */
function unscored({ series }: HindcastResult): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { name, notScored } of series) {
    if (notScored === null) continue;
    reasons.set(notScored, [...(reasons.get(notScored) ?? []), name]);
  }
  return [...reasons].map(
    ([reason, names]) => `Not scored: ${names.join(", ")}. ${reason.replace(/\.?$/, ".")}`,
  );
}
