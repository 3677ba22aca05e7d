import type { GraphicalFunction } from "#study/model";
import { expectSymbol, SyntaxProblem, unexpected } from "./expecting.js";
import type { Lexer } from "./lexer.js";
import type { Problems } from "./problems.js";

/**
 * The points of a lookup, from behind its opening bracket to behind the closing one:
 * `[(xmin,ymin)-(xmax,ymax),(reference points)],(x,y),(x,y)…` or `x1,x2,…,y1,y2,…`. The range is
 * for the screen only and is passed over. Lookups hold their ends (Vensim Help, "Lookups").
 */
export function parseTable(lexer: Lexer, problems: Problems): GraphicalFunction {
  const start = lexer.previousEnd - 1;
  if (lexer.isSymbol("[")) {
    skipRange(lexer, problems);
    lexer.accept(",");
  }
  const x: number[] = [];
  const y: number[] = [];
  if (lexer.isSymbol("(")) {
    do {
      expectSymbol(lexer, problems, "(", "A point is written (x,y).");
      x.push(signedNumber(lexer, problems));
      expectSymbol(lexer, problems, ",", "A point is written (x,y).");
      y.push(signedNumber(lexer, problems));
      expectSymbol(lexer, problems, ")", "A point is written (x,y).");
    } while (lexer.accept(",") && !lexer.isSymbol(")"));
  } else {
    const numbers: number[] = [];
    do numbers.push(signedNumber(lexer, problems));
    while (lexer.accept(",") && !lexer.isSymbol(")"));
    const half = numbers.length / 2;
    if (!Number.isInteger(half)) {
      problems.error(
        "lookup-points",
        `This lookup has ${numbers.length} numbers: as many x as y are needed.`,
        problems.place(start, lexer.previousEnd),
        "Write x1,x2,…,y1,y2,…, or pairs (x1,y1),(x2,y2),….",
      );
      throw new SyntaxProblem();
    }
    x.push(...numbers.slice(0, half));
    y.push(...numbers.slice(half));
  }
  expectSymbol(lexer, problems, ")", "The points of a lookup end with `)`.");
  const place = problems.place(start, lexer.previousEnd);
  for (let index = 1; index < x.length; index++) {
    if (x[index] >= x[index - 1]) continue;
    problems.error(
      "lookup-order",
      `The x of a lookup must rise, but ${x[index]} follows ${x[index - 1]}.`,
      place,
      "Put the points in the order of their x.",
    );
    break;
  }
  return { interpolation: "continuous", x, y, place };
}

function skipRange(lexer: Lexer, problems: Problems): void {
  while (!lexer.isSymbol("]")) {
    if (lexer.current.kind === "end" || lexer.isSymbol("~") || lexer.isSymbol("|")) {
      unexpected(lexer, problems, "`]`", "The range of a lookup is [(xmin,ymin)-(xmax,ymax)].");
    }
    lexer.advance();
  }
  lexer.advance();
}

/** A number with any number of signs, and spaces between. */
function signedNumber(lexer: Lexer, problems: Problems): number {
  let sign = 1;
  while (lexer.isSymbol("-") || lexer.isSymbol("+")) {
    if (lexer.advance().text === "-") sign = -sign;
  }
  if (lexer.current.kind !== "number") unexpected(lexer, problems, "a number");
  return sign * lexer.advance().value;
}
