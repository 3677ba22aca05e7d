import { isScalar, type Pair, type ParsedNode, type YAMLMap } from "yaml";
import type { SourceText } from "#study/place";
import type { Report } from "./report.js";

/** A key with what stands under it; `split` if YAML has taken a part of the value for a key. */
export interface KeyedNode {
  readonly key: ParsedNode;
  readonly value: ParsedNode | null;
  readonly split: boolean;
}

/**
 * The keys of a mapping. Inside `{…}` a comma ends a value for YAML, so that an equation with a
 * comma falls into a value and a key without a colon, in silence. Such keys are told here, and left
 * out together with the value they were torn from.
 */
export function pairsOf(
  map: YAMLMap.Parsed,
  source: SourceText,
  report: Report,
): readonly KeyedNode[] {
  const pairs: KeyedNode[] = [];
  for (const pair of map.items as readonly Pair<ParsedNode, ParsedNode | null>[]) {
    const torn = map.flow === true && pair.value === null;
    const before = pairs.at(-1);
    if (!torn) pairs.push({ key: pair.key, value: pair.value, split: false });
    else if (before === undefined) tellNoKey(pair.key, source, report);
    else pairs[pairs.length - 1] = { ...before, split: true };
  }
  if (pairs.some((pair) => pair.split)) tellSplit(map, pairs, source, report);
  return pairs;
}

function tellNoKey(key: ParsedNode, source: SourceText, report: Report): void {
  const [start, end] = key.range;
  const found = source.text.slice(start, end);
  const message = `In \`{…}\` YAML expects \`key: value\`, and \`${found}\` has no colon.`;
  const help = "An equation that begins with a comment is written on the line below `key: |`.";
  report.error("split-by-yaml", message, source.place(start, end - start), { help });
}

function tellSplit(
  map: YAMLMap.Parsed,
  pairs: readonly KeyedNode[],
  source: SourceText,
  report: Report,
): void {
  const lines = pairs.map(({ key, value }, index) => {
    const start = value?.range[0] ?? key.range[1];
    const nextKey =
      pairs[index + 1]?.key.range[0] ?? source.text.lastIndexOf("}", map.range[1] - 1);
    const whole = source.text.slice(start, Math.max(start, nextKey)).replace(/[\s,]+$/, "");
    return { line: `  ${isScalar(key) ? String(key.value) : ""}: ${whole}`, whole, start };
  });
  const torn = pairs.findIndex((pair) => pair.split);
  const { whole, start } = lines[torn];
  const message = `YAML has split \`${whole}\` at its comma, because it stands inside \`{…}\`.`;
  const help = ["Write one key a line, without braces:", ...lines.map(({ line }) => line)].join(
    "\n",
  );
  report.error("split-by-yaml", message, source.place(start, whole.length), { help });
}
