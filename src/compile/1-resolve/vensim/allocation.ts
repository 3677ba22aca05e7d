import type { Call, Expression } from "#study/expression";

import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { madeOnce, shared, unknown } from "../scope.js";
import type { ArrayLowering, Lowering, Scope } from "../scope.js";
import { sumOf } from "../subscripts.js";
import { between, clear } from "./clearing.js";
import type { Clearing } from "./clearing.js";
import { claimants, curvesOf, rectangularCurves } from "./claims.js";
import { atLeastSmallest, demandAt, spanOf, supplyAt } from "./curves.js";
import type { Curve } from "./curves.js";
import { fromNamed, withoutRange } from "./ranges.js";
import type { NamedRange } from "./ranges.js";
import { wholeShares } from "./whole-shares.js";

/**
 * ALLOCATE AVAILABLE(request, profile, available): what the present claimant gets. Each asks for
 * less the higher the price, and the price is that at which all together ask for what is
 * available (Vensim Help, "Allocation Overview"). Nobody gets more than was requested; requests
 * below 0 count as 0. A fixed request does not look at the price: fixed ones are met first, and
 * share in proportion where they are more than there is.
 *
 * With ten more in the kinds of all profiles it hands out whole numbers, of whole requests and of as
 * many as are there in whole (`whole-shares.ts`).
 */
const allocateAvailable: ArrayLowering = (call, scope) => {
  const [request, profile, available] = call.arguments;
  return shareOut(call, scope, available, (range, market) =>
    curvesOf(call, [request, profile], range, market),
  );
};

/** What the present claimant gets of what is available; made once for all claimants. */
function shareOut(
  call: Call,
  scope: Scope,
  available: Expression,
  readCurves: (range: NamedRange, market: Scope) => readonly Curve[] | null,
): Node {
  const [request] = call.arguments;
  const range = claimants(call, request, scope);
  if (range === null) return unknown;
  const market = withoutRange(scope, range);
  const parts = madeOnce(scope, call, market.bindings, () => {
    const curves = readCurves(range, market);
    if (curves === null) return [];
    const keep = keeper(call, scope);
    const supply = keep("available", scope.resolve(available, market));
    if (!curves.some(({ whole }) => whole)) return allocate(curves, supply, keep);
    tellOfWhole(call, curves, scope);
    const units = keep("available in whole", unary("floor", supply));
    return wholeShares(curves, allocate(curves, units, keep), units, keep);
  });
  return parts[range.position] ?? unknown;
}

/** Vensim's Help says that whole numbers come out, not who gets what is left; so that is told. */
function tellOfWhole(call: Call, curves: readonly Curve[], scope: Scope): void {
  const { name, place } = call;
  if (curves.every(({ whole }) => whole)) {
    scope.report({
      code: "allocation-whole",
      severity: "warning",
      message: `${name} gives everybody the whole part of their share here, and what is left one by one to the largest fractions, of equal ones to the first; in Vensim it may go to others`,
      place,
    });
    return;
  }
  scope.report({
    code: "allocation-kind",
    severity: "error",
    message: `some of those who share in ${name} get whole numbers, and others do not`,
    place,
    help: "add ten to the kinds of all profiles, or of none",
  });
}

function keeper(call: Call, scope: Scope): Keep {
  return (label, node) => shared(scope, `${label} in ${call.name}`, call.place, node);
}

type Keep = (label: string, node: Node) => Node;

function allocate(curves: readonly Curve[], supply: Node, keep: Keep): readonly Node[] {
  const fixed = keep("fixed", sumOf(quantities(curves.filter(isFixed))));
  const others = curves.filter((curve) => !isFixed(curve));
  const rest = keep("rest", binary("subtract", supply, fixed));
  const total = keep("requested", sumOf(quantities(others)));
  const clearing = clearingOf(others, rest, keep);
  return curves.map((curve) => {
    if (clearing === null || isFixed(curve)) {
      const enough = compare("lessOrEqual", fixed, supply);
      const inProportion = binary("multiply", curve.quantity, binary("divide", supply, fixed));
      return withNothing(supply, select(enough, curve.quantity, inProportion));
    }
    const enough = compare("lessOrEqual", total, rest);
    const part = between(clearing, (price) => demandAt(curve, price));
    return withNothing(rest, select(enough, curve.quantity, part));
  });
}

/** Where claimants together ask for what is there; null if none looks at the price. */
function clearingOf(curves: readonly Curve[], supply: Node, keep: Keep): Clearing | null {
  const span = spanOf(curves);
  if (span === null) return null;
  const bounds = { low: keep("lowest price", span.low), high: keep("highest price", span.high) };
  const excessAt = (price: Node) =>
    binary("subtract", sumOf(curves.map((curve) => demandAt(curve, price))), supply);
  return clear(bounds, excessAt, keep);
}

/** Nothing where there is nothing to hand out. */
function withNothing(supply: Node, node: Node): Node {
  return select(compare("lessOrEqual", supply, constant(0)), constant(0), node);
}

function isFixed({ kind }: Curve): boolean {
  return kind === "fixed";
}

function quantities(curves: readonly Curve[]): readonly Node[] {
  return curves.map(({ quantity }) => quantity);
}

/**
 * ALLOCATE BY PRIORITY(request, priority, size, width, supply): W. T. Wood's algorithm, as ALLOCATE
 * AVAILABLE with rectangular curves of one width (Vensim Help, "Allocation by Priority").
 */
