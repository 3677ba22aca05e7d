import type { Findings } from "./findings.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/** The children of one name. */
export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The child of one name; a second one is an error. */
export function childNamed(
  element: XmlElement,
  name: string,
  findings: Findings,
): XmlElement | null {
  const [first, ...more] = childrenNamed(element, name);
  for (const surplus of more) {
    findings.error("xmile-repeated", `<${name}> stands here a second time.`, surplus.place, {
      help: "Keep the one that is meant.",
      related: [{ message: "the first one", place: first.place }],
    });
  }
  return first ?? null;
}

/** The text of a child, without white space around it; null if there is none or it is empty. */
export function textOfChild(element: XmlElement, name: string, findings: Findings): XmlText | null {
  const text = childNamed(element, name, findings)?.text().trim();
  return text === undefined || text.text === "" ? null : text;
}

/** An attribute without white space around it; null if there is none or it is empty. */
export function attributeOf(element: XmlElement, name: string): XmlText | null {
  const text = element.attributes.get(name)?.trim();
  return text === undefined || text.text === "" ? null : text;
}

/** XMILE 1.0, section 3.2.1, with a sign. */
const numberForm = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u;

/** A number, or null if the text is none. */
export function numberIn(text: string): number | null {
  if (!numberForm.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A number; anything else is an error that says what it should be. */
export function readNumber(text: XmlText, what: string, findings: Findings): number | null {
  const value = numberIn(text.text);
  if (value === null) {
    findings.error("xmile-number", `${what} is no number: \`${text.text}\`.`, text.place(), {
      help: "Numbers are written as 12, 0.5 or 3e-5, with a decimal point.",
    });
  }
  return value;
}

/** `true` or `false` (also 1 and 0), in any case; nothing is `ifEmpty`. */
export function readBoolean(
  text: XmlText | null | undefined,
  ifEmpty: boolean,
  what: string,
  findings: Findings,
): boolean {
  const written = text?.trim();
  if (written === undefined || written.text === "") return ifEmpty;
  const word = written.text.toLowerCase();
  if (word === "true" || word === "1") return true;
  if (word === "false" || word === "0") return false;
  findings.error(
    "xmile-boolean",
    `${what} is neither true nor false: \`${written.text}\`.`,
    written.place(),
    { help: "Write true or false." },
  );
  return ifEmpty;
}

/** `min` and `max` of an element, if both are there and in order; what is not is a warning. */
export function readInterval(
  element: XmlElement,
  findings: Findings,
): readonly [number, number] | null {
  const low = attributeOf(element, "min");
  const high = attributeOf(element, "max");
  if (low === null && high === null) return null;
  const least = numberIn(low?.text ?? "");
  const most = numberIn(high?.text ?? "");
  if (least !== null && most !== null && least <= most) return [least, most];
  const found = `min="${low?.text ?? ""}" max="${high?.text ?? ""}"`;
  findings.warning(
    "xmile-interval",
    `<${element.name}> ${found} is no interval and is not used.`,
    (low ?? high)?.place() ?? element.place,
    { help: 'Write two numbers, the smaller one first: min="0" max="1".' },
  );
  return null;
}
