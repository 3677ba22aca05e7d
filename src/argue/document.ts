import { z } from "zod";
import { apartResult } from "./document-apart.js";
import { hindcastResult } from "./document-hindcast.js";
import { ledgerResult } from "./document-ledger.js";
import { estimate } from "#analyse/estimate-schema";
import { conclusion, key, scale, verdict } from "./document-parts.js";
import { readingsOfPosition } from "./document-readings.js";
import { attribution, question } from "./document-attribution.js";
import { lattice } from "./document-lattice.js";
import { modeller, plan } from "./document-modeller.js";
import { agreement, pooled } from "./document-pooled.js";
import { regret, unspoken, weightRange } from "./document-position.js";
import { ARGUE_SCHEMA } from "./schema-name.js";
import { valueOfInformation } from "./document-value.js";

const criterion = z.strictObject({
  kind: z.enum(["loss", "success", "expected"]),
  words: z.string(),
  better: z.enum(["less", "more"]),
  terms: z
    .array(
      z.strictObject({
        outcome: key,
        weight: z.union([z.number(), z.string()]).describe("a number, or the key of a premise"),
        reference: z.number(),
        scale: z.number(),
      }),
    )
    .nullable()
    .describe("for a loss"),
  condition: z.string().nullable().describe("for success"),
  outcome: key.nullable().describe("for expected"),
});

const premise = z.strictObject({
  key,
  name: z.string(),
  kind: z.enum(["fact", "structure", "value"]),
  inModel: z.boolean().describe("false for a weight that stands in the criterion alone"),
  unit: z.string().nullable(),
  open: z.string().describe("the whole range that anybody holds, in words"),
  why: z.string(),
});

const heldPremise = z.strictObject({
  premise: key,
  belief: z.string().describe("in words"),
  basis: z.enum(["stated", "inferred", "added"]),
  claims: z.array(key),
});

const position = z.strictObject({
  key,
  label: z.string(),
  document: key.nullable(),
  sameAs: key
    .nullable()
    .describe("an earlier position with the same premises and criterion; null where there is none"),
  criterion: criterion.nullable().describe("the speaker's own; null where it is the study's"),
  premises: z.strictObject({
    stated: z.int(),
    inferred: z.int(),
    added: z.int(),
    open: z.int(),
    held: z.array(heldPremise),
  }),
  claims: z.strictObject({ all: z.int(), unmodelled: z.int() }),
  policies: z.array(
    z.strictObject({
      policy: key,
      criterion: estimate.describe("mean criterion, or share of futures with success"),
      best: estimate.describe("share of futures in which it is best"),
      outcomes: z.record(z.string(), estimate),
    }),
  ),
  verdict,
  conclusion,
  regret: z.array(regret).describe("one a policy, in the study's order"),
  weights: z.array(weightRange).nullable().describe("of a loss; null for other criteria"),
  unspoken: unspoken
    .nullable()
    .describe("where a conclusion does not follow, what would make it; null elsewhere"),
  value: valueOfInformation.nullable().describe("null where it was not computed"),
});

const concession = z.strictObject({
  premises: z.array(
    z.strictObject({
      key: z.string().describe('of a premise, or "criterion"'),
      name: z.string(),
      kind: z.enum(["fact", "structure", "value", "criterion"]),
      ground: z
        .enum(["disagreement", "new ground"])
        .describe("new ground: who concedes says nothing on it"),
      own: z.string().nullable().describe("what is given up, in words; the whole range if open"),
      others: z.string().nullable().describe("what is taken over"),
    }),
  ),
  answer: z.enum(["flips", "holds", "undecided"]),
  scale,
  p: z.number().describe("adjusted for all sets tried in this direction"),
  futures: z.int().describe("that the answer took"),
  favoured: z.array(key).describe("then, best first"),
  reachesOther: z.boolean().describe("all that is then favoured is favoured by the other, too"),
  over: key.nullable().describe("the policy that the best is compared with in `lead`"),
  lead: estimate
    .nullable()
    .describe("of the best over the old verdict, or over the runner-up where they are the same"),
});

const direction = z.strictObject({
  from: key.describe("who concedes"),
  to: key,
  singles: z.array(concession),
  pairs: z
    .array(concession)
    .nullable()
    .describe("of premises neither of which flips alone; null where they were not tried"),
});

