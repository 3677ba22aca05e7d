import { z } from "zod";
import { estimate } from "#analyse/estimate-schema";
import { key, premiseOrCriterion } from "./document-parts.js";

const differing = z.strictObject({
  premise: premiseOrCriterion,
  name: z.string(),
  kind: z.enum(["fact", "structure", "value", "criterion"]),
  held: z
    .enum(["both", "first", "second"])
    .describe("who says something on it, of the pair's positions; who does not leaves it open"),
  first: z
    .string()
    .nullable()
    .describe("what the first of the pair holds, in words; the whole range where it is open"),
  second: z.string().nullable(),
  cost: z
    .strictObject({ first: z.number(), second: z.number() })
    .describe("of conceding it, for either; see `costs`"),
});

const concededSet = z.strictObject({
  premises: z.array(premiseOrCriterion),
  cost: z.number(),
  favoured: z.array(key).describe("by the hybrid, best first"),
  over: key.nullable().describe("the policy that the best is compared with in `lead`"),
  lead: estimate.nullable(),
  p: z.number().describe("adjusted for all combinations tried"),
  futures: z.int().describe("that the answer took"),
  minimal: z
    .enum(["yes", "unclear", "one by one"])
    .describe(
      "yes: no part of it does; unclear: of some part it cannot be told; one by one: none of its premises can be left out alone, smaller parts were not all tried",
    ),
});

const direction = z.strictObject({
  from: key.describe("who concedes"),
  to: key,
  target: z.array(key).describe("what the other's premises favour"),
  cruxes: z.array(premiseOrCriterion).describe("each leads to the target by itself"),
  flipSets: z.array(concededSet).describe("minimal sets that lead to the target, smallest first"),
  robust: z
    .array(z.array(premiseOrCriterion))
    .nullable()
    .describe("flip sets of which every larger set flips too; null where not all were tried"),
  blocking: z
    .array(z.array(premiseOrCriterion))
    .describe("minimal sets that meet every flip set: refusing one of them keeps the verdict"),
  possible: z.array(concededSet).describe("of which it cannot be told whether they flip"),
  elsewhere: z
    .array(concededSet)
    .describe("smallest sets that lead away from the own verdict, to a third policy"),
  path: z
    .strictObject({
      cost: z.number(),
      steps: z.array(
        z.strictObject({
          premise: premiseOrCriterion,
          cost: z.number(),
          favoured: z.array(key).describe("after this step, as far as it was run"),
        }),
      ),
    })
    .nullable()
    .describe("the cheapest way to the target that was found, in steps of one concession"),
  statement: z.string(),
});

/** All that follows from mixing the premises of two positions. */
export const lattice = z.strictObject({
  method: z
    .enum(["exact", "search"])
    .describe("exact: every combination; search: up to a size, and shrinking from the other end"),
  differing: z.array(differing),
  costs: z.string().describe("what a concession costs by default, in words"),
  tried: z.int().describe("combinations (hybrids) that were run"),
  possible: z.number().describe("combinations that there are"),
  size: z.int().describe("all sets up to so many premises were tried, from either end"),
  futures: z.int().describe("of a hybrid, at least"),
  mostFutures: z.int().describe("of a hybrid, at most"),
  undecided: z.int().describe("hybrids of which it cannot be told whose verdict they give"),
  decided: z
    .array(z.strictObject({ futures: z.int(), mixes: z.int() }))
    .describe("how many of the others were clear after how many futures"),
  directions: z.array(direction),
  doubleCruxes: z
    .array(premiseOrCriterion)
    .describe("conceded alone they lead either side to the other's verdict"),
  nothing: z
    .array(
      z.strictObject({
        premise: premiseOrCriterion,
        combinations: z
          .int()
          .describe("of the other premises, in which it was tried both ways and both were clear"),
        undecided: z.int().describe("further ones in which one of the two was not clear"),
      }),
    )
    .describe(
      "disputes that change nothing in any combination that was clear, and are clear by themselves from both sides",
    ),
  statement: z.string(),
});

export type LatticeResult = z.infer<typeof lattice>;
export type LatticeDirectionResult = z.infer<typeof direction>;
export type ConcededSetResult = z.infer<typeof concededSet>;
