/**
 * The path, relative to the study's folder, of what a file refers to (XMILE 1.0, section 2.11).
 * Absolute paths are never followed: as the standard's fallback has it, the last part of one is
 * looked for beside the file. Nothing is fetched from the network.
 */
export function resolveResource(
  from: string,
  resource: string,
): { readonly path: string } | { readonly problem: string; readonly help: string } {
  const written = resource.trim().replace(/\\/gu, "/");
  const local = written.replace(/^file:\/\//iu, "/");
  if (/^[a-z][a-z0-9+.-]+:\/\//iu.test(local)) {
    return {
      problem: `\`${resource}\` is on the network, and nothing is fetched from there.`,
      help: "Put a copy beside the model and name that.",
    };
  }
  if (local.includes("*")) {
    return {
      problem: `\`${resource}\` names files by a pattern, which is not supported.`,
      help: "Name each file.",
    };
  }
  const absolute = local.startsWith("/") || /^[a-z]:/iu.test(local);
  const relative = absolute ? (local.split("/").at(-1) ?? "") : local;
  const folder = from.split("/").slice(0, -1);
  const parts = [...folder];
  for (const part of relative.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return { path: parts.join("/") };
}
