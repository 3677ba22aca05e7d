import type { Claim, Document } from "#study/study";
import { nearThreshold, QuoteFinder } from "./quotes.js";
import type { Report } from "./report.js";

/** Tells every claim whose words are not found exactly once in its document. */
export function tellLostQuotes(
  claims: ReadonlyMap<string, Claim>,
  documents: ReadonlyMap<string, Document>,
  report: Report,
): void {
  for (const document of documents.values()) {
    const finder = new QuoteFinder(document.text);
    for (const claim of claims.values()) {
      if (claim.document === document.key) tellLostQuote(claim, document, finder, report);
    }
  }
}

function tellLostQuote(
  claim: Claim,
  document: Document,
  finder: QuoteFinder,
  report: Report,
): void {
  const { anchor } = claim;
  const match = finder.locate(anchor);
  const where = `in \`${document.file}\``;
  switch (match.kind) {
    case "found":
      return;
    case "ambiguous": {
      const message = `The quote of the claim \`${claim.name}\` is found ${match.starts.length} times ${where}.`;
      const lines = match.starts.slice(0, 4).map((start) => lineOf(document.text, start));
      const distinct = [...new Set(lines)];
      const at = distinct.length === 1 ? `line ${distinct[0]}` : `lines ${distinct.join(", ")}`;
      const help = `Tell which one is meant with \`prefix:\` or \`suffix:\`, what stands right before or behind it (${at}).`;
      report.error("ambiguous-quote", message, anchor.place, { help });
      return;
    }
    case "near": {
      const passage = document.text.slice(match.start, match.end).replace(/\s+/gu, " ");
      const share = Math.floor(match.similarity * 100);
      const message = `The quote of the claim \`${claim.name}\` is not found ${where}.`;
      const help = `Line ${lineOf(document.text, match.start)} has, ${share} % alike: ${passage}`;
      report.error("quote-not-found", message, anchor.place, { help });
      return;
    }
    case "orphaned": {
      const message = `Orphaned quote: the words of the claim \`${claim.name}\` are not found ${where}, and nothing like them.`;
      const help =
        anchor.prefix === "" && anchor.suffix === ""
          ? `Nothing in it agrees by ${nearThreshold * 100} % or more; quote words that are there.`
          : "Quote words that are there, and check `prefix` and `suffix` against what stands around them.";
      report.error("orphaned-quote", message, anchor.place, { help });
    }
  }
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
