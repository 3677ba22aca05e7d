import { jackknifeDeviation } from "#analyse/jackknife";
import { studentQuantile } from "#analyse/student";
import { combine, type Blocked } from "./hindcast-score.js";

/**
 * Positions by relative score, best first; who cannot be told from the best of a group stands with
 * it: the interval of the paired difference includes 0. Positions without a score come last.
 */
export function rankingOf(relatives: ReadonlyMap<string, Blocked>, level: number): string[][] {
  const scored = [...relatives].filter(([, { whole }]) => Number.isFinite(whole));
  const groups: { readonly best: Blocked; readonly members: string[] }[] = [];
  for (const [key, relative] of scored.sort(([, one], [, other]) => one.whole - other.whole)) {
    const last = groups.at(-1);
    if (last !== undefined && !isClear(relative, last.best, level)) last.members.push(key);
    else groups.push({ best: relative, members: [key] });
  }
  const without = [...relatives.keys()].filter((key) => !scored.some(([one]) => one === key));
  return [...groups.map(({ members }) => members), ...(without.length === 0 ? [] : [without])];
}

function isClear(one: Blocked, other: Blocked, level: number): boolean {
  const { whole, parts } = combine([one, other], ([left, right]) => left - right);
  const reach = studentQuantile(level, parts.length - 1) * jackknifeDeviation(parts);
  return Math.abs(whole) > reach;
}
