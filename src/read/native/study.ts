import type { Checked } from "#study/diagnostic";
import type { Files } from "#study/host";
import type { SourceText } from "#study/place";
import type { Study } from "#study/study";
import { besides, readTextFile } from "../files.js";
import { isNativeFile, readModelFile } from "../model-file.js";
import { tellLostQuotes } from "./anchors.js";
import { readClaims } from "./claims.js";
import { studyContext, type RawStudy, type StudyContext } from "./context.js";
import { readCorrelations } from "./correlations.js";
import { readCriterion } from "./criterion.js";
import { readDocuments } from "./documents.js";
import { readHindcast } from "./hindcast.js";
import type { Leaf, List } from "./located.js";
import { nothingRead, readingOf, readModelInto, type ModelReading } from "./model.js";
import { readObservations } from "./observations.js";
import { readOutcomes } from "./outcomes.js";
import { readLevers, readPolicies } from "./policies.js";
import { readPositions } from "./positions.js";
import { readPremises } from "./premises.js";
import { readRecord } from "./record.js";
import { Report } from "./report.js";
import { studySchema } from "./schema/study.js";
import { readStructure } from "./structure.js";
import { parseYaml } from "./yaml-text.js";

/** A page that shows texts lists the quotes it cannot place; elsewhere they are to be mended first. */
export type LostQuotes = "error" | "warning";

/**
 * Reads a study with its model, documents and observations (docs/format.md). `path` and all paths
 * in diagnostics are relative to the root of `files`. Everything that is wrong with any of the
 * files is told at once; there is a study only if there are no errors.
 * `lostQuotes`: whether a quote that is not found once in its document is one.
 */
export async function readStudy(
  files: Files,
  path: string,
  lostQuotes: LostQuotes = "error",
): Promise<Checked<Study>> {
  const report = new Report();
  const { source, diagnostics } = await readTextFile(files, path, null);
  report.addAll(diagnostics);
  const study =
    source === undefined ? undefined : await readFrom(source, files, lostQuotes, report);
  const list = report.list;
  return study === undefined || report.errorCount > 0
    ? { diagnostics: list }
    : { value: study, diagnostics: list };
}

async function readFrom(
  source: SourceText,
  files: Files,
  lostQuotes: LostQuotes,
  report: Report,
): Promise<Study | undefined> {
  const yaml = parseYaml(source, report);
  const raw = yaml === undefined ? undefined : readStructure(yaml, studySchema, report);
  if (raw === undefined) return undefined;
  const model = await readItsModel(raw, source.file, files, report);
  const context = studyContext(raw, source.file, files, model, report);
  return readSections(context, lostQuotes);
}

/** Sections in the order of the file, since that is the order in which a person mends them. */
async function readSections(
  context: StudyContext,
  lostQuotes: LostQuotes,
): Promise<Study | undefined> {
  const { raw, report, file, model } = context;
  const { fields } = raw;
  const documents = await readDocuments(context);
  const claims = readClaims(context, documents);
  tellLostQuotes(claims, documents, lostQuotes, report);
  const premises = readPremises(context);
  const correlations = readCorrelations(context);
  const positions = readPositions(context, premises);
  const levers = readLevers(context);
  const policies = readPolicies(context);
  const outcomes = readOutcomes(context);
  const criterion =
    fields.criterion === undefined ? undefined : readCriterion(fields.criterion, context);
  const observations = await readObservations(context);
  const hindcast = readHindcast(context);
  const record = await readRecord(context.files, context.file, report);
  tellEmptySections(context);
  if (model.model === undefined || criterion === undefined) return undefined;
  if (fields.title === undefined || fields.question === undefined) return undefined;
  return {
    name: fields.title.value,
    file,
    title: fields.title.value,
    question: fields.question.value,
    disclosures: textsOf(fields.disclosures),
    limits: textsOf(fields.limits),
    model: model.model,
    documents,
    claims,
    premises,
    ...(correlations.length === 0 ? {} : { correlations }),
    positions,
    levers,
    policies,
    outcomes,
    criterion,
    observations,
    hindcast,
    record,
  };
}

async function readItsModel(
  raw: RawStudy,
  file: string,
  files: Files,
  report: Report,
): Promise<ModelReading> {
  const leaf = raw.fields.model;
  if (leaf === undefined) return nothingRead;
  const path = besides(file, leaf.value);
  if (!isNativeFile(path)) {
    const { value, diagnostics } = await readModelFile(files, path, leaf.place);
    report.addAll(diagnostics);
    return value === undefined ? nothingRead : readingOf(value);
  }
  const { source, diagnostics } = await readTextFile(files, path, leaf.place);
  report.addAll(diagnostics);
  return source === undefined ? nothingRead : readModelInto(source, report);
}

/** What a study cannot do without: something to choose between, and something to choose by. */
function tellEmptySections(context: StudyContext): void {
  const { fields } = context.raw;
  const { report } = context;
  for (const [key, section] of [
    ["documents", fields.documents],
    ["claims", fields.claims],
    ["premises", fields.premises],
    ["positions", fields.positions],
    ["levers", fields.levers],
    ["outcomes", fields.outcomes],
  ] as const) {
    if (section !== undefined && section.entries.size === 0) {
      report.warning("empty-section", `There are no ${key} yet.`, section.place);
    }
  }
  const { policies } = fields;
  if (policies !== undefined && policies.entries.size < 2) {
    const message = "There are no two policies to choose between yet.";
    report.warning("empty-section", message, policies.place);
  }
}

function textsOf(list: List<Leaf<string>> | undefined): readonly string[] {
  return (list?.items ?? []).flatMap((leaf) => (leaf === undefined ? [] : [leaf.value]));
}
