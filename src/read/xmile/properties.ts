import type { NumberFormat, Variable } from "#study/model";
import { extension } from "./extension.js";
import type { Findings } from "./findings.js";
import {
  attributeOf,
  childNamed,
  numberIn,
  readBoolean,
  readInterval,
  textOfChild,
} from "./values.js";
import type { XmlElement } from "./xml.js";

/** What every variable may have besides its equation (XMILE 1.0, section 4.1). */
export type Properties = Pick<
  Variable,
  "unit" | "unitPlace" | "documentation" | "range" | "scale" | "format"
>;

export function readProperties(element: XmlElement, findings: Findings): Properties {
  const units = textOfChild(element, "units", findings);
  const range = childNamed(element, "range", findings);
  const scale = childNamed(element, "scale", findings);
  const axis = scale === null ? null : readInterval(scale, findings);
  const format = readFormat(childNamed(element, "format", findings), findings);
  tellEvents(element, findings);
  return {
    unit: units?.text ?? null,
    unitPlace: units?.place() ?? null,
    documentation: readDocumentation(element, findings),
    range: range === null ? openRange(element) : readInterval(range, findings),
    ...(axis === null ? {} : { scale: axis }),
    ...(format === null ? {} : { format }),
  };
}

/** A range with an open end, which XMILE has not: two ends, one of them INF or -INF. */
function openRange(element: XmlElement): Variable["range"] {
  const ends = attributeOf(element, extension.range)?.text.split(",") ?? [];
  const [low, high] = ends.map((end) => Number(end.replace("INF", "Infinity")));
  return low === undefined || high === undefined || Number.isNaN(low + high) ? null : [low, high];
}

/**
 * The text of `<doc>`: plain text writes its line breaks and tabs as `\n` and `\t` (section 4.1), or
 * it is HTML, which stays as it is.
 */
export function readDocumentation(
  element: XmlElement,
  findings: Findings,
  name = "doc",
): string | null {
  const doc = childNamed(element, name, findings);
  if (doc === null) return null;
  const text = allText(doc).trim();
  if (text === "") return null;
  return /^<(?:!doctype|html|\?xml)/iu.test(text) ? text : text.replace(/\\[\\nt"]/gu, unescape);
}

function allText(element: XmlElement): string {
  return element.text().text + element.children.map(allText).join(" ");
}

function unescape(match: string): string {
  if (match === "\\n") return "\n";
  return match === "\\t" ? "\t" : match.charAt(1);
}

function readFormat(element: XmlElement | null, findings: Findings): NumberFormat | null {
  if (element === null || element.attributes.size === 0) return null;
  const displayAs = attributeOf(element, "display_as")?.text.toLowerCase();
  return {
    precision: numberIn(attributeOf(element, "precision")?.text ?? ""),
    scaleBy: numberIn(attributeOf(element, "scale_by")?.text ?? "") ?? 1,
    displayAs: displayAs === "currency" || displayAs === "percent" ? displayAs : "number",
    delimitThousands: readBoolean(
      element.attributes.get("delimit_000s"),
      false,
      "delimit_000s",
      findings,
    ),
  };
}

/** Posters pause a run that somebody watches, or stop it; both are left out (section 3.4.2). */
function tellEvents(element: XmlElement, findings: Findings): void {
  const poster = element.children.find(({ name }) => name === "event_poster");
  if (poster === undefined) return;
  const events = poster.children.flatMap((threshold) => threshold.children);
  const stops = events.some((event) => attributeOf(event, "sim_action")?.text === "stop");
  if (stops) {
    findings.warning(
      "xmile-event",
      "This event would stop the run; events are not read, and the run goes on.",
      poster.place,
    );
  } else {
    findings.note(
      "xmile-event",
      "Events that pause a run or show a message are not read.",
      poster.place,
    );
  }
}
