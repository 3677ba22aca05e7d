import { FolderProblem } from "#store/folder";
import type { FolderProblemCode } from "#store/folder";
import { StoreProblem } from "#store/store-problem";
import type { StoreProblemCode } from "#store/store-problem";

/** What a shard worker is told: compute and store this one. */
export interface ShardOrder {
  readonly index: number;
}

export type ShardReply =
  | { readonly kind: "stored"; readonly index: number; readonly failed: number }
  | { readonly kind: "problem"; readonly index: number; readonly problem: ProblemData };

/** An error on its way between threads, which takes the class off it. */
export type ProblemData =
  | {
      readonly kind: "store";
      readonly code: StoreProblemCode;
      readonly message: string;
      readonly help: string | undefined;
    }
  | {
      readonly kind: "folder";
      readonly code: FolderProblemCode;
      readonly path: string;
      readonly message: string;
    }
  | { readonly kind: "defect"; readonly message: string; readonly trace: string | undefined };

export function problemData(error: unknown): ProblemData {
  if (error instanceof StoreProblem) {
    return { kind: "store", code: error.code, message: error.message, help: error.help };
  }
  if (error instanceof FolderProblem) {
    return { kind: "folder", code: error.code, path: error.path, message: error.message };
  }
  if (error instanceof Error) {
    return { kind: "defect", message: error.message, trace: error.stack };
  }
  return { kind: "defect", message: String(error), trace: undefined };
}

export function problemOf(data: ProblemData): Error {
  switch (data.kind) {
    case "store":
      return new StoreProblem(data.code, data.message, data.help);
    case "folder":
      return new FolderProblem(data.code, data.path, data.message);
    case "defect": {
      const error = new Error(data.message);
      if (data.trace !== undefined) error.stack = data.trace;
      return error;
    }
  }
}
