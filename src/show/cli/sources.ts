import { decodeText } from "#read/vensim/decode-vensim";
import type { Diagnostic } from "#study/diagnostic";
import { FileProblem, type Files } from "#study/host";
import { SourceText } from "#study/place";

/**
 * The texts of the files that diagnostics point at, read again to show lines of them. What is not
 * UTF-8 is shown with replacement characters, but for Vensim's files, which have encodings of their
 * own; a file that cannot be read is left out.
 */
export async function loadSources(
  files: Files,
  diagnostics: readonly Diagnostic[],
): Promise<ReadonlyMap<string, SourceText>> {
  const names = new Set<string>();
  for (const { place, related } of diagnostics) {
    if (place !== undefined) names.add(place.file);
    for (const other of related ?? []) names.add(other.place.file);
  }
  const sources = new Map<string, SourceText>();
  for (const name of names) {
    try {
      const bytes = await files.read(name);
      const text = /\.mdl$/iu.test(name) ? decodeText(bytes) : new TextDecoder().decode(bytes);
      sources.set(name, new SourceText(name, text));
    } catch (problem) {
      if (!(problem instanceof FileProblem)) throw problem;
    }
  }
  return sources;
}
