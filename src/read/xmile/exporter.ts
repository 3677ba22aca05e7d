import { childrenNamed } from "./values.js";
import type { XmlElement } from "./xml.js";

/**
 * A tool whose files mean in places something else than XMILE says: Vensim's own export, and xmutil,
 * which converts Vensim's models; null for any other.
 */
export type Exporter = "vensim" | "xmutil" | null;

export function exporterOf(xmile: XmlElement): Exporter {
  const headers = childrenNamed(xmile, "header");
  const names = headers.flatMap((header) =>
    [...childrenNamed(header, "product"), ...childrenNamed(header, "vendor")].map((element) =>
      element.text().text.toLowerCase(),
    ),
  );
  if (names.some((name) => name.includes("xmutil"))) return "xmutil";
  return names.some((name) => name.includes("vensim")) ? "vensim" : null;
}
