import type { Findings } from "./findings.js";
import type { XmlElement } from "./xml.js";

/** Variables do not stand in one another, so one that opens says that the last one has ended. */
const variableTags: ReadonlySet<string> = new Set(["stock", "flow", "aux", "module", "group"]);

/**
 * Closes variables whose closing tag is missing before the next variable, with a warning: what
 * belongs to which is beyond doubt there, and files with this fault are in circulation. Any other
 * missing closing tag is an error.
 */
export function closeVariables(root: XmlElement, findings: Findings): XmlElement {
  return repaired(root, findings)[0];
}

function repaired(element: XmlElement, findings: Findings): readonly [XmlElement, ...XmlElement[]] {
  const children = element.children.flatMap((child) => repaired(child, findings));
  const changed = children.some((child, index) => child !== element.children[index]);
  const whole = changed ? { ...element, children } : element;
  if (element.unclosedBefore === null) return [whole];
  const next = variableTags.has(element.name)
    ? children.findIndex((child) => variableTags.has(child.name))
    : -1;
  if (next < 0) {
    findings.error("xml-not-closed", `<${element.name}> is not closed.`, element.place, {
      help: `Write </${element.name}> where it ends.`,
      related: [
        { message: "it is open here, where another one closes", place: element.unclosedBefore },
      ],
    });
    return [whole];
  }
  const following = children[next];
  findings.warning(
    "xml-not-closed",
    `<${element.name}> is not closed; it is read as ending before the next <${following.name}>.`,
    element.place,
    {
      help: `Write </${element.name}> there.`,
      related: [{ message: `the next <${following.name}>`, place: following.place }],
    },
  );
  const closed = { ...whole, children: children.slice(0, next), unclosedBefore: null };
  return [closed, ...children.slice(next)];
}
