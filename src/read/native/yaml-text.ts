import {
  Composer,
  isAlias,
  isCollection,
  Parser,
  visit,
  type Alias,
  type CST,
  type Document,
  type ParsedNode,
  type YAMLError,
} from "yaml";
import type { SourceText } from "#study/place";
import { counted, type Report } from "./report.js";
import { yamlProblemOf } from "./yaml-problems.js";

/** Collections inside one another; no study needs a dozen. */
const deepestNesting = 64;
/** Aliases repeat what they name; a few are a convenience, many a bomb. */
const mostAliases = 16;
const mostSyntaxErrors = 20;

/** A parsed YAML file: its text and its tree, of which the lines in `broken` are not to be trusted. */
export interface YamlText {
  readonly source: SourceText;
  readonly root: ParsedNode;
  readonly broken: ReadonlySet<number>;
  /** What an alias stands for; undefined if it names nothing. */
  resolve(alias: Alias): ParsedNode | undefined;
}

/**
 * Parses the text of a YAML file, with the guesses about numbers, dates and truth values switched
 * off: every scalar is the text that was written. Undefined where errors leave nothing to go on
 * with.
 */
export function parseYaml(source: SourceText, report: Report): YamlText | undefined {
  const tokens = [...new Parser().parse(source.text)];
  if (tellDepth(tokens, source, report)) return undefined;
  const options = {
    schema: "failsafe",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  } as const;
  const documents = [...new Composer(options).compose(tokens, true, source.text.length)];
  const first = documents[0] as Document.Parsed<ParsedNode>;
  const syntax = tellSyntax(documents, source, report);
  if (syntax.fatal) return undefined;
  if (first.contents === null || source.text.trim() === "") {
    report.error("empty-file", "The file is empty.", source.place(0));
    return undefined;
  }
  if (!tellAliases(first, source, report)) return undefined;
  return {
    source,
    root: first.contents,
    broken: syntax.broken,
    resolve: (alias) => alias.resolve(first) as ParsedNode | undefined,
  };
}

/** Counts levels with a stack of its own, since what composes the tree is recursive. */
function tellDepth(tokens: readonly CST.Token[], source: SourceText, report: Report): boolean {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > deepestNesting) {
      const message = `The file is nested more than ${deepestNesting} levels deep.`;
      report.error("nested-too-deep", message, source.place(token.offset));
      return true;
    }
    if (token.type === "document") {
      if (token.value !== undefined) open.push({ token: token.value, depth });
    } else if ("items" in token) {
      for (const item of token.items) {
        if (item.key) open.push({ token: item.key, depth: depth + 1 });
        if (item.value) open.push({ token: item.value, depth: depth + 1 });
      }
    }
  }
  return false;
}

/** Tells syntax errors, one a line, since the next ones on a line are consequences. */
function tellSyntax(documents: readonly Document[], source: SourceText, report: Report) {
  const broken = new Set<number>();
  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings]);
  for (const error of errors.sort((one, other) => one.pos[0] - other.pos[0])) {
    if (broken.has(source.place(error.pos[0]).line)) continue;
    const problem = yamlProblemOf(error, source);
    const end = error.pos[1];
    const start = openingQuote(error, documents) ?? error.pos[0];
    const place =
      problem.offset === undefined
        ? source.place(start, Math.max(1, start === error.pos[0] ? end - start : 1))
        : source.place(problem.offset);
    // What the parser cannot make out at all after another error is most likely its consequence.
    const stray = error.message.includes("YAML stream");
    if (!stray || broken.size === 0) {
      report.error("not-yaml", problem.message, place, { help: problem.help });
    }
    broken.add(place.line);
    if (!problem.local || broken.size >= mostSyntaxErrors) return { broken, fatal: true };
  }
  if (documents.length > 1) {
    const place = source.place(documents[1].range?.[0] ?? 0, 3);
    const message = "A second YAML document begins here (`---`); a file holds one.";
    report.error("not-yaml", message, place);
  }
  return { broken, fatal: documents.length > 1 };
}

/** Where a quotation mark that is never closed is opened; the library tells where it ran out. */
function openingQuote(error: YAMLError, documents: readonly Document[]): number | undefined {
  if (error.code !== "MISSING_CHAR") return undefined;
  let opening: number | undefined;
  for (const document of documents) {
    visit(document, {
      Scalar: (_key, { type, range }) => {
        const quoted = type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE";
        if (quoted && range && range[1] >= error.pos[0]) opening = range[0];
      },
    });
  }
  return opening;
}

/** Refuses what makes a small file large: many aliases, or aliases of what holds aliases. */
function tellAliases(document: Document, source: SourceText, report: Report): boolean {
  const aliases: Alias[] = [];
  let nested: Alias | undefined;
  const anchors = new Map<string, number>();
  visit(document, {
    Alias: (_key, alias) => void aliases.push(alias),
    Value: (_key, node) => {
      if (node.anchor === undefined) return;
      anchors.set(node.anchor, node.range?.[0] ?? 0);
      if (!isCollection(node)) return;
      visit(node, {
        Alias: (_innerKey, alias) => {
          nested ??= alias;
          return visit.BREAK;
        },
      });
    },
  });
  if (aliases.length > mostAliases) {
    const place = source.place(aliases[mostAliases].range?.[0] ?? 0);
    const message = `The file has ${counted(aliases.length, "YAML alias", "YAML aliases")} (\`*name\`); at most ${mostAliases} are read.`;
    report.error("too-many-aliases", message, place, { help: "Write the values out." });
    return false;
  }
  if (nested !== undefined) {
    const message = "What a YAML anchor (`&name`) marks may not hold an alias (`*name`) itself.";
    const place = source.place(nested.range?.[0] ?? 0, nested.source.length + 1);
    report.error("nested-alias", message, place, { help: "Write the value out." });
    return false;
  }
  const used = new Set(aliases.map((alias) => alias.source));
  for (const [anchor, offset] of anchors) {
    if (used.has(anchor)) continue;
    const message = `\`&${anchor}\` marks a value for YAML, and nothing refers to it.`;
    const help = "If it belongs to the value, put the value on a line of its own below `key: |`.";
    report.error("unused-anchor", message, anchorPlace(source, anchor, offset), { help });
  }
  return true;
}

/** The anchor stands before the value that it marks. */
function anchorPlace(source: SourceText, anchor: string, offset: number) {
  const start = source.text.lastIndexOf(`&${anchor}`, offset);
  return source.place(start < 0 ? offset : start, anchor.length + 1);
}

/** What an alias stands for, or the node itself; undefined, and told, where it names nothing. */
export function behindAlias(
  yaml: YamlText,
  node: ParsedNode,
  report: Report,
): ParsedNode | undefined {
  if (!isAlias(node)) return node;
  const target = yaml.resolve(node);
  const place = yaml.source.place(node.range[0], node.source.length + 1);
  if (target === undefined && !yaml.broken.has(place.line)) {
    const message = `\`*${node.source}\` is an alias for YAML, and nothing is marked \`&${node.source}\`.`;
    const help = "If it is part of an equation, write it on a line of its own below `key: |`.";
    report.error("unknown-alias", message, place, { help });
  }
  return target;
}
