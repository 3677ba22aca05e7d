import type { Files } from "#study/host";
import type { Variable } from "#study/model";
import type { Located } from "./located.js";
import type { ModelReading } from "./model.js";
import { knownNames, type KnownNames } from "./names.js";
import type { Report } from "./report.js";
import type { studySchema } from "./schema/study.js";

export type RawStudy = Located<typeof studySchema>;

/** What the sections of a study need of one another while it is read. */
export interface StudyContext {
  readonly raw: RawStudy;
  /** Path of the study file; other files are beside it. */
  readonly file: string;
  readonly files: Files;
  readonly report: Report;
  readonly model: ModelReading;
  readonly known: {
    readonly variables: KnownNames;
    readonly documents: KnownNames;
    readonly claims: KnownNames;
    readonly premises: KnownNames;
    readonly positions: KnownNames;
    readonly levers: KnownNames;
    readonly policies: KnownNames;
    readonly outcomes: KnownNames;
  };
}

export function studyContext(
  raw: RawStudy,
  file: string,
  files: Files,
  model: ModelReading,
  report: Report,
): StudyContext {
  const { fields } = raw;
  const variables: KnownNames = {
    one: "variable of the model",
    many: "variables",
    names: new Map([...model.variables].map(([key, reading]) => [key, reading.variable])),
    whole: model.complete,
  };
  const known = {
    variables,
    documents: knownNames("document of this study", "documents", fields.documents),
    claims: knownNames("claim of this study", "claims", fields.claims),
    premises: knownNames("premise of this study", "premises", fields.premises),
    positions: knownNames("position of this study", "positions", fields.positions),
    levers: knownNames("lever of this study", "levers", fields.levers),
    policies: knownNames("policy of this study", "policies", fields.policies),
    outcomes: knownNames("outcome of this study", "outcomes", fields.outcomes),
  };
  return { raw, file, files, report, model, known };
}

/** The variable of a key, as far as it could be read. */
export function variableOf(
  context: StudyContext,
  key: string,
): Omit<Variable, "definitions"> | undefined {
  return context.model.variables.get(key)?.variable;
}
