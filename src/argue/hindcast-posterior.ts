import { ascending, weightedQuantile } from "#analyse/importance";
import type { Distribution, Study } from "#study/study";
import type { PosteriorResult } from "./document-hindcast.js";
import type { Draw } from "./plan.js";

const SHARES = [0.05, 0.5, 0.95] as const;

/**
 * What becomes of the premises in the model if futures are weighed by how well they meet what was
 * observed: quantiles of the draws before and after. Premises that leave nothing open are left out.
 * `finished` are futures, `weights` theirs.
 */
export function posteriorsOf(
  beliefs: ReadonlyMap<string, Distribution>,
  finished: Uint32Array,
  weights: Float64Array,
  {
    study,
    draw,
    futures,
  }: { readonly study: Study; readonly draw: Draw; readonly futures: number },
): PosteriorResult[] {
  const even = new Float64Array(weights.length).fill(1 / weights.length);
  return [...beliefs].flatMap(([premise, belief]) => {
    if (study.premises.get(premise)?.inModel !== true) return [];
    const all = draw(premise, belief, 0, futures);
    const values = Float64Array.from(finished, (at) => all[at]);
    const order = ascending(values);
    const spread = (of: Float64Array) => {
      const [low, median, high] = SHARES.map((share) => weightedQuantile(values, of, order, share));
      return { low, median, high };
    };
    const prior = spread(even);
    if (!(prior.high > prior.low)) return [];
    const posterior = spread(weights);
    const narrowed = 1 - (posterior.high - posterior.low) / (prior.high - prior.low);
    return [{ premise, prior, posterior, narrowed }];
  });
}
