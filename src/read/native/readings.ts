import type { HeldPremise, Premise, Reading } from "#study/study";
import type { StudyContext } from "./context.js";
import { readHoldings } from "./holdings.js";
import type { Located, Names } from "./located.js";
import { knownKey } from "./names.js";
import type { readingSchema } from "./schema/study.js";

type RawReading = Located<typeof readingSchema>;

/** The other readings of a speaker's words; each is the main one, `main`, with some of it changed. */
export function readReadings(
  raw: Names<RawReading> | undefined,
  main: ReadonlyMap<string, HeldPremise>,
  context: StudyContext,
  premises: ReadonlyMap<string, Premise>,
): ReadonlyMap<string, Reading> {
  const { report } = context;
  const readings = new Map<string, Reading>();
  for (const { name, key, place, value } of raw?.entries.values() ?? []) {
    if (key === MAIN_READING) {
      const help = "Give this one a name of its own.";
      const message = "`main` is the reading that stands under `premises` of the position.";
      report.error("bad-reading", message, place, { help });
    }
    if (value === undefined) continue;
    const changed = readHoldings(value.fields.premises, context, premises);
    const opened = readOpened(value, changed, main, context);
    if (!value.keys.has("premises") && !value.keys.has("open")) {
      const message = `The reading \`${name}\` changes nothing.`;
      const help =
        "Write `premises:` and what is held otherwise, or `open:` and the premises on which, read so, nothing is said.";
      report.error("bad-reading", message, place, { help });
    }
    const why = value.fields.why?.value;
    if (why === undefined) continue;
    // In the order of the study's premises, as a position's own would be looked at.
    const holds = new Map<string, HeldPremise>();
    const differs: string[] = [];
    for (const premise of premises.keys()) {
      const held = opened.has(premise) ? undefined : (changed.get(premise) ?? main.get(premise));
      if (held !== undefined) holds.set(premise, held);
      if (changed.has(premise) || opened.has(premise)) differs.push(premise);
    }
    const label = value.fields.label?.value ?? name;
    readings.set(key, { name, key, place, label, why, holds, differs });
  }
  return readings;
}

/** The key by which a position's own premises are called among its readings. */
const MAIN_READING = "main";

function readOpened(
  raw: RawReading,
  changed: ReadonlyMap<string, HeldPremise>,
  main: ReadonlyMap<string, HeldPremise>,
  { known, report }: StudyContext,
): ReadonlySet<string> {
  const opened = new Set<string>();
  for (const leaf of raw.fields.open?.items ?? []) {
    const key = knownKey(leaf, known.premises, report);
    if (key === undefined || leaf === undefined) continue;
    if (changed.has(key)) {
      const message = `\`${leaf.value}\` is held and left open at once.`;
      report.error("bad-reading", message, leaf.place);
    } else if (!main.has(key)) {
      const message = `\`${leaf.value}\` is open in the main reading already.`;
      report.error("bad-reading", message, leaf.place);
    }
    opened.add(key);
  }
  return opened;
}
