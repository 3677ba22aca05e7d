import type { Dimension } from "#study/model";
import type { Place } from "#study/place";
import type { Located } from "./located.js";
import type { definitionKinds, elementSchema } from "./schema/variable.js";

export type DefinitionKind = (typeof definitionKinds)[number];
export type DefinitionFields = Omit<Located<typeof elementSchema>["fields"], "except">;

/** What an equation may refer to. */
export interface ModelScope {
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** The keys of the elements of each dimension. */
  readonly elements: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether the model has a variable of this key, readable or not. */
  isVariable(key: string): boolean;
}

/** What is written of a definition, and for which elements it holds. */
export interface WrittenDefinition {
  readonly kind: DefinitionKind;
  readonly fields: DefinitionFields;
  readonly keys: ReadonlyMap<string, Place>;
  /** Of the name that it stands under. */
  readonly place: Place;
  readonly subscripts: readonly string[];
  readonly except: readonly (readonly string[])[];
}
