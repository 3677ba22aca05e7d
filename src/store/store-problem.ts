export type StoreProblemCode =
  | "no-plan"
  | "bad-plan"
  | "other-plan"
  | "other-content"
  | "shrinks"
  | "fixed-number"
  | "bad-growth"
  | "bad-table"
  | "no-shard"
  | "incomplete"
  | "not-sealed"
  | "bad-manifest"
  | "two-hashes"
  | "bad-shard"
  | "no-column"
  | "no-future";

/** What is wrong with a stored ensemble, in words for people, and what to do about it. */
export class StoreProblem extends Error {
  readonly code: StoreProblemCode;
  readonly help: string | undefined;

  constructor(code: StoreProblemCode, message: string, help?: string) {
    super(message);
    this.name = "StoreProblem";
    this.code = code;
    this.help = help;
  }
}
