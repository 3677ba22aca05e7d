import { binary, compare, constant, nothingArrives, select } from "../../system.js";
import type { Node, Together, Truth } from "../../system.js";
import type { BuiltinCall, Lowering, Scope } from "../scope.js";

const stepTime: Node = { op: "stepTime" };

/** A delay in whole steps, at least one; a millionth of a step is a rounding error. */
export function inSteps(delay: Node, scope: Scope): Node {
  const steps = binary("divide", delay, constant(scope.time.step));
  const whole = binary("add", steps, constant(0.5 + 1e-6));
  return binary("maximum", { op: "unary", name: "floor", operand: whole }, constant(1));
}

/** Hidden cells of a call. */
class Cells {
  readonly #call: BuiltinCall;

  constructor(call: BuiltinCall) {
    this.#call = call;
  }

  frozen(label: string, initial: Node): Node {
    return this.#add(label, () => ({ kind: "frozen", initial }));
  }

  memory(label: string, initial: Node, next: (own: Node) => Node): Node {
    return this.#add(label, (cell) => ({
      kind: "memory",
      initial,
      next: next({ op: "cell", cell }),
    }));
  }

  formula(label: string, node: Node, start: Node): Node {
    return this.#add(label, () => ({ kind: "formula", node, start }));
  }

  arrivals(label: string, input: Node, steps: Node, together: Together): Node {
    return this.#add(label, () => ({ kind: "arrivals", input, steps, together }));
  }

  shared(label: string, node: Node): Node {
    return this.#add(label, () => ({ kind: "formula", node }));
  }

  #add(label: string, rule: Parameters<Scope["addState"]>[2]): Node {
    const { name, place, scope } = this.#call;
    return scope.addState(label === "" ? name : `${label} of ${name}`, place, rule);
  }

  /** 0 until something has not been a number, and then not a number for good. */
  spoilt(label: string, watched: Node): Node {
    const spoils = select(compare("equal", watched, watched), constant(0), constant(Number.NaN));
    return this.memory(label, constant(0), (own) => binary("add", own, spoils));
  }
}

/**
 * DELAY MATERIAL(input, delay, initial, missing): each input comes out after the delay that held
 * when it went in. What comes out together is added; where nothing does, it is `missing`. Until the
 * first delay is over the initial value comes out as well. (Vensim Help, "DELAY MATERIAL", where
 * with a delay that stays the same it is DELAY FIXED.)
 */
const delayMaterial: Lowering = (call) => {
  const { scope } = call;
  const [input, delay, initial, missing] = call.arguments;
  const cells = new Cells(call);
  const steps = cells.shared("steps", inSteps(delay, scope));
  const lost = cells.spoilt("delays", steps);
  const arriving = cells.arrivals("arrivals", input, steps, "sum");
  const first = cells.frozen("first steps", steps);
  const early = cells.frozen("initial value", initial);
  const lasts = binary(
    "multiply",
    binary("subtract", first, constant(0.5)),
    constant(scope.time.step),
  );
  const begun = compare("less", stepTime, binary("add", constant(scope.time.start), lasts));
  const nothing = compare("equal", arriving, constant(nothingArrives));
  const found = select(
    nothing,
    select(begun, early, missing),
    select(begun, binary("add", early, arriving), arriving),
  );
  return cells.formula("", binary("add", found, lost), initial);
};

/**
 * DELAY INFORMATION(input, delay, initial): the input that was sent last of all that have arrived,
 * each after the delay that held when it was sent. So an input that is overtaken by a later one is
 * never seen, and where nothing newer arrives the last is held (Vensim Help, "DELAY INFORMATION").
 */
const delayInformation: Lowering = (call) => {
  const { scope } = call;
  const [input, delay, initial] = call.arguments;
  const cells = new Cells(call);
  const steps = cells.shared("steps", inSteps(delay, scope));
  const lost = cells.spoilt("delays", steps);
  const sent = cells.arrivals("times", stepTime, steps, "last");
  const arriving = cells.arrivals("arrivals", input, steps, "last");
  const newest = cells.memory("newest", constant(nothingArrives), (own) =>
    binary("maximum", own, sent),
  );
  const isNewer = compare("less", newest, sent);
  const held = cells.memory("held", initial, (own) => select(isNewer, arriving, own));
  const found = select(isNewer, arriving, held);
  return cells.formula("", binary("add", found, lost), initial);
};

/**
 * DELAY BATCH(input, batch size, batch time, initial batch, initial time, initial backlog): gathers
 * the input; a batch is started at the first step at whose beginning as much as a batch is there
 * and none is under way, and comes out, within one step, after the batch time of that moment. What
 * comes out at a step makes room at the same step. (Vensim Help, "DELAY BATCH".)
 */
const delayBatch: Lowering = (call) => {
  const { name, place, scope } = call;
  const step = constant(scope.time.step);
  const [input, batchSize, batchTime, firstBatch, firstTime, firstBacklog] = call.arguments;
  const cells = new Cells(call);
  const size = cells.shared("batch size", batchSize);
  const atLeastOneStep = binary("maximum", batchTime, step);
  const labels = ["backlog", "batch", "due time"].map((label) => `${label} of ${name}`);
  const [, batch, due] = scope.addStates(labels, place, (states) => {
    const [backlog, batch, due] = states.map((cell): Node => ({ op: "cell", cell }));
    const done = isDone(batch, due, scope);
    const starts = cells.shared("start", numberOf(mayStart(backlog, size, batch, done)));
    const started = compare("equal", starts, constant(1));
    const gathered = binary("add", backlog, binary("multiply", input, step));
    const left = select(done, constant(0), batch);
    return [
      {
        kind: "memory",
        initial: firstBacklog,
        next: binary("subtract", gathered, select(started, size, constant(0))),
      },
      { kind: "memory", initial: firstBatch, next: select(started, size, left) },
      {
        kind: "memory",
        initial: firstTime,
        next: select(started, binary("add", stepTime, atLeastOneStep), due),
      },
    ];
  });
  const spoilt = binary("add", cells.spoilt("sizes", size), cells.spoilt("due times", due));
  const out = select(isDone(batch, due, scope), binary("divide", batch, step), constant(0));
  return binary("add", out, spoilt);
};

/** A batch is under way, and due by the middle of this step. */
function isDone(batch: Node, due: Node, scope: Scope): Truth {
  const middle = binary("add", stepTime, constant(scope.time.step / 2));
  return {
    op: "and",
    left: compare("less", constant(0), batch),
    right: compare("less", due, middle),
  };
}

/** Sums of inputs miss a batch by rounding errors. */
function mayStart(backlog: Node, size: Node, batch: Node, done: Truth): Truth {
  const enough = compare("lessOrEqual", binary("multiply", size, constant(1 - 1e-9)), backlog);
  const some = compare("less", constant(0), size);
  const idle: Truth = { op: "or", left: compare("lessOrEqual", batch, constant(0)), right: done };
  return { op: "and", left: { op: "and", left: some, right: enough }, right: idle };
}

function numberOf(truth: Truth): Node {
  return { op: "number", truth };
}

export const discreteDelayLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["vensim.delay_material", delayMaterial],
  ["vensim.delay_information", delayInformation],
  ["vensim.delay_batch", delayBatch],
]);
