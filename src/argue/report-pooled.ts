import { agreementOf, bestInEach, chosenInEach } from "#analyse/agreement";
import { CrossFit } from "#analyse/cross-fit";
import { argmax, meanOf, meanWithInterval, type Merits } from "#analyse/merits";
import { PartialValue } from "#analyse/partial-value";
import { basisOf } from "#analyse/regression-basis";
import { regretsOf, regretTable } from "#analyse/regret";
import { shareEstimate } from "#analyse/share";
import type { Estimate } from "#analyse/estimate";
import type { Study } from "#study/study";
import { beliefKey } from "./belief.js";
import type { AgreementResult, PooledResult } from "./document-pooled.js";
import type { Draw } from "./plan.js";
import type { Pool, Pooled } from "./pool.js";
import { meritsIn } from "./report-regret.js";
import { pairLevel } from "./standing.js";

/** Merits of the pooled positions in the futures that none of them failed in: common draws. */
interface Common {
  readonly rows: Int32Array;
  readonly failed: number;
  /** By position, then by policy. */
  readonly merits: readonly Merits[];
}

function commonOf(members: readonly Pooled[]): Common {
  const each = members.map(({ trial }) => meritsIn(trial));
  const seen = Math.min(...members.map(({ trial }) => trial.scores(0).length));
  const counts = new Int32Array(seen);
  for (const { rows } of each) for (const row of rows) if (row < seen) counts[row] += 1;
  const rows = Int32Array.from([...counts.keys()].filter((row) => counts[row] === members.length));
  const merits = each.map(({ merits: own, rows: kept }) => {
    const at = new Map([...kept].map((row, index) => [row, index]));
    return own.map((column) => Float64Array.from(rows, (row) => column[at.get(row) as number]));
  });
  return { rows, failed: seen - rows.length, merits };
}

/** The view of all positions together, each with its weight; null for fewer than two. */
export function reportPooled(pool: Pool, study: Study, level: number): PooledResult | null {
  const { members } = pool;
  if (members.length < 2) return null;
  const policies = [...study.policies.keys()];
  const { merits, failed } = commonOf(members);
  if ((merits[0]?.[0]?.length ?? 0) === 0) return null;
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const mixed = (column: (of: Merits) => Float64Array): Float64Array => {
    const columns = merits.map(column);
    return columns[0].map((_, row) =>
      columns.reduce((sum, values, at) => sum + (members[at].weight / total) * values[row], 0),
    );
  };
  const pooled = policies.map((_, policy) => mixed((own) => own[policy]));
  const order = policies
    .map((_, policy) => policy)
    .toSorted((one, other) => meanOf(pooled[other]) - meanOf(pooled[one]));
  const [best, second] = order;
  const method = "weighted mean of paired differences, Student's t";
  const lead = (policy: number, rival: number): Estimate => {
    const each = pairLevel(level, policies.length);
    const differences = pooled[policy].map((value, row) => value - pooled[rival][row]);
    return { ...meanWithInterval(differences, each, failed, method), level };
  };
  const beaten = (policy: number): boolean =>
    order.some((rival) => rival !== policy && (lead(rival, policy).low ?? -1) > 0);
  const favoured = order.filter((policy) => !beaten(policy));
  const table = regretTable(
    policies.map((_, policy) => merits.map((own) => meanOf(own[policy]))),
    members.map(({ weight }) => weight),
  );
  const turned = members[0].trial.scorer.better === "more" ? 1 : -1;
  const rows = pooled[0].length;
  const wins = policies.map((_, policy) =>
    meanOf(mixed((own) => Float64Array.from(bestInEach(own)[policy]))),
  );
  return {
    weights: members.map(({ position, weight }) => ({ position: position.key, weight })),
    rule: pool.rule,
    favoured: favoured.map((policy) => policies[policy]),
    tie: favoured.length > 1,
    runnerUp: second === undefined ? null : policies[second],
    lead: second === undefined ? null : lead(best, second),
    policies: policies.map((policy, at) => ({
      policy,
      criterion: meanWithInterval(
        pooled[at].map((value) => turned * value + 0),
        level,
        failed,
        "weighted mean, Student's t",
      ),
      best: shareEstimate(wins[at] * rows, rows, failed, level),
      regret: meanWithInterval(
        mixed((own) => regretsOf(own, at)),
        level,
        failed,
        "weighted mean regret, Student's t",
      ),
      worstRegret: {
        position: members[table.mostAt[at]].position.key,
        value: worstRegret(merits[table.mostAt[at]], at, level, failed),
      },
    })),
    minimax: table.minimax.map((policy) => policies[policy]),
    valueOfKnowingWhoIsRight: valueOfKnowingWho(merits, pooled, members, level, failed),
    criteria: pool.criteria,
  };
}

