import { correlationRoot } from "#study/correlation";
import type { Correlation } from "#study/study";
import type { StudyContext } from "./context.js";
import type { Located } from "./located.js";
import { knownKey } from "./names.js";
import { listed } from "./report.js";
import type { correlationSchema } from "./schema/study.js";

type RawCorrelation = Located<typeof correlationSchema>;

/** The correlations of premises: of two different ones, each pair once, and together possible. */
export function readCorrelations(context: StudyContext): readonly Correlation[] {
  const items = context.raw.fields.correlations?.items ?? [];
  const found: Correlation[] = [];
  for (const raw of items) {
    const one = raw === undefined ? undefined : readOne(raw, context);
    if (one !== undefined && isNew(one, found, context)) found.push(one);
  }
  tellImpossible(found, context);
  return found;
}

function readOne(raw: RawCorrelation, context: StudyContext): Correlation | undefined {
  const { report, known } = context;
  const pair = raw.fields.premises?.items;
  const { value } = raw.fields;
  const first = knownKey(pair?.[0], known.premises, report);
  const second = knownKey(pair?.[1], known.premises, report);
  if (value !== undefined && !(value.value > -1 && value.value < 1)) {
    const message = `A correlation lies between −1 and 1, both left out; here is ${value.text}.`;
    report.error("bad-correlation", message, value.place, {
      help: "If one premise determines the other, let the model compute it, and drop the premise.",
    });
    return undefined;
  }
  if (first === undefined || second === undefined || value === undefined) return undefined;
  if (first === second) {
    report.error("bad-correlation", "A premise hangs together with itself.", raw.place, {
      help: "Name two different premises.",
    });
    return undefined;
  }
  return { premises: [first, second], value: value.value, place: raw.place };
}

function isNew(one: Correlation, found: readonly Correlation[], context: StudyContext): boolean {
  const [first, second] = one.premises;
  const before = found.find(
    ({ premises }) => premises.includes(first) && premises.includes(second),
  );
  if (before === undefined) return true;
  const message = `How ${namesOf([first, second], context)} hang together stands here twice.`;
  context.report.error("correlation-twice", message, one.place, {
    help: "Keep one of them.",
    related: [{ message: "the first", place: before.place }],
  });
  return false;
}

/** Which premise cannot hang together with those before it in the way that is written. */
function tellImpossible(found: readonly Correlation[], context: StudyContext): void {
  const keys = [...new Set(found.flatMap(({ premises }) => premises))];
  const { impossible } = correlationRoot(keys, found);
  if (impossible === null) return;
  const own = found.filter(({ premises }) => premises.includes(impossible));
  const others = own.map(({ premises: [one, other] }) => (one === impossible ? other : one));
  const name = namesOf([impossible], context);
  const message = `${name} cannot hang together in this way with ${namesOf(others, context)}, as these hang together themselves.`;
  context.report.error("impossible-correlations", message, own[own.length - 1].place, {
    help: "Correlations that are estimated pair by pair may contradict each other; bring the largest nearer to 0.",
    related: own.slice(0, -1).map(({ place }) => ({ message: `also of ${name}`, place })),
  });
}

function namesOf(keys: readonly string[], context: StudyContext): string {
  return listed(keys.map((key) => context.known.premises.names.get(key)?.name ?? key));
}
