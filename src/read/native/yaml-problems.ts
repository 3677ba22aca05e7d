import type { YAMLError } from "yaml";

/** What a YAML error means to the author, and whether the lines around it can still be read. */
export interface YamlProblem {
  readonly message: string;
  readonly help?: string;
  /** True if only the line of the error is affected. */
  readonly local: boolean;
}

const asBlock =
  "Write text in double quotes; write an equation on a line of its own, indented, below `key: |`.";

const byCode: ReadonlyMap<string, YamlProblem> = new Map<string, YamlProblem>([
  [
    "BLOCK_AS_IMPLICIT_KEY",
    {
      message: "For YAML a colon and a space end a key, so there are two keys on this line.",
      help: asBlock,
      local: true,
    },
  ],
  [
    "BAD_SCALAR_START",
    {
      message: "A value may not begin with this sign, which YAML keeps for itself.",
      help: asBlock,
      local: true,
    },
  ],
  [
    "BAD_DQ_ESCAPE",
    {
      message: "After a backslash in double quotes YAML expects one of its escapes.",
      help: "Write `\\\\` for a backslash, or put the text in single quotes.",
      local: true,
    },
  ],
  [
    "TAG_RESOLVE_FAILED",
    {
      message: "A value that begins with `!` is a tag for YAML, and tags are not used here.",
      help: asBlock,
      local: true,
    },
  ],
  ["BAD_ALIAS", { message: "This is no name for a YAML alias.", help: asBlock, local: true }],
  [
    "MULTIPLE_ANCHORS",
    { message: "A value has two YAML anchors (`&`) here.", help: asBlock, local: true },
  ],
  [
    "TAB_AS_INDENT",
    {
      message: "This line is indented with a tab, which YAML does not allow.",
      help: "Indent with spaces, two a level.",
      local: false,
    },
  ],
  [
    "BAD_INDENT",
    {
      message: "This line is indented unlike the lines that it belongs to.",
      help: "Keys of one level begin in the same column; a bracket that is opened must be closed.",
      local: false,
    },
  ],
  [
    "MULTILINE_IMPLICIT_KEY",
    {
      message: "This line has no key that ends in a colon and a space.",
      help: "Write `key: value`. Text that goes on over several lines is indented below its key.",
      local: false,
    },
  ],
  [
    "MISSING_CHAR",
    {
      message: "A quotation mark or bracket that is opened is not closed.",
      help: "Close it, or write the text on lines of its own, indented, below `key: |`.",
      local: false,
    },
  ],
  ["RESOURCE_EXHAUSTION", { message: "The file is nested too deeply to be read.", local: false }],
]);

/** Translates an error of the YAML library; the library's own words never reach the author. */
export function yamlProblemOf(error: YAMLError, found: string): YamlProblem {
  const known = byCode.get(error.code);
  if (known !== undefined) return known;
  if (error.code === "UNEXPECTED_TOKEN") return unexpectedToken(error, found);
  return {
    message: `This is not YAML: \`${found}\` cannot stand here.`,
    help: "Write `key: value`, one key a line.",
    local: false,
  };
}

/**
 * A value that begins with a quote, a brace, a bracket or a star ends for YAML where that ends, and
 * what follows is left over: the usual accident of an equation.
 */
function unexpectedToken(error: YAMLError, found: string): YamlProblem {
  if (error.message.includes("at node end")) {
    return {
      message: `For YAML the value ends before \`${found}\`, since it begins with a quotation mark, a bracket or a star.`,
      help: asBlock,
      local: true,
    };
  }
  return {
    message: `This is not YAML: \`${found}\` cannot stand here.`,
    help: "Write one key a line, in block style.",
    local: !error.message.includes("YAML stream"),
  };
}
