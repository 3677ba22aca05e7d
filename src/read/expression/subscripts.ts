import { keyOf } from "#study/name";
import type { Expression, Subscript } from "#study/expression";
import type { ExpressionProblems, PlaceAt } from "./problems.js";
import type { SymbolText, Token } from "./token.js";

/** What the subscripts need of the parser around them. */
interface Tokens {
  peek(ahead?: number): Token;
  advance(): Token;
  at(symbol: SymbolText, ahead?: number): boolean;
  accept(symbol: SymbolText): boolean;
  expression(): Expression;
  close(open: Token, symbol: ")" | "]"): void;
}

/**
 * Reads `[a, *, 2, 1:3, @1, dim!]`: an element or dimension by name, the whole dimension, a computed
 * position, a range of positions, a dimension by its number, a dimension that is reduced (XMILE 1.0,
 * section 3.7.1; `!` is Vensim's).
 */
export function subscriptsAt(
  tokens: Tokens,
  placeAt: PlaceAt,
  problems: ExpressionProblems,
): readonly Subscript[] {
  const open = tokens.advance();
  const list: Subscript[] = [];
  if (tokens.at("]")) {
    const message = "There is no subscript between these brackets.";
    problems.error("empty-subscripts", message, open, "Name an element, or write `*` for all.");
  } else {
    do list.push(subscriptAt(tokens, placeAt));
    while (tokens.accept(","));
  }
  tokens.close(open, "]");
  return list;
}

function subscriptAt(tokens: Tokens, placeAt: PlaceAt): Subscript {
  const token = tokens.peek();
  const place = placeAt(token.offset, token.length);
  const endsAfter = (ahead: number) => tokens.at(",", ahead) || tokens.at("]", ahead);
  if (tokens.at("*") && endsAfter(1)) {
    tokens.advance();
    return { kind: "all", place };
  }
  const reduced = tokens.at("!", 1);
  if (token.kind === "name" && (endsAfter(1) || (reduced && endsAfter(2)))) {
    tokens.advance();
    if (reduced) tokens.advance();
    return { kind: "name", name: token.name, key: keyOf(token.name), reduced, place };
  }
  if (tokens.accept("@")) {
    const number = tokens.advance();
    const position = number.kind === "number" ? number.value : NaN;
    return { kind: "dimension", position, place: placeAt(token.offset, 1 + number.length) };
  }
  const expression = tokens.expression();
  if (!tokens.accept(":")) return { kind: "position", expression, place };
  return { kind: "range", from: expression, to: tokens.expression(), place };
}
