import { z } from "zod";
import { heldKeys, possibleKeys } from "./belief.js";
import {
  count,
  equationText,
  flag,
  fileName,
  isoDate,
  nameText,
  quantity,
  sha256Text,
  text,
  unitText,
  weight,
} from "./leaves.js";

const texts = z.array(text).meta({ title: "a list of sentences" });
const names = z.array(nameText).meta({ title: "a list of names" });

const documentSchema = z
  .strictObject({
    title: text.describe("The title of the text."),
    author: text.describe("Who wrote it."),
    date: isoDate.optional().describe("When it appeared: 2009-12-21, 2009-12 or 2009."),
    outlet: text.optional().describe("Where it appeared."),
    licence: text.optional().describe("Under which terms the text is here."),
    file: fileName.describe("The file with the frozen text that claims quote."),
    original: z
      .strictObject({
        sha256: sha256Text.describe("The hash of the original text in UTF-8."),
        length: count.describe("Its length in UTF-16 code units."),
      })
      .meta({ id: "original-text", title: "the original text's hash and length" })
      .optional()
      .describe("The text that was summarised, which is not here."),
  })
  .meta({ id: "document", title: "a document" });

export const claimSchema = z
  .strictObject({
    document: nameText.describe("The document that it stands in."),
    says: text.describe("The claim in your own words."),
    quote: z
      .strictObject({
        exact: text.describe("The words, found exactly once in the document."),
        prefix: text.optional().describe("What stands right before them."),
        suffix: text.optional().describe("What stands right behind them."),
      })
      .meta({ id: "quote", title: "a quote" })
      .describe("The words in the document that make the claim."),
    original: z
      .strictObject({
        start: count.describe("Where the words start in the original (UTF-16 code units)."),
        end: count.describe("Where they end."),
        sha256: sha256Text.describe("The hash of the words in UTF-8."),
      })
      .meta({ id: "original-words", title: "the place of the original words" })
      .optional()
      .describe("Where the words are in the original, and their hash."),
    about: names
      .optional()
      .describe("The variables, premises, levers, policies or outcomes that it is about."),
    unmodelled: text.optional().describe("Why nothing in the model stands for it."),
  })
  .meta({
    id: "claim",
    title: "a claim",
    oneOf: [{ required: ["about"] }, { required: ["unmodelled"] }],
  });

export const premiseSchema = z
  .strictObject({
    kind: z
      .enum(["fact", "structure", "value"])
      .meta({ title: "one of fact, structure, value" })
      .describe("fact: evidence could settle it; structure: how things work; value: neither."),
    ...possibleKeys,
    at: quantity.optional().describe("What a single run takes; default the median."),
    unit: unitText.optional().describe("Must agree with the model's."),
    why: text.describe("Why it is disputed, and how the range was chosen."),
    source: text.optional().describe("Where the range comes from."),
  })
  .meta({ id: "premise", title: "a premise" });

export const heldSchema = z
  .strictObject({
    ...heldKeys,
    basis: z
      .enum(["stated", "inferred", "added"])
      .meta({ title: "one of stated, inferred, added" })
      .describe("stated in the text, inferred from it, or added by the modeller."),
    claim: nameText.optional().describe("The claim that it rests on."),
    claims: names.optional().describe("The claims that it rests on."),
    note: text.optional().describe("How the words became numbers."),
  })
  .meta({ id: "held-premise", title: "a premise that a speaker holds" });

const lossTermSchema = z
  .strictObject({
    outcome: nameText.describe("An outcome with a preferred direction."),
    weight: weight.describe("A number, or the name of a value premise."),
    reference: quantity.optional().describe("Where the loss is zero; default 0."),
    scale: quantity.describe("The difference from the reference that counts as 1."),
  })
  .meta({ id: "loss-term", title: "a term of the loss" });

