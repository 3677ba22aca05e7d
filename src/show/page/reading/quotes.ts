import { lostQuote } from "#read/native/anchors";
import { QuoteFinder } from "#read/native/quotes";
import type { Claim, Document, Study } from "#study/study";

import { blocksOf } from "./markdown.js";
import type { Block, Run } from "./markdown.js";

/** Words with the claims that quote them. */
export interface QuotedRun extends Run {
  readonly claims: readonly string[];
  /** Whether the words of a claim begin here: of several runs of one quote the first can be reached by keyboard. */
  readonly begins: readonly string[];
}

export interface QuotedBlock extends Omit<Block, "runs"> {
  readonly runs: readonly QuotedRun[];
}

export interface QuotedDocument {
  readonly document: Document;
  readonly blocks: readonly QuotedBlock[];
  /** Claims whose words are not found, or found more than once, and what to do about it. */
  readonly orphans: readonly { readonly claim: Claim; readonly help: string }[];
}

interface Span {
  readonly claim: string;
  readonly from: number;
  readonly to: number;
}

/** A document in blocks, its runs divided where quotes begin and end. */
export function quotedDocument(study: Study, document: Document): QuotedDocument {
  const finder = new QuoteFinder(document.text);
  const spans: Span[] = [];
  const orphans: QuotedDocument["orphans"][number][] = [];
  for (const claim of study.claims.values()) {
    if (claim.document !== document.key) continue;
    const match = finder.locate(claim.anchor);
    if (match.kind === "found") {
      spans.push({ claim: claim.key, from: match.start, to: match.end });
    } else orphans.push({ claim, help: lostQuote(claim, document, match)?.help ?? "" });
  }
  const blocks = blocksOf(document.text).map((block) => ({
    ...block,
    runs: block.runs.flatMap((run) => divided(run, spans)),
  }));
  return { document, blocks, orphans };
}

function divided(run: Run, spans: readonly Span[]): readonly QuotedRun[] {
  const inside = spans.filter(({ from, to }) => from < run.to && to > run.from);
  const borders = new Set([run.from, run.to]);
  for (const { from, to } of inside) {
    if (from > run.from) borders.add(from);
    if (to < run.to) borders.add(to);
  }
  const ordered = [...borders].toSorted((one, other) => one - other);
  return ordered.slice(0, -1).map((from, at) => {
    const to = ordered[at + 1];
    const over = inside.filter((span) => span.from <= from && span.to >= to);
    return {
      ...run,
      text: run.text.slice(from - run.from, to - run.from),
      from,
      to,
      claims: over.map(({ claim }) => claim),
      begins: over.filter((span) => span.from === from).map(({ claim }) => claim),
    };
  });
}