const pair = z.strictObject({
  id: z.string().describe('"from|to" by the keys of the positions'),
  positions: z.tuple([key, key]),
  relation: z.enum(["disagree", "same verdict", "overlapping ties", "no premises", "no verdict"]),
  sentence: z.string(),
  directions: z.array(direction).describe("empty where concessions were not tried"),
  doubleCruxes: z.array(key).describe("premises that flip both when either concedes"),
  lattice: lattice.nullable().describe("null where positions were not mixed"),
  attribution: attribution.nullable().describe("null where it was not computed"),
  questions: z.array(question).describe("what agreeing on one premise would close, most first"),
});

const crux = z.strictObject({
  premise: z.string(),
  name: z.string(),
  kind: z.enum(["fact", "structure", "value", "criterion"]),
  flips: z.array(z.strictObject({ position: key, concedingTo: key, favoured: z.array(key) })),
  double: z.array(z.string()).describe("ids of the pairs for which it is a double crux"),
});

const failure = z.strictObject({
  position: key,
  conceded: z.array(z.string()).describe("premises that had been conceded in these runs"),
  policy: key,
  cause: z.string().describe("of the first future concerned"),
  count: z.int(),
  first: z.int().describe("the first future concerned"),
});

/** What `parley argue --json` prints. The type below and `schema/argue.schema.json` come from it. */
export const argueDocument = z
  .strictObject({
    schema: z.literal(ARGUE_SCHEMA),
    version: z.string().describe("of Parley"),
    study: z.strictObject({
      name: z.string(),
      file: z.string(),
      title: z.string(),
      question: z.string(),
      documents: z.array(
        z.strictObject({
          key,
          title: z.string(),
          author: z.string(),
          date: z.string().nullable(),
          outlet: z.string().nullable(),
        }),
      ),
      claims: z.strictObject({
        all: z.int(),
        unmodelled: z.array(z.strictObject({ key, says: z.string(), reason: z.string() })),
      }),
    }),
    summary: z.array(z.string()).describe("the findings in a few sentences"),
    criterion,
    horizon: z.strictObject({
      start: z.number(),
      stop: z.number(),
      unit: z.string().nullable(),
    }),
    policies: z.array(z.strictObject({ key, name: z.string(), label: z.string() })),
    outcomes: z.array(
      z.strictObject({
        key,
        name: z.string(),
        label: z.string(),
        unit: z.string().nullable(),
        prefer: z.enum(["less", "more"]).nullable(),
      }),
    ),
    premises: z.array(premise),
    positions: z.array(position),
    pairs: z.array(pair),
    cruxes: z.array(crux).describe("premises whose concession flips somebody, most flips first"),
    readings: z.array(readingsOfPosition).describe("positions that can be read in several ways"),
    apart: z.array(apartResult).describe("pairs that disagree: about facts, structure or values"),
    hindcast: hindcastResult.nullable().describe("null where the study says nothing to score by"),
    ledger: ledgerResult,
    pooled: pooled.nullable().describe("null where there is nobody to pool"),
    agreement: agreement.nullable().describe("null where fewer than two hold premises"),
    value: valueOfInformation.nullable().describe("to whoever holds the pooled view"),
    modeller: modeller.nullable().describe("null where it was not asked for"),
    plan,
    futures: z.int().describe("of every position under every policy"),
    screening: z.int().describe("futures on which concessions were screened"),
    mostFutures: z.int().describe("of what stayed undecided, at most"),
    runs: z.int().describe("runs asked for in all"),
    hash: z
      .string()
      .describe(
        "SHA-256 of all outcomes of the positions, the same on every machine and any threads",
      ),
    seed: z.number(),
    level: z.number(),
    failures: z.array(failure),
    limits: z.array(z.string()),
    disclosures: z.array(z.string()),
  })
  .meta({ title: ARGUE_SCHEMA });

export type ArgueDocument = z.infer<typeof argueDocument>;
export type PositionResult = z.infer<typeof position>;
export type PairResult = z.infer<typeof pair>;
export type DirectionResult = z.infer<typeof direction>;
export type ConcessionResult = z.infer<typeof concession>;
export type CriterionResult = z.infer<typeof criterion>;
export type CruxResult = z.infer<typeof crux>;
export type FailureResult = z.infer<typeof failure>;
