import type { Diagnostic } from "#study/diagnostic";
import type { Study } from "#study/study";
import { encodeUtf8 } from "../utf8.js";

/** What became of comparing a study with the original text of one of its documents. */
export interface OriginalCheck {
  /** Claims that say where their words are in the original, and those of them that agree. */
  readonly claims: number;
  readonly agreeing: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares a document with the original text that it summarises: the length and hash of the whole
 * (UTF-8, without a byte order mark), and for each of its claims the hash of the original words.
 * The words themselves appear in no message. `sha256` gives 64 hexadecimal digits in lower case.
 */
export function verifyOriginal(
  study: Study,
  documentKey: string,
  text: string,
  sha256: (bytes: Uint8Array) => string,
): OriginalCheck {
  const diagnostics: Diagnostic[] = [];
  const document = study.documents.get(documentKey);
  if (document === undefined || document.original === null) {
    const name = document?.name ?? documentKey;
    const message = `The document \`${name}\` gives no hash of an original.`;
    const place = document === undefined ? {} : { place: document.place };
    diagnostics.push({ code: "no-original", severity: "error", message, ...place });
    return { claims: 0, agreeing: 0, diagnostics };
  }
  const { original, place, name } = document;
  if (text.length !== original.length) {
    const message = `The original of \`${name}\` should have ${original.length} characters; the text given has ${text.length}.`;
    diagnostics.push({ code: "original-differs", severity: "error", message, place });
  } else if (sha256(encodeUtf8(text)) !== original.sha256) {
    const message = `The text given is as long as the original of \`${name}\`, and its hash differs: some characters are others.`;
    diagnostics.push({ code: "original-differs", severity: "error", message, place });
  }
  let claims = 0;
  let agreeing = 0;
  for (const claim of study.claims.values()) {
    const words = claim.anchor.original;
    if (claim.document !== documentKey || words === null) continue;
    claims += 1;
    if (sha256(encodeUtf8(text.slice(words.start, words.end))) === words.sha256) agreeing += 1;
    else {
      const message = `The words of the claim \`${claim.name}\`, characters ${words.start} to ${words.end} of the original, have another hash.`;
      diagnostics.push({
        code: "words-differ",
        severity: "error",
        message,
        place: claim.place,
        help: "Either the text given is not the original, or `start` and `end` are wrong.",
      });
    }
  }
  return { claims, agreeing, diagnostics };
}
