import type { Position, Study } from "#study/study";
import { concessionsOf, type Concession } from "./concession.js";
import type { DirectionResult } from "./document.js";
import { answerFamilies, type ConcededSet, type Family, type FamilySettings } from "./families.js";
import type { PositionPair } from "./pairs.js";
import type { RunPlan, RunResults } from "./plan.js";
import { reportConcession } from "./report-pair.js";
import type { Standing } from "./standing.js";
import { scenarioKey, scenarioOf, Trial } from "./trial.js";

/** One speaker who concedes to another. */
export interface Direction {
  readonly of: PositionPair;
  readonly from: Position;
  readonly to: Position;
}

export function bothWays(of: PositionPair): readonly Direction[] {
  return [
    { of, from: of.one, to: of.other },
    { of, from: of.other, to: of.one },
  ];
}

export interface Tried {
  readonly report: DirectionResult;
  readonly sets: readonly ConcededSet[];
}

/**
 * Single concessions in every direction, then pairs of them if asked for. Of single ones the criterion
 * is kept in the first `keep` futures, for both sides' policies, so that they serve as mixes, too.
 */
export function* tryConcessions(
  study: Study,
  directions: readonly Direction[],
  standings: ReadonlyMap<string, Standing>,
  withPairs: boolean,
  keep: number,
  settings: FamilySettings,
): Generator<RunPlan, ReadonlyMap<Direction, Tried>, RunResults> {
  const policies = [...study.policies.keys()];
  const trials = new Map<string, Trial>();
  const favouredBy = ({ key }: Position): readonly number[] => standings.get(key)?.favoured ?? [];

  const familyOf = (
    { from, to }: Direction,
    sets: readonly (readonly Concession[])[],
    remembered: number,
  ): Family => {
    const favoured = favouredBy(from);
    const kept = favouredBy(to);
    const conceded = sets.map((concessions) => {
      const scenario = concessions.reduce(
        (granted, concession) => concession.grant(granted),
        scenarioOf(from, study),
      );
      // What is dropped from the runs depends on the verdict that is tested, hence its part here.
      const key = `${favoured.join(" ")} ${kept.join(" ")} ${scenarioKey(scenario)}`;
      const trial = trials.get(key) ?? new Trial(scenario, study, [], remembered);
      trials.set(key, trial);
      return { concessions, trial };
    });
    return { favoured, kept, sets: conceded };
  };
  const answered = function* (families: readonly Family[]) {
    const answers = yield* answerFamilies(families, policies.length, settings);
    return families.map(({ favoured, sets }, at) =>
      sets.map((set, index) =>
        reportConcession(
          set,
          answers[at][index],
          favoured,
          favouredBy(directions[at].to),
          policies,
          settings.level,
        ),
      ),
    );
  };

  const possible = directions.map(({ from, to }) => concessionsOf(from, to, study));
  const singles = directions.map((direction, at) =>
    familyOf(
      direction,
      possible[at].map((concession) => [concession]),
      keep,
    ),
  );
  const singleResults = yield* answered(singles);

  // A pair is a trial of its own, which begins at the first future.
  trials.clear();
  const pairs = !withPairs
    ? []
    : directions.map((direction, at) => {
        const unmoved = possible[at].filter((_, one) => singleResults[at][one].answer !== "flips");
        return familyOf(
          direction,
          unmoved.flatMap((first, index) =>
            unmoved.slice(index + 1).map((second) => [first, second]),
          ),
          0,
        );
      });
  const pairResults = yield* answered(pairs);

  return new Map(
    directions.map((direction, at) => [
      direction,
      {
        report: {
          from: direction.from.key,
          to: direction.to.key,
          singles: singleResults[at],
          pairs: withPairs ? pairResults[at] : null,
        },
        sets: [...singles[at].sets, ...(withPairs ? pairs[at].sets : [])],
      },
    ]),
  );
}
