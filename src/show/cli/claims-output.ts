import { z } from "zod";

const key = z.string().describe("stable id: the name in lower case with underscores for spaces");

const document = z
  .strictObject({
    key,
    name: z.string(),
    title: z.string(),
    author: z.string(),
    date: z.string().nullable(),
    outlet: z.string().nullable(),
  })
  .meta({ id: "document" });

const binding = z
  .strictObject({
    key,
    name: z.string(),
    is: z.enum(["premise", "lever", "policy", "outcome", "variable"]),
    definition: z
      .string()
      .nullable()
      .describe(
        "of a variable its equation, of a lever what policies set it to, of an outcome what it reads; null for premises and policies",
      ),
  })
  .meta({ id: "binding" });

const claim = z
  .strictObject({
    key,
    name: z.string(),
    document: key,
    says: z.string().describe("In our words."),
    quote: z.string().describe("The words of the document that it rests on."),
    about: z.array(binding),
    unmodelled: z.string().nullable().describe("Why nothing in the model stands for it."),
  })
  .meta({ id: "claim" });

const held = z
  .strictObject({
    position: key,
    belief: z.string().describe("In words."),
    basis: z.enum(["stated", "inferred", "added"]),
    claims: z.array(key),
  })
  .meta({ id: "held" });

const decides = z
  .strictObject({
    tried: z.int().describe("Concessions of this premise alone that were tried."),
    undecided: z.int().describe("Those of them that could not be told with so few futures."),
    flips: z
      .array(
        z.strictObject({
          position: key.describe("Who concedes."),
          concedingTo: key,
          favoured: z.array(key).describe("Policies favoured then, best first."),
        }),
      )
      .describe("Those that change the verdict of whoever concedes."),
  })
  .meta({ id: "decides" });

const premise = z
  .strictObject({
    key,
    name: z.string(),
    kind: z.enum(["fact", "structure", "value"]),
    inModel: z.boolean().describe("False for a weight that stands in the criterion alone."),
    unit: z.string().nullable(),
    open: z.string().describe("The whole range that anybody holds, in words."),
    claims: z.array(key).describe("Claims that are about it."),
    held: z.array(held).describe("By whom; whoever is not here leaves it open."),
  })
  .meta({ id: "premise" });

const position = z
  .strictObject({
    key,
    label: z.string(),
    document: key.nullable(),
    criterion: z.string().nullable().describe("Their own, in words; null where it is the study's."),
    concludes: z
      .strictObject({
        policies: z.array(key).describe("Argued for, best first."),
        against: z.array(key).describe("Argued against."),
        claim: key,
      })
      .nullable(),
  })
  .meta({ id: "position" });

const argued = z
  .strictObject({
    futures: z.int().describe("Of every position under every policy."),
    seed: z.number(),
    version: z.string().describe("Of Parley."),
    positions: z.record(
      key,
      z.strictObject({
        favoured: z.array(key).describe("The best policy and all that are tied with it."),
        answer: z.enum(["follows", "does not follow", "undecided", "untestable", "none"]),
        reason: z.string(),
      }),
    ),
    premises: z.record(key, decides),
    criterion: decides.describe("The same for one's own criterion, which is no premise."),
  })
  .meta({ id: "argued" });

/** What `parley claims --json` prints: claim → words → model → premises → what they decide. */
export const claimsOutputSchema = z
  .strictObject({
    schema: z.literal("parley/claims@1"),
    title: z.string(),
    question: z.string(),
    criterion: z.string().describe("In words."),
    argued: argued.nullable().describe("Verdicts and what decides them, if a run was given."),
    documents: z.array(document),
    policies: z.array(z.strictObject({ key, name: z.string(), label: z.string() })),
    positions: z.array(position),
    premises: z.array(premise),
    claims: z.array(claim),
    disclosures: z.array(z.string()),
    limits: z.array(z.string()),
  })
  .meta({ title: "parley/claims@1" });

export type ClaimsOutput = z.infer<typeof claimsOutputSchema>;
export type DocumentLine = z.infer<typeof document>;
export type ClaimRow = z.infer<typeof claim>;
export type BindingCell = z.infer<typeof binding>;
export type PremiseCell = z.infer<typeof premise>;
export type PositionLine = z.infer<typeof position>;
/** What was found when the study was argued, as far as it is about claims. */
export type Findings = z.infer<typeof argued>;
export type Decides = z.infer<typeof decides>;
