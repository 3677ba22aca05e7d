import type { Anchor, Claim, Document, VariableBinding } from "#study/study";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import type { StudyContext } from "./context.js";
import type { Located } from "./located.js";
import { knownKey } from "./names.js";
import { suggestion, type Report } from "./report.js";
import type { claimSchema } from "./schema/study.js";

type RawClaim = Located<typeof claimSchema>;

/**
 * The claims; each says what it is about, or why nothing in the model stands for it, never both and
 * never neither, so that none is dropped in silence.
 */
export function readClaims(
  context: StudyContext,
  documents: ReadonlyMap<string, Document>,
): ReadonlyMap<string, Claim> {
  const { raw, known, report } = context;
  const claims = new Map<string, Claim>();
  for (const { name, key, place, value } of raw.fields.claims?.entries.values() ?? []) {
    if (value === undefined) continue;
    const { fields, keys } = value;
    const document = knownKey(fields.document, known.documents, report);
    const about = readAbout(context, value);
    tellCoverage(name, place, value, report);
    const anchor = readAnchor(value, documents.get(document ?? ""), context);
    const unmodelled = fields.unmodelled?.value ?? null;
    if (keys.has("unmodelled") && fields.unmodelled === undefined) continue;
    if (document === undefined || fields.says === undefined || anchor === undefined) continue;
    claims.set(key, {
      name,
      key,
      place,
      says: fields.says.value,
      document,
      anchor,
      about,
      unmodelled,
    });
  }
  return claims;
}

function tellCoverage(name: string, place: Place, raw: RawClaim, report: Report): void {
  const about = raw.keys.get("about");
  const unmodelled = raw.keys.get("unmodelled");
  if (about !== undefined && unmodelled !== undefined) {
    const message = `The claim \`${name}\` is bound and marked as unmodelled at once.`;
    const related = [{ message: "Here it is bound.", place: about }];
    const help = "Split it into two claims, or take one of the two away.";
    report.error("bound-and-unmodelled", message, unmodelled, { help, related });
  } else if (about === undefined && unmodelled === undefined) {
    const message = `The claim \`${name}\` is bound to nothing in the model.`;
    const help =
      "Write under `about:` which variables, premises, levers, policies or outcomes it is about, or under `unmodelled:` why there are none.";
    report.error("unbound-claim", message, place, { help });
  } else if (about !== undefined && raw.fields.about?.items.length === 0) {
    const message = `The list of what the claim \`${name}\` is about is empty.`;
    const help = "Name something, or write under `unmodelled:` why there is nothing.";
    report.error("unbound-claim", message, about, { help });
  }
}

function readAbout(context: StudyContext, raw: RawClaim): readonly VariableBinding[] {
  const { variables, premises, levers, policies, outcomes } = context.known;
  const kinds = [variables, premises, levers, policies, outcomes];
  const bindings: VariableBinding[] = [];
  for (const leaf of raw.fields.about?.items ?? []) {
    if (leaf === undefined) continue;
    const key = keyOf(leaf.value);
    if (kinds.some((kind) => kind.names.has(key))) {
      bindings.push({ name: leaf.value, key, place: leaf.place });
    } else if (kinds.every((kind) => kind.whole)) {
      const known = kinds.flatMap((kind) => [...kind.names].map(([id, { name }]) => [id, name]));
      const names = [...new Map(known as [string, string][]).values()];
      const message = `\`${leaf.value}\` is no variable, premise, lever, policy or outcome.`;
      const help = suggestion(leaf.value, names, "names");
      context.report.error("unknown-name", message, leaf.place, { help });
    }
  }
  return bindings;
}

function readAnchor(
  raw: RawClaim,
  document: Document | undefined,
  context: StudyContext,
): Anchor | undefined {
  const { report } = context;
  const { quote, original } = raw.fields;
  const exact = quote?.fields.exact;
  if (quote === undefined || exact === undefined) return undefined;
  const { start, end, sha256 } = original?.fields ?? {};
  const words =
    start === undefined || end === undefined || sha256 === undefined
      ? null
      : { start: start.value, end: end.value, sha256: sha256.value };
  if (words !== null && end !== undefined && words.end <= words.start) {
    const message = `The original words would end at ${words.end}, and start at ${words.start}.`;
    report.error("bad-original", message, end.place);
  }
  if (original !== undefined && document !== undefined && !hasOriginal(document, context)) {
    const message = `The document \`${document.name}\` says nothing of an original.`;
    const help = "Give its hash and length under `original:` of the document.";
    report.error("bad-original", message, original.place, { help });
  }
  const length = document?.original?.length ?? Infinity;
  if (words !== null && end !== undefined && words.end > length) {
    const message = `The original has ${length} characters, and these words would end at ${words.end}.`;
    report.error("bad-original", message, end.place);
  }
  return {
    exact: exact.value.trim(),
    prefix: quote.fields.prefix?.value ?? "",
    suffix: quote.fields.suffix?.value ?? "",
    place: exact.place,
    original: words,
  };
}

/** Whether a document says anything of its original, readable or not. */
function hasOriginal(document: Document, context: StudyContext): boolean {
  const raw = context.raw.fields.documents?.entries.get(document.key)?.value;
  return raw?.keys.has("original") ?? false;
}
