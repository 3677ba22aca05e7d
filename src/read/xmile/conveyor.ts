import type { Equation } from "#study/expression";
import type { Conveyor, Queue } from "#study/model";
import type { EquationReader } from "./equations.js";
import type { Findings } from "./findings.js";
import { attributeOf, childNamed, numberIn, readBoolean } from "./values.js";
import type { XmlElement } from "./xml.js";

const conveyorChildren: ReadonlySet<string> = new Set([
  "len",
  "capacity",
  "in_limit",
  "sample",
  "arrest",
]);

/** The `<conveyor>` or `<queue/>` of a stock, or null (XMILE 1.0, sections 4.2 and 4.2.1). */
export function readContainer(
  element: XmlElement,
  equations: EquationReader,
  findings: Findings,
): Conveyor | Queue | null {
  const conveyor = childNamed(element, "conveyor", findings);
  const queue = childNamed(element, "queue", findings);
  if (conveyor !== null && queue !== null) {
    const message = "A stock is either a conveyor or a queue, not both.";
    findings.error("xmile-container", message, queue.place, {
      related: [{ message: "the conveyor", place: conveyor.place }],
    });
    return null;
  }
  if (queue !== null) return { kind: "queue", place: queue.place };
  return conveyor === null ? null : readConveyor(conveyor, equations, findings);
}

function readConveyor(
  element: XmlElement,
  equations: EquationReader,
  findings: Findings,
): Conveyor | null {
  for (const child of element.children) {
    if (!conveyorChildren.has(child.name)) findings.unread(child, "<conveyor>");
  }
  const transitTime = equations.readChild(element, "len");
  if (transitTime === null && childNamed(element, "len", findings) === null) {
    const message = "This conveyor has no <len>, the time that things stay on it.";
    findings.error("xmile-conveyor-length", message, element.place, {
      help: "Write <len>4</len>.",
    });
  }
  const flag = (name: string, otherwise: boolean): boolean =>
    readBoolean(element.attributes.get(name), otherwise, name, findings);
  const rest = {
    capacity: equations.readChild(element, "capacity"),
    inflowLimit: equations.readChild(element, "in_limit"),
    sample: equations.readChild(element, "sample"),
    arrest: equations.readChild(element, "arrest"),
    discrete: flag("discrete", false),
    batchIntegrity: flag("batch_integrity", false),
    oneAtATime: flag("one_at_a_time", true),
    exponentialLeak: flag("exponential_leak", false),
  };
  return transitTime === null
    ? null
    : { kind: "conveyor", transitTime, ...rest, place: element.place };
}

/** What a flow says of itself in case it drains a conveyor or a queue (section 4.3). */
export interface DrainOptions {
  readonly overflow: boolean;
  /** Present if it is marked as leakage; the fraction may stand as the flow's equation instead. */
  readonly leak: {
    readonly fraction: Equation | null;
    readonly place: XmlElement["place"];
  } | null;
  readonly zone: readonly [number, number];
  readonly integers: boolean;
}

export function readDrainOptions(
  element: XmlElement,
  equations: EquationReader,
  findings: Findings,
): DrainOptions {
  const leak = childNamed(element, "leak", findings);
  const fractionText = leak?.text().trim();
  const fraction =
    fractionText === undefined || fractionText.text === "" ? null : equations.read(fractionText);
  return {
    overflow: readFlag(element, "overflow", findings),
    leak: leak === null ? null : { fraction, place: leak.place },
    zone: readZone(element, findings),
    integers: readFlag(element, "leak_integers", findings),
  };
}

function readFlag(element: XmlElement, name: string, findings: Findings): boolean {
  const child = childNamed(element, name, findings);
  return child !== null && readBoolean(child.text(), true, `<${name}>`, findings);
}

function readZone(element: XmlElement, findings: Findings): readonly [number, number] {
  const start = attributeOf(element, "leak_start");
  const end = attributeOf(element, "leak_end");
  const from = start === null ? 0 : numberIn(start.text);
  const to = end === null ? 1 : numberIn(end.text);
  if (from !== null && to !== null && from >= 0 && from <= to && to <= 1) return [from, to];
  findings.error(
    "xmile-leak-zone",
    `The leakage zone from ${start?.text ?? 0} to ${end?.text ?? 1} is no part of a conveyor.`,
    (start ?? end)?.place() ?? element.place,
    { help: "leak_start and leak_end are shares of its length, from 0 to 1." },
  );
  return [0, 1];
}
