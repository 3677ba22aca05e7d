import { scenarioOf } from "#argue/trial";
import type { Distribution, Study } from "#study/study";

import { drawnPremises, keptCoordinates } from "../../page/engine/slice.js";
import type { Coordinates, SliceRequest, SliceResult } from "../../page/engine/slice.js";
import type { Pool } from "../engine/pool.js";
import { heldPosition, playedStudy } from "./choice.js";
import type { Choice } from "./choice.js";
import { bandLevels } from "./shape.js";
import type { Replay, Results } from "./shape.js";

/** About how many points a course has on the screen. */
const coursePoints = 120;
const everyPoint = 1e7;

/** Rounds of all policies that are kept: what is played, and its ghosts. */
const keptRounds = 4;

/** Runs of what is played, judged. */
export class Live {
  readonly #study: Study;
  readonly #pool: Pool;
  readonly #seed: number;
  readonly #judged: boolean;
  readonly #coordinates: Coordinates;
  /** By what was asked: a lever changes one policy, and the others stay as they are. */
  readonly #kept = {
    preview: new Map<string, SliceResult>(),
    full: new Map<string, SliceResult>(),
  };

  /** `judged` is false for a model, which has nothing to be judged by. */
  constructor(study: Study, pool: Pool, seed: number, judged: boolean) {
    this.#study = study;
    this.#pool = pool;
    this.#seed = seed;
    this.#judged = judged;
    this.#coordinates = keptCoordinates(study);
  }

  /** Every policy in the futures [0, futures); null where something newer was asked for. */
  async run(
    choice: Choice,
    futures: number,
    kind: Results["kind"],
    watched: readonly string[],
  ): Promise<Results | null> {
    const study = playedStudy(this.#study, choice);
    const requests = [...study.policies.keys()].map((policy) =>
      this.#request(policy, choice, 0, futures, watched),
    );
    const slices = await this.#slices(requests, this.#kept[kind]);
    if (slices === null) return null;
    const outcomes = new Map(slices.map((slice) => [slice.policy, slice.outcomes]));
    const position = heldPosition(this.#study, choice);
    const seed = this.#seed;
    const judgement = this.#judged
      ? await this.#pool.judge({ position, outcomes, seed, futures })
      : null;
    if (this.#judged && judgement === null) return null;
    const policies = slices.map(({ policy, ...slice }) => {
      const criterion = judgement?.criterion.get(policy) ?? new Float64Array(0);
      return [policy, { policy, criterion, ...slice }] as const;
    });
    const verdict = judgement?.result ?? null;
    return { kind, futures, seed, policies: new Map(policies), verdict };
  }

  /** Those that were kept, and the others run. */
  async #slices(
    requests: readonly SliceRequest[],
    kept: Map<string, SliceResult>,
  ): Promise<readonly SliceResult[] | null> {
    const names = namesOf(requests);
    const found = names.map((name) => kept.get(name));
    const missing = requests.filter((_, at) => found[at] === undefined);
    const run = [...((await this.#pool.slices(missing)) ?? [])];
    if (run.length < missing.length) return null;
    const slices = found.map((slice) => slice ?? (run.shift() as SliceResult));
    for (const [at, slice] of slices.entries()) {
      kept.delete(names[at]);
      kept.set(names[at], slice);
    }
    const most = keptRounds * requests.length;
    for (const old of [...kept.keys()].slice(0, -most)) kept.delete(old);
    return slices;
  }

  async replay(choice: Choice, policy: string, future: number): Promise<Replay> {
    const request = this.#request(policy, choice, future, future + 1, "all");
    const { times, bands } = await this.#pool.slice({
      ...request,
      levels: [0.5],
      points: everyPoint,
    });
    return { policy, future, times, series: bands };
  }

  drawn(choice: Choice, futures: number): ReadonlyMap<string, Float64Array> {
    return drawnPremises(this.#coordinates, this.#beliefs(choice), this.#seed, 0, futures);
  }

  #request(
    policy: string,
    choice: Choice,
    from: number,
    to: number,
    series: SliceRequest["series"],
  ): SliceRequest {
    const settings = playedStudy(this.#study, choice).policies.get(policy)?.settings ?? new Map();
    const premises = this.#beliefs(choice);
    const [seed, levels, points] = [this.#seed, bandLevels, coursePoints];
    return { policy, settings, premises, from, to, seed, series, levels, points };
  }

  #beliefs(choice: Choice): ReadonlyMap<string, Distribution> {
    return scenarioOf(heldPosition(this.#study, choice), this.#study).beliefs;
  }
}

/** Equal where the slices are equal; what a reader assumes is the same for all of them. */
function namesOf(requests: readonly SliceRequest[]): readonly string[] {
  const assumed = requests.slice(0, 1).map(({ premises, from, to, seed, series }) => {
    return JSON.stringify([[...premises], from, to, seed, series]);
  });
  return requests.map(
    ({ policy, settings }) => `${assumed[0]} ${policy} ${JSON.stringify([...settings])}`,
  );
}
