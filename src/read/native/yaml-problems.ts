import type { YAMLError } from "yaml";
import type { SourceText } from "#study/place";

/** What a YAML error means to the author, and whether the lines around it can still be read. */
export interface YamlProblem {
  readonly message: string;
  readonly help?: string;
  /** Where it is, if not where the library says. */
  readonly offset?: number;
  /** True if only the line of the error is affected. */
  readonly local: boolean;
}

const asBlock =
  "Write text in double quotes; write an equation on a line of its own, indented, below `key: |`.";
const oneKeyALine = "Write one key a line, without braces.";

const byCode: ReadonlyMap<string, YamlProblem> = new Map<string, YamlProblem>([
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
export function yamlProblemOf(error: YAMLError, source: SourceText): YamlProblem {
  const known = byCode.get(error.code);
  if (known !== undefined) return known;
  const [offset] = error.pos;
  if (error.code === "BLOCK_AS_IMPLICIT_KEY") return secondKey(offset, source);
  if (error.code === "BAD_INDENT") return badIndent(error, offset, source);
  const found = source.text.slice(offset, Math.min(error.pos[1], offset + 40)).split(/[\r\n]/)[0];
  const atEnd = error.code === "UNEXPECTED_TOKEN" && error.message.includes("at node end");
  if (!atEnd) {
    const message = `This is not YAML: \`${found}\` cannot stand here.`;
    return { message, help: "Write `key: value`, one key a line.", local: false };
  }
  // The usual accident of an equation that begins with a quoted name or a comment.
  const before = lineUpTo(offset, source);
  if (before.lastIndexOf("{") <= before.lastIndexOf("}")) {
    const message = `For YAML the value is over before \`${found}\`, since it begins with a quotation mark, a bracket, a brace or a star.`;
    return { message, help: asBlock, local: true };
  }
  const message = `Inside \`{…}\` the value is over for YAML before \`${found}\`.`;
  return { message, help: oneKeyALine, local: true };
}

/** A key within a value: on the same line, or because the next line is indented too deeply. */
function secondKey(offset: number, source: SourceText): YamlProblem {
  const rest = /^[^\r\n]*/.exec(source.text.slice(offset, offset + 1000))?.[0] ?? "";
  if (/:(\s|$)/.test(rest)) {
    return {
      message: "For YAML a colon and a space end a key, so there are two keys on this line.",
      help: asBlock,
      local: true,
    };
  }
  const next = firstSignAfter(offset + rest.length, source);
  return {
    message: "This line is indented more deeply than the one above it, which has a value already.",
    help: "Keys of one level begin in the same column.",
    offset: next,
    local: false,
  };
}

function badIndent(error: YAMLError, offset: number, source: SourceText): YamlProblem {
  if (error.message.startsWith("Flow")) {
    return {
      message: "A bracket or brace that is opened above is not closed before this line.",
      help: "Close it with `]` or `}`.",
      local: false,
    };
  }
  const first = firstSignAfter(offset, source);
  const { line } = source.place(first);
  const comment = /\s#.*/.exec(source.line(line - 1))?.[0].trim();
  return {
    message: "This line is indented unlike the lines that it belongs to.",
    help:
      comment === undefined
        ? "Keys of one level begin in the same column."
        : `For YAML \`${comment}\` on the line above is a comment, and the value is over before it. ${asBlock}`,
    offset: first,
    local: false,
  };
}

function lineUpTo(offset: number, source: SourceText): string {
  const { line, column } = source.place(offset);
  return source.line(line).slice(0, column - 1);
}

/** The first character from an offset on that is no white space, or the offset itself. */
function firstSignAfter(offset: number, source: SourceText): number {
  const blank = /^\s*/.exec(source.text.slice(offset, offset + 1000))?.[0] ?? "";
  const first = offset + blank.length;
  return first < source.text.length ? first : offset;
}
