import type { Plan } from "./plan.js";

/** One thing in which two plans differ. */
export interface PlanDifference {
  /** What differs, in words. */
  readonly what: string;
  readonly stored: string;
  readonly asked: string;
}

/**
 * What makes another ensemble of it. The number of futures is left out, since an ensemble can grow.
 */
export function planDifferences(stored: Plan, asked: Plan): readonly PlanDifference[] {
  const differences: PlanDifference[] = [];
  const compare = (what: string, one: string, other: string) => {
    if (one !== other) differences.push({ what, stored: one, asked: other });
  };
  compare("the version of Parley", stored.parley, asked.parley);
  compareFiles(stored, asked, compare);
  compare("the seed", String(stored.seed), String(asked.seed));
  compare("the design", JSON.stringify(stored.design), JSON.stringify(asked.design));
  compare("the shard size", String(stored.shardSize), String(asked.shardSize));
  compare("the policies", listed(stored.policies), listed(asked.policies));
  compare("the positions", listed(stored.positions), listed(asked.positions));
  compare("the series", seriesText(stored), seriesText(asked));
  // The rest follows from the study's files; a difference here is one of Parley's own.
  if (differences.length === 0) {
    compare("the columns", columnsText(stored), columnsText(asked));
  }
  return differences;
}

function compareFiles(
  stored: Plan,
  asked: Plan,
  compare: (what: string, one: string, other: string) => void,
): void {
  const paths = new Set([...stored.study.files, ...asked.study.files].map(({ path }) => path));
  const hashIn = (plan: Plan, path: string) =>
    plan.study.files.find((file) => file.path === path)?.sha256 ?? "no such file";
  for (const path of paths) {
    const one = hashIn(stored, path);
    const other = hashIn(asked, path);
    compare(`the study's file \`${path}\``, shortened(one), shortened(other));
  }
  compare("the study's main file", stored.study.file, asked.study.file);
}

function shortened(hash: string): string {
  return hash.length === 64 ? `sha256 ${hash.slice(0, 12)}…` : hash;
}

function listed(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => name).join(", ");
}

function seriesText({ series }: Plan): string {
  if (series.length === 0) return "none";
  return series
    .map(({ name, keep, times }) => `${name} (${keep}, ${times.length} times)`)
    .join(", ");
}

function columnsText({ premises, outcomes, series }: Plan): string {
  return [...premises, ...outcomes, ...series].map(({ column }) => column).join(", ");
}
