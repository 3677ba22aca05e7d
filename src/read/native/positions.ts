import type { Criterion, HeldPremise, Position, Premise, Reading } from "#study/study";
import type { StudyContext } from "./context.js";
import { readConclusion } from "./conclusions.js";
import { readCriterion } from "./criterion.js";
import type { Located, NamesEntry } from "./located.js";
import { readHoldings } from "./holdings.js";
import { knownKey } from "./names.js";
import { readReadings } from "./readings.js";
import type { positionSchema } from "./schema/study.js";
import { tellCircles } from "./same-as.js";

type RawPosition = Located<typeof positionSchema>;

/** The positions; `same as` takes over the premises, readings and criterion of another one. */
export function readPositions(
  context: StudyContext,
  premises: ReadonlyMap<string, Premise>,
): ReadonlyMap<string, Position> {
  const { raw, known, report } = context;
  const entries = raw.fields.positions?.entries ?? new Map<string, NamesEntry<RawPosition>>();
  const own = new Map<string, OwnBeliefs>();
  const sameAs = new Map<string, string>();
  for (const { key, value } of entries.values()) {
    const other = value?.fields["same as"];
    const stray = (["premises", "readings"] as const).find((part) => value?.keys.has(part));
    if (other !== undefined && stray !== undefined) {
      const message = `A position that is the same as another one has no ${stray} of its own.`;
      const help = `Take \`same as\` away and write the ${stray} out.`;
      report.error("same-as-and-premises", message, other.place, { help });
    }
    const target = knownKey(other, known.positions, report);
    if (target !== undefined) sameAs.set(key, target);
    own.set(key, readOwn(value, context, premises));
  }
  const circular = tellCircles(sameAs, entries, report);
  const positions = new Map<string, Position>();
  for (const { name, key, place, value } of entries.values()) {
    if (value === undefined || circular.has(key)) continue;
    const source = own.get(sourceOf(key, sameAs));
    positions.set(key, {
      name,
      key,
      place,
      label: value.fields.label?.value ?? name,
      document: knownKey(value.fields.document, known.documents, report) ?? null,
      holds: source?.holds ?? new Map(),
      concludes: readConclusion(value, context),
      criterion: own.get(key)?.criterion ?? source?.criterion ?? null,
      readings: source?.readings ?? new Map(),
    });
  }
  return positions;
}

interface OwnBeliefs {
  readonly holds: ReadonlyMap<string, HeldPremise>;
  readonly criterion: Criterion | null;
  readonly readings: ReadonlyMap<string, Reading>;
}

function sourceOf(key: string, sameAs: ReadonlyMap<string, string>): string {
  let source = key;
  for (let next = sameAs.get(source); next !== undefined; next = sameAs.get(source)) source = next;
  return source;
}

function readOwn(
  raw: RawPosition | undefined,
  context: StudyContext,
  premises: ReadonlyMap<string, Premise>,
): OwnBeliefs {
  const holds = readHoldings(raw?.fields.premises, context, premises);
  const criterion = raw?.fields.criterion;
  return {
    holds,
    criterion: criterion === undefined ? null : (readCriterion(criterion, context) ?? null),
    // Beside `same as` they are told as a whole.
    readings: readReadings(
      raw?.keys.has("same as") === true ? undefined : raw?.fields.readings,
      holds,
      context,
      premises,
    ),
  };
}