const allocateByPriority: ArrayLowering = (call, scope) => {
  const [request, priority, size, width, supply] = call.arguments;
  return shareOut(call, scope, supply, (range, market) => {
    const shownWidth = keeper(call, scope)("width", scope.resolve(width, market));
    const curves = rectangularCurves(call, [request, priority, shownWidth], range, market);
    const count = countOf(call, size, market);
    return curves === null || count === null ? null : ofCount(call, scope, curves, count);
  });
};

/**
 * MARKETP(request, priority, size, width, supply): the priority around which ALLOC P hands out
 * just the supply, to `size` claimants from the named one on.
 */
const marketPriority: ArrayLowering = (call, scope) => {
  const [request, priority, size, width, supply] = call.arguments;
  const keep = keeper(call, scope);
  const range = claimants(call, request, scope);
  const count = countOf(call, size, scope);
  if (range === null || count === null) return unknown;
  const some = fromNamed(range, count);
  const shownWidth = keep("width", scope.resolve(width, scope));
  const read = rectangularCurves(call, [request, priority, shownWidth], some, scope);
  const curves = read === null ? null : ofCount(call, scope, read, count);
  if (curves === null) return unknown;
  const available = keep("supply", scope.resolve(supply, scope));
  const clearing = clearingOf(curves, available, keep);
  return clearing === null ? unknown : between(clearing, (price) => price);
};

/** ALLOC P(request, priority, width, market priority). */
const allocateAtPriority: Lowering = ({ arguments: [request, priority, width, market] }) =>
  demandAt(
    {
      quantity: binary("maximum", request, constant(0)),
      kind: "rectangular",
      priority,
      width: atLeastSmallest(width),
      whole: false,
    },
    market,
  );

/** How many claimants there are, known when the model is compiled. */
function countOf(call: Call, size: Expression, scope: Scope): number | null {
  const start = scope.startValue(scope.resolve(size, scope));
  if (start !== null && !start.varies && Number.isInteger(start.value) && start.value > 0) {
    scope.fix(start);
    return start.value;
  }
  scope.report({
    code: "allocation-size",
    severity: "error",
    message: `the size in ${call.name} is not a whole number that stays the same`,
    place: size.place,
    help: "write ELMCOUNT(range), or the number of claimants",
  });
  return null;
}

/** The curves if there are as many as the call says; else null and a report. */
function ofCount(
  call: Call,
  scope: Scope,
  curves: readonly Curve[],
  count: number,
): readonly Curve[] | null {
  const there = curves.length;
  if (count === there) return curves;
  scope.report({
    code: "allocation-size",
    severity: "error",
    message: `the size in ${call.name} is ${count}, but there are ${there} claimants`,
    place: call.place,
    help: "write ELMCOUNT(range) of the range of the request",
  });
  return null;
}

/** DEMAND AT PRICE(quantity, profile, price) and SUPPLY AT PRICE, of the curve that is named. */
function atPrice(quantityAt: (curve: Curve, price: Node) => Node): ArrayLowering {
  return (call, scope) => {
    const [quantity, profile, price] = call.arguments;
    const range = claimants(call, quantity, scope);
    if (range === null) return unknown;
    const curves = curvesOf(call, [quantity, profile], fromNamed(range, 1), scope);
    if (curves === null) return unknown;
    const shown = keeper(call, scope)("price", scope.resolve(price, scope));
    return quantityAt(curves[0], shown);
  };
}

/**
 * FIND MARKET PRICE(demand, demand profile, supply, supply profile): the price at which demand and
 * supply are equal, of all from the named elements on; the lowest of them where there are several.
 */
const findMarketPrice: ArrayLowering = (call, scope) => {
  const [demand, demandProfile, supply, supplyProfile] = call.arguments;
  const side = (quantity: Expression, profile: Expression) => {
    const range = claimants(call, quantity, scope);
    if (range === null) return null;
    return curvesOf(call, [quantity, profile], fromNamed(range), scope);
  };
  const buyers = side(demand, demandProfile);
  const sellers = side(supply, supplyProfile);
  if (buyers === null || sellers === null) return unknown;
  const span = spanOf([...buyers, ...sellers]);
  if (span === null) {
    scope.report({
      code: "allocation-kind",
      severity: "error",
      message: `all curves in ${call.name} are fixed: no price makes demand and supply equal`,
      place: call.place,
      help: "give one of them another kind than 0",
    });
    return unknown;
  }
  const keep = keeper(call, scope);
  const clearing = clear(
    { low: keep("lowest price", span.low), high: keep("highest price", span.high) },
    (price) =>
      binary(
        "subtract",
        sumOf(buyers.map((curve) => demandAt(curve, price))),
        sumOf(sellers.map((curve) => supplyAt(curve, price))),
      ),
    keep,
  );
  return between(clearing, (price) => price);
};

export const allocationOfNumbers: ReadonlyMap<string, Lowering> = new Map([
  ["vensim.alloc_p", allocateAtPriority],
]);

export const allocationLowerings: ReadonlyMap<string, ArrayLowering> = new Map<
  string,
  ArrayLowering
>([
  ["vensim.allocate_available", allocateAvailable],
  ["vensim.allocate_by_priority", allocateByPriority],
  ["vensim.marketp", marketPriority],
  ["vensim.find_market_price", findMarketPrice],
  ["vensim.demand_at_price", atPrice(demandAt)],
  ["vensim.supply_at_price", atPrice(supplyAt)],
]);