export const criterionSchema = z
  .strictObject({
    loss: z
      .array(lossTermSchema)
      .min(1)
      .meta({ title: "a list of weighted outcomes" })
      .optional()
      .describe("Weighted loss, less is better."),
    success: equationText
      .optional()
      .describe("A condition over outcomes; the policy that meets it most often wins."),
    expected: nameText.optional().describe("One outcome, whose mean decides."),
  })
  .meta({
    id: "criterion",
    title: "a criterion: one of loss, success, expected",
    minProperties: 1,
    maxProperties: 1,
  });

export const readingSchema = z
  .strictObject({
    label: text.optional().describe("What it is called; default the name."),
    why: text.describe("What in the words speaks for this reading."),
    premises: z
      .record(z.string(), heldSchema)
      .meta({ title: "what is held, by premise" })
      .optional()
      .describe("The premises that are held otherwise if the words are read so."),
    open: names.optional().describe("Premises on which, read so, the words say nothing."),
  })
  .meta({ id: "reading", title: "another reading of a speaker's words" });

export const positionSchema = z
  .strictObject({
    label: text.optional().describe("What the speaker is called; default the name."),
    document: nameText.optional().describe("The document that the speaker wrote."),
    concludes: z
      .strictObject({
        policy: nameText.optional().describe("The policy that is argued for before all others."),
        ranking: names.optional().describe("Policies in order, best first."),
        against: z
          .union([nameText, names])
          .meta({ title: "a policy, or a list of policies" })
          .optional()
          .describe("The policy or policies that are argued against."),
        claim: nameText.describe("The claim that says so."),
      })
      .meta({ id: "conclusion", title: "a conclusion" })
      .optional()
      .describe("What the speaker argues for."),
    premises: z
      .record(z.string(), heldSchema)
      .meta({ title: "what is held, by premise" })
      .optional()
      .describe("What the speaker holds; a premise that is not listed is open."),
    readings: z
      .record(z.string(), readingSchema)
      .meta({ title: "other readings by name" })
      .optional()
      .describe("Other ways to read the same words; what stands under `premises` is the main one."),
    "same as": nameText.optional().describe("A position with the same premises."),
    criterion: criterionSchema.optional().describe("The speaker's own criterion."),
  })
  .meta({ id: "position", title: "a position" });

const leverSchema = z
  .strictObject({ doc: text.optional().describe("What it is, in words.") })
  .meta({ id: "lever", title: "a lever", type: ["object", "null"] });

const settingSchema = z.union([
  quantity,
  z
    .strictObject({
      path: z
        .array(z.tuple([quantity, quantity]).meta({ title: "a pair [time, value]" }))
        .min(1)
        .meta({ title: "a list of pairs [time, value]" })
        .describe("Pairs [time, value], interpolated in between."),
    })
    .meta({ id: "path", title: "a path over time" }),
]);

export const policySchema = z
  .strictObject({
    label: text.optional().describe("What it is called; default the name."),
    levers: z
      .record(z.string(), settingSchema)
      .meta({ title: "settings by lever" })
      .describe("Every lever: a number, or a path over time."),
  })
  .meta({ id: "policy", title: "a policy" });

export const outcomeSchema = z
  .strictObject({
    of: nameText.describe("The variable that it is read off."),
    measure: z
      .enum(["at", "change", "total", "mean", "min", "max", "first above", "first below"])
      .meta({ title: "one of at, change, total, mean, min, max, first above, first below" })
      .optional()
      .describe("How a run becomes one number; left out where `at` stands."),
    at: quantity.optional().describe("The value at this time; short for measure: at, to: …"),
    from: quantity.optional().describe("From when; default the start."),
    to: quantity.optional().describe("Until when; default the stop."),
    threshold: quantity.optional().describe("For `first above` and `first below`."),
    prefer: z
      .enum(["less", "more"])
      .meta({ title: "less or more" })
      .optional()
      .describe("Which is better; left out where speakers disagree."),
    label: text.optional().describe("What it is called; default the name."),
  })
  .meta({ id: "outcome", title: "an outcome" });

const boundLeaf = z.enum(["at least", "at most"]).meta({ title: "`at least` or `at most`" });

