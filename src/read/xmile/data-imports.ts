import type { Findings } from "./findings.js";
import { attributeOf, childrenNamed, readBoolean } from "./values.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/** A file of values that replace equations of the model (XMILE 1.0, section 2.8). */
export interface DataImport {
  readonly resource: XmlText;
  readonly path: string;
  /** `vertical`: a column a variable; `horizontal`: a row. */
  readonly orientation: "vertical" | "horizontal";
}

/** The enabled `<import>`s of `<data>`; exports write files during a run and are left out. */
export function readImports(root: XmlElement, findings: Findings): readonly DataImport[] {
  const children = childrenNamed(root, "data").flatMap((block) => block.children);
  return children.flatMap((child) => {
    if (child.name === "export") {
      findings.note(
        "xmile-export",
        "Exports of data are not read: a run is saved by --out.",
        child.place,
      );
      return [];
    }
    if (child.name !== "import") {
      findings.unread(child, "<data>");
      return [];
    }
    return readImport(child, findings);
  });
}

function readImport(element: XmlElement, findings: Findings): readonly DataImport[] {
  if (!readBoolean(element.attributes.get("enabled"), true, "enabled", findings)) {
    findings.note(
      "xmile-import",
      "This import of data is switched off and is not read.",
      element.place,
    );
    return [];
  }
  const type = attributeOf(element, "type");
  if (type !== null && type.text.toLowerCase() !== "csv") {
    const message = `Data of the type ${type.text} are not supported.`;
    findings.error("xmile-unsupported", message, type.place(), {
      help: 'Save them as CSV and write type="CSV".',
    });
    return [];
  }
  const resource = attributeOf(element, "resource");
  if (resource === null) {
    findings.error("xmile-import", "This import names no file.", element.place, {
      help: 'Write resource="data.csv".',
    });
    return [];
  }
  const written = attributeOf(element, "orientation");
  const orientation = written?.text.toLowerCase() ?? "vertical";
  if (orientation !== "vertical" && orientation !== "horizontal") {
    const message = `Data are oriented vertical or horizontal, not \`${orientation}\`.`;
    findings.error("xmile-import", message, written?.place() ?? element.place);
    return [];
  }
  return [{ resource, path: "", orientation }];
}
