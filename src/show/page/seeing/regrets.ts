import type { ArgueDocument } from "#argue/document";

/** Mean regret of each policy: how far it is on average from the best policy of each future. */
export function meanRegrets(
  criterion: ReadonlyMap<string, Float64Array>,
  better: "less" | "more",
): ReadonlyMap<string, number> {
  const sign = better === "less" ? 1 : -1;
  const columns = [...criterion.values()];
  const futures = columns[0]?.length ?? 0;
  const sums = new Map([...criterion.keys()].map((policy) => [policy, 0]));
  let counted = 0;
  for (let future = 0; future < futures; future++) {
    let best = Infinity;
    for (const column of columns) best = Math.min(best, sign * column[future]);
    // A future in which a policy failed compares nothing.
    if (!Number.isFinite(best) || columns.some((column) => !Number.isFinite(column[future])))
      continue;
    counted += 1;
    for (const [policy, column] of criterion) {
      sums.set(policy, (sums.get(policy) ?? 0) + sign * column[future] - best);
    }
  }
  return new Map([...sums].map(([policy, sum]) => [policy, sum / counted]));
}

export interface RegretTable {
  readonly positions: readonly { readonly key: string; readonly label: string }[];
  readonly rows: readonly {
    readonly policy: string;
    /** One for each position, null where it is not known. */
    readonly regrets: readonly (number | null)[];
    readonly worst: number | null;
  }[];
  /** The policies whose largest regret is smallest. */
  readonly minimax: readonly string[];
}

/** Policies by positions, from the document of an argument; positions that say the same stand once. */
export function regretTable(document: ArgueDocument): RegretTable | null {
  const positions = document.positions.filter(
    ({ sameAs, regret }) => sameAs === null && regret.length > 0,
  );
  if (positions.length === 0) return null;
  const rows = document.policies.map(({ key: policy }) => {
    const regrets = positions.map(
      ({ regret }) => regret.find((one) => one.policy === policy)?.regret.value ?? null,
    );
    const known = regrets.filter((value) => value !== null);
    const worst = known.length === regrets.length ? Math.max(...known) : null;
    return { policy, regrets, worst };
  });
  const least = Math.min(...rows.map(({ worst }) => worst ?? Infinity));
  return {
    positions: positions.map(({ key, label }) => ({ key, label })),
    rows,
    minimax: rows.filter(({ worst }) => worst === least).map(({ policy }) => policy),
  };
}
