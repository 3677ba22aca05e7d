import type { Document } from "#study/study";
import { besides, readTextFile } from "../files.js";
import type { StudyContext } from "./context.js";

/** The documents with their frozen texts. */
export async function readDocuments(context: StudyContext): Promise<ReadonlyMap<string, Document>> {
  const { raw, file, files, report } = context;
  const documents = new Map<string, Document>();
  for (const { name, key, place, value } of raw.fields.documents?.entries.values() ?? []) {
    const fields = value?.fields;
    if (fields?.file === undefined) continue;
    const path = besides(file, fields.file.value);
    const { source, diagnostics } = await readTextFile(files, path, fields.file.place);
    report.addAll(diagnostics);
    const { title, author, date, outlet, licence, original } = fields;
    if (source === undefined || title === undefined || author === undefined) continue;
    const { sha256, length } = original?.fields ?? {};
    documents.set(key, {
      name,
      key,
      place,
      title: title.value,
      author: author.value,
      date: date?.value ?? null,
      outlet: outlet?.value ?? null,
      licence: licence?.value ?? null,
      file: path,
      text: source.text,
      original:
        sha256 === undefined || length === undefined
          ? null
          : { sha256: sha256.value, length: length.value },
    });
  }
  return documents;
}
