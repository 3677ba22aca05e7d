const reasons: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file or folder"],
  ["ENOTDIR", "a part of the path is a file"],
  ["EISDIR", "it is a folder"],
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the disk is read-only"],
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "your share of the disk is full"],
  ["EEXIST", "a file of that name is in the way"],
  ["ENAMETOOLONG", "its name is too long"],
  ["ELOOP", "its links go round in a circle"],
  ["EADDRINUSE", "another program has it"],
  ["EMFILE", "too many files are open"],
]);

/** Why the file system refused, in words; what it says itself where it has no words here. */
export function reasonOf(error: unknown): string {
  const { code, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  const known = typeof code === "string" ? reasons.get(code) : undefined;
  return known ?? (typeof message === "string" ? message : String(error));
}