const observedPointSchema = z
  .strictObject({
    time: quantity,
    value: quantity,
    low: quantity.optional().describe("The lowest figure given."),
    high: quantity.optional().describe("The highest figure given."),
    bound: boundLeaf.optional().describe("The figure is the least, or the most, that it can be."),
    source: text.describe("Who says so."),
  })
  .meta({ id: "observed-point", title: "an observed point" });

export const observationSchema = z
  .strictObject({
    of: nameText.describe("The variable that was observed."),
    points: z
      .array(observedPointSchema)
      .min(1)
      .meta({ title: "a list of observed points" })
      .optional()
      .describe("What was observed, point by point."),
    file: fileName
      .optional()
      .describe("A CSV file with the columns series, time, value, low, high, bound, source."),
    quantity: nameText
      .optional()
      .describe("What was measured: sources on one quantity are alternatives and count as one."),
    error: z
      .strictObject({
        deviation: quantity.optional().describe("A standard deviation, in the series' unit."),
        relative: quantity.optional().describe("A standard deviation, as a share of the figure."),
        independent: flag
          .optional()
          .describe("true: what is off at one time says nothing of the next; default false."),
        why: text.optional().describe("Why so much."),
      })
      .meta({ id: "observation-error", title: "an error: a `deviation`, or a `relative` one" })
      .optional()
      .describe("How far the figure may be from the truth, and the model from both."),
    "not scored": text
      .optional()
      .describe("Why positions are not scored by it: an input of the run, a doubtful mapping …"),
  })
  .meta({
    id: "observation",
    title: "an observed series",
    oneOf: [{ required: ["points"] }, { required: ["file"] }],
  });

const hindcastSchema = z
  .strictObject({
    policy: nameText.describe("The policy that was in fact followed."),
    "scored from": quantity
      .optional()
      .describe("The first time that the texts could not know; default the start."),
  })
  .meta({ id: "hindcast", title: "how positions are scored by what was observed" });

export const correlationSchema = z
  .strictObject({
    premises: z
      .tuple([nameText, nameText])
      .meta({ title: "a pair of premises" })
      .describe("The two that hang together."),
    value: quantity.describe("How: above −1 and below 1; of their normal scores."),
    why: text.optional().describe("Why they do."),
  })
  .meta({ id: "correlation", title: "a correlation of two premises" });

/** A study file; see docs/format.md. */
export const studySchema = z
  .strictObject({
    title: text.describe("What the study is called."),
    question: text.describe("Which policy …? The question it answers."),
    model: fileName.describe("The model: model.yaml."),
    disclosures: texts
      .optional()
      .describe("How the model was arrived at; shown with every result."),
    limits: texts.optional().describe("What the model leaves out."),
    documents: byName(documentSchema, "documents by name").describe("The texts, by name."),
    claims: byName(claimSchema, "claims by name").describe("What the texts claim."),
    premises: byName(premiseSchema, "premises by name").describe(
      "What is disputed: constants of the model, and weights of the criterion.",
    ),
    correlations: z
      .array(correlationSchema)
      .meta({ title: "a list of correlations" })
      .optional()
      .describe("Premises that hang together; all others vary independently."),
    positions: byName(positionSchema, "positions by name").describe("Who holds what."),
    levers: byName(leverSchema, "levers by name").describe(
      "Constants of the model that a decision sets.",
    ),
    policies: byName(policySchema, "policies by name").describe("Named settings of all levers."),
    outcomes: byName(outcomeSchema, "outcomes by name").describe("Numbers read off a run."),
    criterion: criterionSchema.describe("How outcomes become one preference."),
    observations: byName(observationSchema, "observed series by name")
      .optional()
      .describe("What was observed after the text was written."),
    hindcast: hindcastSchema
      .optional()
      .describe("Which policy was followed, and from when on positions are scored."),
  })
  .meta({ title: "a study" });


function byName<Entry extends z.ZodType>(entry: Entry, title: string) {
  return z.record(z.string(), entry).meta({ title });
}
