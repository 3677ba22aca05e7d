/**
 * What the store needs of a disk: the files of one folder, by path relative to it with `/` between
 * parts. Every operation is one step that either happens or does not, so that a test can stop the
 * world between any two of them. Implemented for Node under `show/`. All throw a `FolderProblem`.
 */
export interface Folder {
  /** The names in a folder, in no order; none where there is no such folder. */
  list(path: string): Promise<readonly string[]>;
  /** Bytes of a file. */
  size(path: string): Promise<number>;
  read(path: string): Promise<Uint8Array>;
  /** The bytes [from, to) of a file. */
  slice(path: string, from: number, to: number): Promise<Uint8Array>;
  /** Writes a new file and waits until the disk has it; there is none of that name. */
  create(path: string, bytes: Uint8Array): Promise<void>;
  /** Gives a file another name, in the place of what has it. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name; false, and nothing happens, if that is taken. */
  link(from: string, to: string): Promise<boolean>;
  /** Waits until the disk has the names in a folder. */
  sync(path: string): Promise<void>;
  /** Makes a folder unless it is there. */
  makeFolder(path: string): Promise<void>;
  /** Removes a file; nothing happens if there is none. */
  remove(path: string): Promise<void>;
  /** 64 lower-case hexadecimal digits; the machine's own is faster than `numeric/hash`. */
  sha256(bytes: Uint8Array): string;
  /** A name for a temporary file that nobody else uses, neither now nor later. */
  temporaryName(): string;
  /** Whether whoever chose this temporary name has ended, as far as can be known. */
  isAbandoned(temporaryName: string): boolean;
}

export type FolderProblemCode = "missing" | "full" | "denied" | "failed";

/** Why an operation on a folder failed. */
export class FolderProblem extends Error {
  readonly code: FolderProblemCode;
  readonly path: string;

  constructor(code: FolderProblemCode, path: string, message: string) {
    super(message);
    this.name = "FolderProblem";
    this.code = code;
    this.path = path;
  }
}
