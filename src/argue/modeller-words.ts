import type { ModellerResult } from "./document-modeller.js";
import { count, inWords, percent, thousands } from "./words.js";

/** What the modeller's trial found, and how much was tried. */
export function modellerStatement(result: Omit<ModellerResult, "statement">): string {
  return [constantsWords(result), ...beliefWords(result), ...togetherWords(result)].join(" ");
}

function constantsWords(result: Omit<ModellerResult, "statement">): string {
  const { factor, constants, positions, screened, screening, suspected, retried, retries } = result;
  if (constants === 0) return "No constant of the model that nobody disputes could be moved.";
  const tried = `${count(constants, "constant")} that nobody disputes, moved by ${percent(factor)} down and up (not beyond what the model calls plausible), one at a time, for ${count(positions.length, "position")}: ${count(screened, "move")} in ${thousands(screening)} futures each`;
  if (suspected === 0) return `${tried}. None seemed to change a verdict.`;
  const sure = result.choices.filter(({ changes }) => changes.some((change) => change.confirmed));
  const names = sure.slice(0, 4).map(({ name }) => name);
  const more = sure.length > names.length ? [`${sure.length - names.length} more`] : [];
  const found =
    sure.length === 0 ? "none clearly did" : `${inWords([...names, ...more], "and")} clearly did`;
  return `${tried}. ${count(suspected, "move")} seemed to change a verdict; of the ${thousands(retried)} that were run in ${thousands(retries)} futures, ${found}.`;
}

function beliefWords({ beliefs }: Omit<ModellerResult, "statement">): readonly string[] {
  if (beliefs.length === 0) return [];
  const changing = beliefs.filter(({ changes }) => changes === "yes");
  const open = beliefs.filter(({ changes }) => changes === "undecided").length;
  const undecided = open === 0 ? "" : `, ${open} ${open === 1 ? "leaves" : "leave"} it undecided`;
  return [
    `${count(beliefs.length, "premise")} the modeller added or inferred, each left open instead: ${changing.length === 0 ? "none changes" : `${changing.length} ${changing.length === 1 ? "changes" : "change"}`} a verdict${undecided}.`,
  ];
}

function togetherWords({ together }: Omit<ModellerResult, "statement">): readonly string[] {
  if (together.length === 0) return [];
  const same = together.filter((one) => one.same).length;
  return [
    `With all of these constants drawn at once, ${same} of ${count(together.length, "verdict")} ${same === 1 ? "is" : "are"} the same.`,
  ];
}
