import type { ArgueDocument } from "#argue/document";
import { favouredInWords } from "#argue/summary";
import { shortLabel, speakerName } from "#argue/words";

/** Keys of the document as people know them. */
export class Names {
  readonly #document: ArgueDocument;

  constructor(document: ArgueDocument) {
    this.#document = document;
  }

  label(key: string): string {
    return this.#document.positions.find((one) => one.key === key)?.label ?? key;
  }

  /** In the middle of a sentence. */
  speaker(key: string): string {
    return shortLabel(this.label(key));
  }

  /** In a heading or a cell. */
  name(key: string): string {
    return speakerName(this.label(key));
  }

  policy(key: string): string {
    return this.#document.policies.find((one) => one.key === key)?.label ?? key;
  }

  premise(key: string): string {
    if (key === "criterion") return "the criterion to judge by";
    return this.#document.premises.find((one) => one.key === key)?.name ?? key;
  }

  isTied(key: string): boolean {
    return this.#document.positions.find((one) => one.key === key)?.verdict.tie ?? false;
  }

  /** The policies that a position's premises favour, best first, by key. */
  favoured(key: string): readonly string[] {
    return this.#document.positions.find((one) => one.key === key)?.verdict.favoured ?? [];
  }

  verdict(key: string): string {
    return this.policies(this.favoured(key));
  }

  /** Favoured policies in words: "Negotiate or Leave (a tie)". */
  policies(keys: readonly string[]): string {
    return favouredInWords(keys.map((key) => this.policy(key)));
  }
}
