import type { Method, TimeSettings } from "#study/model";
import { keyOf } from "#study/name";
import type { Exporter } from "./exporter.js";
import { extension } from "./extension.js";
import type { Findings } from "./findings.js";
import { attributeOf, readBoolean, readNumber, textOfChild } from "./values.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/**
 * Reads `<sim_specs>` (XMILE 1.0, sections 2.3 and 3.4). `dt` is 1 if left out. The interval at
 * which a run is saved is no part of the standard; tools write it as `<savestep>` or
 * `save_interval`. A submodel may override some settings of the `whole` (section 4): what it leaves out
 * is as there.
 */
export function readTime(
  element: XmlElement,
  exporter: Exporter,
  findings: Findings,
  whole: TimeSettings | null = null,
): TimeSettings | null {
  for (const child of element.children) {
    if (child.name === "run") refuseSelection(child, findings);
    else if (!knownChildren.has(child.name)) findings.unread(child, "<sim_specs>");
  }
  noteAttributes(element, findings);
  const start = readEnd(element, "start", findings, whole);
  const stop = readEnd(element, "stop", findings, whole);
  const step = readStep(element, findings, whole?.step ?? 1);
  const named = attributeOf(element, "method");
  const method =
    whole !== null && named === null ? whole.method : readMethod(named, exporter, findings);
  if (start === null || stop === null || step === null) return null;
  if (stop < start) {
    const message = `The run stops at ${stop}, before it starts at ${start}.`;
    findings.error("xmile-time-order", message, element.place, { help: "Exchange the two." });
    return null;
  }
  const steps = countSteps(start, stop, step, element, findings);
  const saveEvery = readSaveEvery(element, step, findings);
  const unit = attributeOf(element, "time_units")?.text ?? null;
  const last = attributeOf(element, extension.end);
  const end = last === null ? {} : { end: keyOf(last.text) };
  return { start, stop, step, steps, saveEvery, unit, method, ...end, place: element.place };
}

const saveNames = ["savestep", "save_step", "save_interval"];
const knownChildren: ReadonlySet<string> = new Set(["start", "stop", "dt", ...saveNames]);

function noteAttributes(element: XmlElement, findings: Findings): void {
  for (const [name, value] of element.attributes) {
    if (name === "pause") {
      findings.note(
        "xmile-pause",
        "The pause interval is for tools that run step by step.",
        value.place(),
      );
    } else if (name.includes(":") && !saveNames.includes(name.replace(/^.*:/u, ""))) {
      findings.vendor(name, value.place());
    }
  }
}

function readEnd(
  element: XmlElement,
  name: "start" | "stop",
  findings: Findings,
  whole: TimeSettings | null,
): number | null {
  const text = textOfChild(element, name, findings);
  if (text !== null) return readNumber(text, `The ${name} time`, findings);
  if (whole !== null) return whole[name];
  findings.error("xmile-time-missing", `<sim_specs> has no <${name}>.`, element.place, {
    help: `Write <${name}>0</${name}> into it.`,
  });
  return null;
}

function readStep(element: XmlElement, findings: Findings, otherwise: number): number | null {
  const child = element.children.find(({ name }) => name === "dt");
  const text = textOfChild(element, "dt", findings);
  if (child === undefined || text === null) return otherwise;
  const written = readNumber(text, "The step", findings);
  if (written === null) return null;
  if (written <= 0) {
    const message = `The step is ${written}; it must be above zero.`;
    findings.error("xmile-step", message, text.place(), { help: "Write <dt>1</dt>." });
    return null;
  }
  const reciprocal = child.attributes.get("reciprocal");
  return readBoolean(reciprocal, false, "reciprocal", findings) ? 1 / written : written;
}

