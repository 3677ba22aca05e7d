import type { Claim, Document } from "#study/study";
import { nearThreshold, QuoteFinder } from "./quotes.js";
import type { QuoteMatch } from "./quotes.js";
import type { Report } from "./report.js";

/** Why the words of a claim are not found exactly once in its document, and what to write instead. */
export interface LostQuote {
  readonly code: "ambiguous-quote" | "quote-not-found" | "orphaned-quote";
  readonly message: string;
  readonly help: string;
}

/** Tells every claim whose words are not found exactly once in its document. */
export function tellLostQuotes(
  claims: ReadonlyMap<string, Claim>,
  documents: ReadonlyMap<string, Document>,
  severity: "error" | "warning",
  report: Report,
): void {
  for (const document of documents.values()) {
    const finder = new QuoteFinder(document.text);
    for (const claim of claims.values()) {
      if (claim.document !== document.key) continue;
      const lost = lostQuote(claim, document, finder.locate(claim.anchor));
      if (lost === null) continue;
      report[severity](lost.code, lost.message, claim.anchor.place, { help: lost.help });
    }
  }
}

/** What there is to say about a quote that was looked for in its document; null if it was found. */
export function lostQuote(claim: Claim, document: Document, match: QuoteMatch): LostQuote | null {
  const where = `in \`${document.file}\``;
  switch (match.kind) {
    case "found":
      return null;
    case "ambiguous": {
      const lines = match.starts.slice(0, 4).map((start) => lineOf(document.text, start));
      const distinct = [...new Set(lines)];
      const at = distinct.length === 1 ? `line ${distinct[0]}` : `lines ${distinct.join(", ")}`;
      return {
        code: "ambiguous-quote",
        message: `The quote of the claim \`${claim.name}\` is found ${match.starts.length} times ${where}.`,
        help: `Tell which one is meant with \`prefix:\` or \`suffix:\`, what stands right before or behind it (${at}).`,
      };
    }
    case "near": {
      const passage = document.text.slice(match.start, match.end).replace(/\s+/gu, " ");
      const share = Math.floor(match.similarity * 100);
      return {
        code: "quote-not-found",
        message: `The quote of the claim \`${claim.name}\` is not found ${where}.`,
        help: `Line ${lineOf(document.text, match.start)} has, ${share} % alike: ${passage}`,
      };
    }
    case "orphaned":
      return {
        code: "orphaned-quote",
        message: `Orphaned quote: the words of the claim \`${claim.name}\` are not found ${where}, and nothing like them.`,
        help:
          claim.anchor.prefix === "" && claim.anchor.suffix === ""
            ? `Nothing in it agrees by ${nearThreshold * 100} % or more; quote words that are there.`
            : "Quote words that are there, and check `prefix` and `suffix` against what stands around them.",
      };
  }
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
