import type { Behavior } from "./behavior.js";
import type { Dimensions } from "./dimensions.js";
import type { EquationReader } from "./equations.js";
import type { Findings } from "./findings.js";
import type { XmlElement } from "./xml.js";

/** What reading a variable needs of the model and file around it. */
export interface VariableContext {
  readonly dimensions: Dimensions;
  /** Of the model, then of the file. */
  readonly behaviors: readonly Behavior[];
  /** The graphical function of a name, for `<gf name="…"/>`. */
  readonly namedGraph: (key: string) => XmlElement | null;
  readonly equations: EquationReader;
  readonly findings: Findings;
}

export type VariableTag = "stock" | "flow" | "aux" | "gf";
