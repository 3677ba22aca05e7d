import { Document, Pair, Scalar, stringify, YAMLMap, YAMLSeq } from "yaml";

/* YAML as a person writes it: block style, lists of a few words or numbers on one line. */

/** What stands behind a key. */
export type YamlNode = Scalar<string> | YAMLMap | YAMLSeq;

const schema = { schema: "failsafe" } as const;
const unfolded = { ...schema, lineWidth: 0, flowCollectionPadding: false } as const;
/** Long lines are folded, which YAML undoes. */
const folded = { lineWidth: 100, flowCollectionPadding: false } as const;

/** What a list may measure to stand on one line. */
const longestLine = 72;

/** A mapping with the entries that have something to say, in their order. */
export function mapping(entries: readonly (readonly [string, YamlNode | null])[]): YAMLMap {
  const map = new YAMLMap();
  for (const [key, value] of entries) {
    if (value !== null) map.items.push(new Pair(text(key), value));
  }
  return map;
}

/** Text of one line or more; in quotes where YAML would read something else. */
export function text(value: string): Scalar<string> {
  const scalar = new Scalar(value);
  // Our reader takes every value for text; editors do not.
  const guessed = /^(true|false|null|yes|no|on|off|~)$/iu.test(value);
  // In a block a return would come back as a new line.
  if (guessed || value.includes("\r")) scalar.type = "QUOTE_DOUBLE";
  return scalar;
}

/** An equation: on the line of its key, or below it where YAML would not take it as it stands. */
export function equation(value: string): Scalar<string> {
  const written = value.replace(/\r\n?/gu, "\n").trim();
  if (stringify(written, unfolded) === `${written}\n`) return text(written);
  const scalar = new Scalar(`${written}\n`);
  scalar.type = "BLOCK_LITERAL";
  return scalar;
}

/** The shortest text that reads back as the same number; INF for the open end of a range. */
export function number(value: number): Scalar<string> {
  if (Math.abs(value) === Infinity) return text(value > 0 ? "INF" : "-INF");
  return text(Object.is(value, -0) ? "-0" : String(value));
}

export function flag(value: boolean): Scalar<string> {
  return new Scalar(String(value));
}

/** A list: on one line if it is short, else one item a line. */
export function list(items: readonly YamlNode[]): YAMLSeq {
  const sequence = new YAMLSeq();
  sequence.items.push(...items);
  sequence.flow = true;
  sequence.flow = new Document(sequence, schema).toString(unfolded).length <= longestLine;
  return sequence;
}

/** [x, y], always on one line. */
export function pair([x, y]: readonly [number, number]): YAMLSeq {
  const sequence = new YAMLSeq();
  sequence.items.push(number(x), number(y));
  sequence.flow = true;
  return sequence;
}

/** The text of a file. */
export function printYaml(root: YAMLMap): string {
  return new Document(root, schema).toString(folded);
}
