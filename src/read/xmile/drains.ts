import type { Conveyor, DrivenDefinition, Leakage, Queue, VariableName } from "#study/model";
import type { DraftVariable } from "./draft.js";
import type { Findings } from "./findings.js";

type Driven = Omit<DrivenDefinition, "kind" | "by" | "place" | "leakage">;
type Fraction = DraftVariable["leaks"][number];

/**
 * Gives the outflows of conveyors and queues their `driven` definitions (XMILE 1.0, sections 3.7.2,
 * 3.7.3 and 4.2.1): of a conveyor, the first outflow that is not marked as leakage is the exit, and
 * all others leak; of a queue, all are outflows, those marked as overflows only when others are
 * blocked.
 */
export function linkDrains(
  drafts: ReadonlyMap<string, DraftVariable>,
  findings: Findings,
): ReadonlyMap<string, DraftVariable> {
  const linked = new Map(drafts);
  for (const { variable } of drafts.values()) {
    const definition = variable.definitions.find(({ kind }) => kind === "stock");
    if (definition?.kind !== "stock" || definition.container === undefined) continue;
    const { container, outflows } = definition;
    if (container.kind === "conveyor") {
      linkConveyor(variable.key, container, outflows, linked, findings);
    } else linkQueue(variable.key, container, outflows, linked, findings);
  }
  for (const draft of linked.values()) tellIdleOptions(draft, findings);
  return linked;
}

type Drafts = Map<string, DraftVariable>;

function linkConveyor(
  stock: string,
  container: Conveyor,
  outflows: readonly VariableName[],
  drafts: Drafts,
  findings: Findings,
): void {
  const exit = outflows.find(({ key }) => drafts.get(key)?.drain?.leak === null);
  if (exit === undefined) {
    const message =
      outflows.length === 0
        ? "This conveyor has no outflow, and needs one at its end."
        : "All outflows of this conveyor leak; one must be its end.";
    findings.error("xmile-conveyor-exit", message, container.place, {
      help: "Add an <outflow> whose flow has no <leak>.",
    });
  }
  for (const outflow of outflows) {
    const draft = flowOf(outflow, drafts, findings);
    if (draft === null) continue;
    if (outflow === exit) drive(stock, draft, { role: "exit" }, drafts, findings);
    else leak(stock, draft, outflow, drafts, findings);
  }
}

function linkQueue(
  stock: string,
  container: Queue,
  outflows: readonly VariableName[],
  drafts: Drafts,
  findings: Findings,
): void {
  outflows.forEach((outflow, index) => {
    const draft = flowOf(outflow, drafts, findings);
    if (draft === null) return;
    const overflow = draft.drain?.overflow === true;
    if (overflow && index === 0) {
      const message = "The first outflow of a queue cannot be an overflow.";
      findings.error("xmile-overflow", message, outflow.place, {
        help: "List the outflow that it stands in for before it.",
        related: [{ message: "the queue", place: container.place }],
      });
    }
    drive(stock, draft, { role: overflow ? "overflow" : "queue" }, drafts, findings);
  });
}

function leak(
  stock: string,
  draft: DraftVariable,
  outflow: VariableName,
  drafts: Drafts,
  findings: Findings,
): void {
  const fractions = fractionsOf(draft);
  if (fractions.length === 0) {
    findings.error(
      "xmile-leak-fraction",
      `\`${outflow.name}\` leaks from a conveyor and has no leakage fraction.`,
      draft.drain?.leak?.place ?? draft.variable.place,
      { help: "Write <leak>0.1</leak> into the flow." },
    );
    drafts.set(draft.variable.key, { ...draft, missing: null });
    return;
  }
  drive(stock, draft, { role: "leakage" }, drafts, findings, fractions);
}

/** A leakage fraction stands in `<leak>`, for all or for single elements, or as the equation. */
function fractionsOf(draft: DraftVariable): readonly Fraction[] {
  const shared = draft.drain?.leak?.fraction ?? null;
  const all = { subscripts: draft.variable.dimensions };
  if (shared !== null) return [{ ...all, fraction: shared }, ...draft.leaks];
  if (draft.leaks.length > 0) return draft.leaks;
  return draft.variable.definitions.flatMap((definition) =>
    definition.kind === "equation"
      ? [{ subscripts: definition.subscripts, fraction: definition.equation }]
      : [],
  );
}

function drive(
  stock: string,
  draft: DraftVariable,
  driven: Pick<Driven, "role">,
  drafts: Drafts,
  findings: Findings,
  fractions: readonly Fraction[] = [],
): void {
  const { variable, drain } = draft;
  const before = variable.definitions.find(({ kind }) => kind === "driven");
  if (before?.kind === "driven") {
    const message = `\`${variable.name}\` drains both \`${before.by}\` and \`${stock}\`.`;
    findings.error("xmile-drained-twice", message, variable.place);
    return;
  }
  if (fractions.length === 0 && variable.definitions.length > 0) {
    const message = `The equation of \`${variable.name}\` is not used: what it drains sets it.`;
    findings.warning("xmile-driven-equation", message, variable.place);
  }
  const leakageOf = (fraction: Fraction["fraction"]): Leakage => ({
    fraction,
    zone: drain?.zone ?? [0, 1],
    integers: drain?.integers ?? false,
  });
  const common = {
    kind: "driven",
    by: stock,
    ...driven,
    place: variable.place,
    except: [],
  } as const;
  const definitions =
    fractions.length === 0
      ? [{ ...common, subscripts: variable.dimensions, leakage: null }]
      : fractions.map(({ subscripts, fraction }) => ({
          ...common,
          subscripts,
          leakage: leakageOf(fraction),
        }));
  const replaced = { ...variable, definitions, nonNegative: false };
  drafts.set(variable.key, { ...draft, variable: replaced, missing: null });
}

function flowOf(
  name: VariableName,
  drafts: ReadonlyMap<string, DraftVariable>,
  findings: Findings,
): DraftVariable | null {
  const draft = drafts.get(name.key);
  if (draft !== undefined && draft.variable.kind === "flow") return draft;
  const near = findings.nearest(name.name, () =>
    [...drafts.values()].flatMap(({ variable }) =>
      variable.kind === "flow" ? [variable.name] : [],
    ),
  );
  const help = near === undefined ? {} : { help: `Did you mean \`${near}\`?` };
  const message = `There is no flow \`${name.name}\`.`;
  findings.error("xmile-unknown-flow", message, name.place, help);
  return null;
}

function tellIdleOptions({ variable, drain }: DraftVariable, findings: Findings): void {
  if (drain === null || variable.definitions.some(({ kind }) => kind === "driven")) return;
  if (drain.leak !== null) {
    const message = `\`${variable.name}\` is marked as leakage and drains no conveyor.`;
    findings.error("xmile-leak", message, drain.leak.place, { help: "Delete <leak>." });
  }
  if (drain.overflow) {
    const message = `\`${variable.name}\` is marked as an overflow and drains no queue.`;
    findings.error("xmile-overflow", message, variable.place, { help: "Delete <overflow/>." });
  }
}
