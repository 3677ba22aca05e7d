import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { verifyOriginal } from "#read/native/originals";
import { decodeUtf8, encodeUtf8 } from "#read/utf8";
import type { Diagnostic } from "#study/diagnostic";
import type { Study } from "#study/study";
import type { OriginalCounts } from "./check-output.js";

export interface OriginalResult {
  readonly counts: NonNullable<OriginalCounts>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares the documents of a study with a file that holds the text they summarise. One file may
 * be the original of several documents: those whose hash it has.
 */
export async function checkOriginal(study: Study, path: string): Promise<OriginalResult> {
  const none = { documents: 0, claims: 0, agreeing: 0 };
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch {
    const message = `The original \`${path}\` cannot be read.`;
    return { counts: none, diagnostics: [{ code: "no-original", severity: "error", message }] };
  }
  const { value: text, diagnostics } = decodeUtf8(bytes, path);
  if (text === undefined) return { counts: none, diagnostics };
  const hash = sha256(encodeUtf8(text));
  const documents = [...study.documents.values()].filter(
    (document) => document.original?.sha256 === hash,
  );
  if (documents.length === 0) {
    return { counts: none, diagnostics: [nothingMatches(study, path, text, hash)] };
  }
  const results = documents.map((document) => verifyOriginal(study, document.key, text, sha256));
  return {
    counts: {
      documents: documents.length,
      claims: results.reduce((sum, result) => sum + result.claims, 0),
      agreeing: results.reduce((sum, result) => sum + result.agreeing, 0),
    },
    diagnostics: results.flatMap((result) => result.diagnostics),
  };
}

function nothingMatches(study: Study, path: string, text: string, hash: string): Diagnostic {
  const withOriginal = [...study.documents.values()].filter((document) => document.original);
  const wanted = withOriginal.map(
    ({ name, original }) => `${name}: ${original?.length} characters, ${original?.sha256}`,
  );
  const help =
    wanted.length === 0
      ? "No document of the study gives the hash of an original."
      : ["The study knows these originals:", ...wanted].join("\n");
  const message = `\`${path}\` (${text.length} characters, SHA-256 ${hash}) is the original of no document.`;
  return { code: "original-differs", severity: "error", message, help };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