/** Steps are counted once, and time is start + n·step: nothing accumulates. */
function countSteps(
  start: number,
  stop: number,
  step: number,
  element: XmlElement,
  findings: Findings,
): number {
  const quotient = (stop - start) / step;
  const steps = Math.round(quotient);
  if (Math.abs(quotient - steps) > 1e-6 * Math.max(1, steps)) {
    findings.warning(
      "xmile-uneven-steps",
      `From ${start} to ${stop} there is no whole number of steps of ${step}: ${steps} steps end at ${start + steps * step}.`,
      element.place,
      { help: "Choose a step that divides the time between start and stop." },
    );
  }
  return steps;
}

function readSaveEvery(element: XmlElement, step: number, findings: Findings): number {
  const text = saveInterval(element, findings);
  if (text === null) return 1;
  const interval = readNumber(text, "The save interval", findings);
  if (interval === null || interval === 0) return 1;
  const quotient = interval / step;
  const every = Math.max(1, Math.round(quotient));
  if (Math.abs(quotient - every) > 1e-6 * every) {
    findings.warning(
      "xmile-save-interval",
      `The save interval ${interval} is no multiple of the step ${step}: every ${every} steps are saved.`,
      text.place(),
    );
  }
  return every;
}

function saveInterval(element: XmlElement, findings: Findings): XmlText | null {
  for (const name of saveNames) {
    const child = textOfChild(element, name, findings);
    if (child !== null) return child;
    for (const [attribute, value] of element.attributes) {
      if (attribute.replace(/^.*:/u, "") === name && value.text.trim() !== "") return value.trim();
    }
  }
  return null;
}

const fixedSteps: ReadonlyMap<string, Method> = new Map([
  ["euler", "euler"],
  ["rk2", "rk2"],
  ["rk4", "rk4"],
]);
const adaptive = /gear|rk45|auto|adaptive|variable|rkf|dopri/u;

/**
 * The first method of a list that is available (`gear, rk4`; section 3.4.1). Methods with a step of
 * their own choosing run as rk4 with the step of the model, and a warning says so.
 */
function readMethod(text: XmlText | null, exporter: Exporter, findings: Findings): Method {
  if (text === null) return "euler";
  if (exporter === "vensim" && text.text === "RK4") {
    findings.warning(
      "xmile-vensim-method",
      "Vensim exports RK4 whichever method a model uses; its default, Euler, is taken here.",
      text.place(),
      { help: 'Write method="rk4", in lower case, if the model is meant to run with RK4.' },
    );
    return "euler";
  }
  const wanted = text.text.split(",").map((name) => name.trim().toLowerCase());
  const available = wanted.map((name) => fixedSteps.get(name)).find((name) => name !== undefined);
  const first = wanted[0];
  if (available !== undefined && fixedSteps.has(first)) return available;
  if (available === undefined && !wanted.some((name) => adaptive.test(name))) {
    findings.error(
      "xmile-method",
      `There is no integration method \`${text.text}\`.`,
      text.place(),
      {
        help: 'Write method="euler", "rk2" or "rk4".',
      },
    );
    return "euler";
  }
  const taken = available ?? "rk4";
  findings.warning(
    "xmile-method",
    `The integration method \`${first}\`, which chooses its own steps, is not available: the model runs with ${taken} and the step that is given.`,
    text.place(),
    { help: "Compare with half the step to see whether the step is small enough." },
  );
  return taken;
}

function refuseSelection(run: XmlElement, findings: Findings): void {
  const by = attributeOf(run, "by");
  if (by === null || by.text.toLowerCase() === "all") return;
  const message = `Running selected parts only (by="${by.text}") is not supported.`;
  findings.error("xmile-unsupported", message, by.place(), { help: 'Write <run by="all"/>.' });
}

/** Whether two settings run alike; a submodel may repeat those of the whole. */
export function sameTime(one: TimeSettings, other: TimeSettings): boolean {
  return (
    one.start === other.start &&
    one.stop === other.stop &&
    one.step === other.step &&
    one.method === other.method
  );
}
