import type { ArgueDocument } from "#argue/document";
import type { Decides, Findings } from "./claims-output.js";

/** What arguing a study found, as far as it is about its claims: verdicts and what decides them. */
export function findingsOf(argued: ArgueDocument): Findings {
  const { futures, seed, version, positions, premises } = argued;
  return {
    futures,
    seed,
    version,
    positions: Object.fromEntries(
      positions.map(({ key, verdict, conclusion }) => [
        key,
        { favoured: verdict.favoured, answer: conclusion.answer, reason: conclusion.reason },
      ]),
    ),
    premises: Object.fromEntries(premises.map(({ key }) => [key, decidesOf(key, argued)])),
    criterion: decidesOf("criterion", argued),
  };
}

/** Of a premise by its key, or of the criterion, which concessions call `criterion`. */
function decidesOf(key: string, { pairs, cruxes }: ArgueDocument): Decides {
  const singles = pairs
    .flatMap(({ directions }) => directions)
    .flatMap((direction) => direction.singles)
    .filter(({ premises }) => premises[0].key === key);
  return {
    tried: singles.length,
    undecided: singles.filter(({ answer }) => answer === "undecided").length,
    flips: cruxes.find(({ premise }) => premise === key)?.flips ?? [],
  };
}
