import type { LatticeDirectionResult, LatticeResult } from "./document-lattice.js";
import type { Differing } from "./differing.js";
import { count, inWords, thousands } from "./words.js";

/** What the mixes of two positions come to, in a few sentences. */
export function latticeStatement(result: Omit<LatticeResult, "statement">): string {
  const { method, differing, tried, possible, undecided, decided, nothing, mostFutures } = result;
  const both = differing.filter(({ held }) => held === "both").length;
  const differ = `They differ in ${count(differing.length, "premise")}, on ${both === 0 ? "none" : both} of which both say something.`;
  // One premise leaves no mix but the two themselves.
  if (possible === 0) {
    const who = both === 0 ? "on which only one of them says" : "on which both say";
    return `They differ in ${count(differing.length, "premise")}, ${who} something.`;
  }
  const how =
    method === "exact"
      ? `All ${count(possible, "mix", "mixes")} of the two were run`
      : `${count(tried, "mix", "mixes")} of the two, of ${thousands(possible)} there are, were run`;
  const clear = decided.map(({ futures, mixes }, at) => {
    const many = `${thousands(mixes)} ${mixes === 1 ? "was" : "were"}`;
    return `${at === 0 ? `${many} clear` : thousands(mixes)} after ${thousands(futures)}`;
  });
  const spent = clear.length === 0 ? "" : `: ${inWords(clear, "and")} futures`;
  const open =
    undecided === 0
      ? ""
      : `${clear.length === 0 ? "" : ";"} of ${thousands(undecided)} it cannot be told whose verdict they give, after up to ${thousands(mostFutures)}${clear.length === 0 ? " futures" : ""}`;
  const names = new Map(differing.map(({ premise, name }) => [premise, name]));
  const moot =
    nothing.length === 0
      ? []
      : [
          `${nothing.length === 1 ? "1 of these disputes changes" : `${nothing.length} of these disputes change`} nothing here, in any combination that was clear: ${inWords(
            nothing.map(({ premise }) => names.get(premise) ?? premise),
            "and",
          )}.`,
        ];
  return [differ, `${how}${spent}${open}.`, ...moot].join(" ");
}

/** What one side could concede. */
export function directionStatement(
  result: Omit<LatticeDirectionResult, "statement">,
  differing: readonly Differing[],
  exact: boolean,
): string {
  const { cruxes, flipSets, possible } = result;
  const names = new Map(differing.map(({ key, name }) => [key, name]));
  const listed = (premises: readonly string[]): string =>
    inWords(
      premises.map((key) => names.get(key) ?? key),
      "and",
    );
  if (cruxes.length > 0) return `${cruxes.length === 1 ? "Crux" : "Cruxes"}: ${listed(cruxes)}.`;
  const singles = possible.filter(({ premises }) => premises.length === 1);
  const perhaps =
    singles.length === 0
      ? ""
      : ` Possible: ${listed(singles.flatMap(({ premises }) => premises))}.`;
  const [smallest] = flipSets;
  if (smallest === undefined) {
    return `No single crux found.${perhaps}`;
  }
  const size = smallest.premises.length;
  const least =
    exact || smallest.minimal === "yes"
      ? "the smallest set that does"
      : "a set that does, none of which can be left out,";
  return `No single crux found; ${least} has ${size}: ${listed(smallest.premises)}.${perhaps}`;
}
