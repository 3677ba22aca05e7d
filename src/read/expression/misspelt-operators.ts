import type { Keyword, SymbolText } from "./token.js";

/** What somebody who wrote it probably meant, as a token that lets reading go on. */
export interface MeantOperator {
  readonly meant: SymbolText | Keyword | null;
  readonly help: string;
}

/**
 * Spellings from other languages, other tools and word processors; longest first, since `==` starts
 * with `=`.
 */
const spellings: readonly (readonly [string, MeantOperator])[] = [
  ["===", write("=")],
  ["!==", write("<>")],
  [":and:", write("and")],
  [":or:", write("or")],
  [":not:", write("not")],
  [":na:", { meant: null, help: "Vensim's missing value has no counterpart here." }],
  ["==", write("=")],
  ["!=", write("<>")],
  ["=>", write(">=")],
  ["=<", write("<=")],
  ["><", write("<>")],
  ["**", write("^")],
  ["&&", write("and")],
  ["||", write("or")],
  [
    ":=",
    { meant: null, help: "An equation has no name and no `=` in front: only what is computed." },
  ],
  ["&", write("and")],
  ["|", write("or")],
  ["≠", write("<>")],
  ["≤", write("<=")],
  ["≥", write(">=")],
  ["×", write("*")],
  ["·", write("*")],
  ["÷", write("/")],
  ["\u2010", write("-")],
  ["\u2011", write("-")],
  ["\u2012", write("-")],
  ["\u2013", write("-")],
  ["\u2014", write("-")],
  ["\u2212", write("-")],
  ["\uff0b", write("+")],
  ["\uff0d", write("-")],
  ["\uff0a", write("*")],
  ["\uff0f", write("/")],
  ["\uff08", write("(")],
  ["\uff09", write(")")],
  ["\uff0c", write(",")],
  ["\uff1d", write("=")],
  ["\uff1c", write("<")],
  ["\uff1e", write(">")],
  ["%", { meant: null, help: "Write a percentage as a fraction: 0.2 for 20 %." }],
  ["}", { meant: null, help: "A comment opens with `{`; this one closes what was never opened." }],
  [";", { meant: null, help: "Arguments are separated by commas, and an equation has no `;`." }],
  ["\u201c", straightQuotes()],
  ["\u201d", straightQuotes()],
  ["\u201e", straightQuotes()],
  ["\u00ab", straightQuotes()],
  ["\u00bb", straightQuotes()],
  ["'", straightQuotes()],
  ["`", straightQuotes()],
];

/** A name between quotes of another kind. */
const otherQuotes =
  /^['`\u2018\u201c\u201d\u201e\u00ab\u00bb]([^"'`\u2018-\u201e\u00ab\u00bb\n]+)['`\u2019\u201c\u201d\u00ab\u00bb]/u;
const longestQuoted = 80;

const firstSigns: ReadonlySet<string> = new Set(spellings.map(([spelling]) => spelling[0]));

/** The misspelt operator at an offset, with its length, or undefined. */
export function misspeltOperatorAt(
  text: string,
  offset: number,
): (MeantOperator & { readonly length: number }) | undefined {
  if (!firstSigns.has(text[offset])) return undefined;
  const ahead = text.slice(offset, offset + 5).toLowerCase();
  const found = spellings.find(([spelling]) => ahead.startsWith(spelling));
  if (found === undefined) return undefined;
  const [spelling, { meant, help }] = found;
  const quoted = otherQuotes.exec(text.slice(offset, offset + longestQuoted))?.[1];
  const own = quoted === undefined ? help : `Write "${quoted}", in straight double quotes.`;
  return { meant, help: own, length: spelling.length };
}

function write(meant: SymbolText | Keyword): MeantOperator {
  return { meant, help: `Write \`${meant.toUpperCase()}\`.` };
}

function straightQuotes(): MeantOperator {
  return {
    meant: null,
    help: 'A name with unusual characters stands in straight double quotes: "al-Qaeda".',
  };
}