/** How far a policy is behind the best one of a position, on average. */
function worstRegret(merits: Merits, policy: number, level: number, failed: number): Estimate {
  const best = argmax(merits.map(meanOf));
  const differences = merits[best].map((value, row) => value - merits[policy][row]);
  return meanWithInterval(differences, level, failed, "mean of paired differences, Student's t");
}

/** EVPI over positions: what each position's own best brings it over the best of all together. */
function valueOfKnowingWho(
  merits: readonly Merits[],
  pooled: Merits,
  members: readonly Pooled[],
  level: number,
  failed: number,
): Estimate {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const best = argmax(pooled.map(meanOf));
  const own = merits.map((of) => of[argmax(of.map(meanOf))]);
  // One position after the other: who would take that policy anyhow gains exactly nothing.
  const gains = pooled[best].map((_, row) =>
    own.reduce(
      (sum, column, at) =>
        sum + (members[at].weight / total) * (column[row] - merits[at][best][row]),
      0,
    ),
  );
  return meanWithInterval(gains, level, failed, "mean of paired differences, Student's t");
}

/** Where all would do the same; null for fewer than two. */
export function reportAgreement(
  pool: Pool,
  study: Study,
  draw: Draw,
  level: number,
): AgreementResult | null {
  const { members } = pool;
  if (members.length < 2) return null;
  const policies = [...study.policies.keys()];
  const { merits, rows, failed } = commonOf(members);
  if (rows.length === 0) return null;
  const choices = merits.map(bestInEach);
  const all = agreementOf(choices);
  const share = (count: number): Estimate => shareEstimate(count, rows.length, failed, level);
  const pairs = members.flatMap(({ position: one }, at) =>
    members.slice(at + 1).map(({ position: other }, more) => ({
      positions: [one.key, other.key] as [string, string],
      share: share(agreementOf([choices[at], choices[at + 1 + more]]).agreed),
    })),
  );
  return {
    positions: members.map(({ position }) => position.key),
    all: share(all.agreed),
    policies: policies.map((policy, at) => ({ policy, share: share(all.on[at]) })),
    pairs,
    learned: learned(members, { merits, rows, failed }, study, draw, level),
  };
}

/**
 * Of each premise that several believe the same about: if its value became known, in which share of
 * the values would all of them favour the same policy? Only who believes alike is counted, since the
 * others would have to be told first that they are wrong.
 */
function learned(
  members: readonly Pooled[],
  { merits, rows, failed }: Common,
  study: Study,
  draw: Draw,
  level: number,
): AgreementResult["learned"] {
  const values = merits.map((own) => new PartialValue(own));
  return [...study.premises.keys()].flatMap((premise) => {
    const beliefs = members.map(({ trial }) => trial.scenario.beliefs.get(premise)!);
    const groups = new Map<string, number[]>();
    for (const [at, belief] of beliefs.entries()) {
      const name = beliefKey(belief);
      groups.set(name, [...(groups.get(name) ?? []), at]);
    }
    const [alike] = [...groups.values()].toSorted((one, other) => other.length - one.length);
    if (alike === undefined || alike.length < 2) return [];
    const drawn = draw(premise, beliefs[alike[0]], 0, rows[rows.length - 1] + 1);
    const basis = basisOf(Float64Array.from(rows, (row) => drawn[row]));
    if (basis.columns.length === 0) return [];
    const fit = new CrossFit(basis);
    const after = agreementOf(
      alike.map((at) => chosenInEach(values[at].choices(fit), merits[0].length)),
    );
    return [
      {
        premise,
        positions: alike.map((at) => members[at].position.key),
        share: {
          ...shareEstimate(after.agreed, rows.length, failed, level),
          method: "share of answers by regression, Wilson",
        },
        now: new Set(alike.map((at) => values[at].best)).size === 1,
      },
    ];
  });
}
