import { FileProblem, type Files } from "#study/host";
import { encodeUtf8 } from "#read/utf8";

/** Files that are in memory only. */
export function memoryFiles(files: ReadonlyMap<string, string | Uint8Array>): Files {
  return {
    read: async (path) => {
      const content = files.get(path);
      if (content === undefined) throw new FileProblem("missing", path, "There is no such file");
      return typeof content === "string" ? encodeUtf8(content) : content;
    },
  };
}
