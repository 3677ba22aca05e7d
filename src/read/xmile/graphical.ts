import type { GraphicalFunction } from "#study/model";
import type { Findings } from "./findings.js";
import { readIdentifier, type Identifier } from "./identifier.js";
import { attributeOf, childNamed, numberIn, readNumber } from "./values.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/** A `<gf>`: points, or the name of another one that has them (XMILE 1.0, section 4.1.3). */
export type ReadGraph =
  | { readonly kind: "points"; readonly name: Identifier | null; readonly table: GraphicalFunction }
  | { readonly kind: "named"; readonly name: Identifier };

const interpolations: ReadonlyMap<string, GraphicalFunction["interpolation"]> = new Map([
  ["continuous", "continuous"],
  ["extrapolate", "extrapolated"],
  ["extrapolated", "extrapolated"],
  ["discrete", "discrete"],
]);
const knownChildren: ReadonlySet<string> = new Set(["xscale", "yscale", "xpts", "ypts"]);
/** A standalone one is a variable as well, with what variables have. */
const variableChildren: ReadonlySet<string> = new Set([
  "units",
  "doc",
  "range",
  "scale",
  "format",
  "dimensions",
  "element",
  "gf",
  "display",
  "event_poster",
]);

export function readGraph(element: XmlElement, findings: Findings): ReadGraph | null {
  for (const child of element.children) {
    if (knownChildren.has(child.name) || variableChildren.has(child.name)) continue;
    findings.unread(child, "<gf>");
  }
  const nameText = element.attributes.get("name");
  const name = nameText === undefined ? null : readIdentifier(nameText);
  const yElement = childNamed(element, "ypts", findings);
  if (yElement === null && name !== null) return { kind: "named", name };
  if (yElement === null) {
    findings.error("xmile-gf-points", "This graphical function has no <ypts>.", element.place, {
      help: 'Write <xscale min="0" max="1"/><ypts>0, 0.5, 1</ypts>, or give the name="…" of another.',
    });
    return null;
  }
  const interpolation = readInterpolation(element, findings);
  const y = readPoints(yElement, findings);
  const x = y === null ? null : readX(element, y.length, findings);
  if (interpolation === null || y === null || x === null) return null;
  if (interpolation === "discrete" && y.length > 1 && y.at(-1) !== y.at(-2)) {
    findings.warning(
      "xmile-gf-discrete",
      `The last two points of a discrete graphical function must have the same y; here they are ${y.at(-2)} and ${y.at(-1)}.`,
      yElement.place,
      { help: "From the last x on, the last y holds." },
    );
  }
  return { kind: "points", name, table: { interpolation, x, y, place: element.place } };
}

function readInterpolation(
  element: XmlElement,
  findings: Findings,
): GraphicalFunction["interpolation"] | null {
  const text = attributeOf(element, "type");
  if (text === null) return "continuous";
  const interpolation = interpolations.get(text.text.toLowerCase());
  if (interpolation !== undefined) return interpolation;
  findings.error(
    "xmile-gf-type",
    `There is no type of graphical function \`${text.text}\`.`,
    text.place(),
    {
      help: 'Write type="continuous", "extrapolate" or "discrete".',
    },
  );
  return null;
}

/** Numbers separated by `sep`, a comma unless it says otherwise; one at the end closes nothing. */
function readPoints(element: XmlElement, findings: Findings): readonly number[] | null {
  const separator = element.attributes.get("sep")?.text ?? ",";
  const text = element.text();
  const parts = splitPoints(text, separator);
  if (parts.length === 0) {
    findings.error("xmile-gf-points", `<${element.name}> has no numbers.`, element.place);
    return null;
  }
  const values: number[] = [];
  for (const part of parts) {
    const value = readNumber(part, `A point in <${element.name}>`, findings);
    if (value === null) return null;
    values.push(value);
  }
  return values;
}

function splitPoints(text: XmlText, separator: string): readonly XmlText[] {
  const bySpace = separator.trim() === "";
  const parts: XmlText[] = [];
  let start = 0;
  const whole = text.text;
  for (let at = 0; at <= whole.length; at++) {
    const separates = bySpace ? /\s/u.test(whole.charAt(at)) : whole.startsWith(separator, at);
    if (at < whole.length && !separates) continue;
    const part = text.slice(start, at).trim();
    const atEnd = at === whole.length;
    if (part.text !== "" || !(atEnd || bySpace)) parts.push(part);
    at += atEnd || bySpace ? 0 : separator.length - 1;
    start = at + 1;
  }
  return parts;
}

function readX(element: XmlElement, count: number, findings: Findings): readonly number[] | null {
  const points = childNamed(element, "xpts", findings);
  if (points !== null) return readXPoints(points, count, findings);
  const scale = childNamed(element, "xscale", findings);
  if (scale === null) {
    findings.error(
      "xmile-gf-scale",
      "This graphical function has neither <xscale> nor <xpts>.",
      element.place,
      { help: 'Write <xscale min="0" max="1"/>.' },
    );
    return null;
  }
  const low = numberIn(attributeOf(scale, "min")?.text ?? "");
  const high = numberIn(attributeOf(scale, "max")?.text ?? "");
  if (low === null || high === null || (count > 1 && low >= high)) {
    findings.error(
      "xmile-gf-scale",
      "<xscale> needs two numbers, the smaller one first.",
      scale.place,
      { help: 'Write <xscale min="0" max="1"/>.' },
    );
    return null;
  }
  return evenly(low, high, count);
}

/** `count` points from low to high, both exactly. */
export function evenly(low: number, high: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 && count > 1 ? high : low + (index * (high - low)) / Math.max(1, count - 1),
  );
}

function readXPoints(
  element: XmlElement,
  count: number,
  findings: Findings,
): readonly number[] | null {
  const x = readPoints(element, findings);
  if (x === null) return null;
  if (x.length !== count) {
    const message = `There are ${x.length} <xpts> and ${count} <ypts>; each x needs its y.`;
    findings.error("xmile-gf-points", message, element.place);
    return null;
  }
  const descent = x.findIndex((value, index) => index > 0 && value < x[index - 1]);
  if (descent > 0) {
    const message = `<xpts> must ascend, and ${x[descent]} follows ${x[descent - 1]}.`;
    findings.error("xmile-gf-order", message, element.place);
    return null;
  }
  const twice = x.findIndex((value, index) => index > 0 && value === x[index - 1]);
  if (twice > 0) {
    const message = `<xpts> has ${x[twice]} twice: the function jumps there.`;
    findings.warning("xmile-gf-jump", message, element.place);
  }
  return x;
}
