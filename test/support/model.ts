import { parseEquation } from "#read/expression/equation";
import type { Equation } from "#study/expression";
import type { Conveyor, Definition, Method, Model, Variable, VariableKind } from "#study/model";
import { keyOf } from "#study/name";
import { SourceText } from "#study/place";

/** A variable as a test writes it: a number is a constant, a text an auxiliary. */
export type Draft =
  | number
  | string
  | { readonly flow: string; readonly nonNegative?: boolean; readonly multiplier?: string }
  | {
      readonly stock: string;
      readonly inflows?: string[];
      readonly outflows?: string[];
      readonly nonNegative?: boolean;
      readonly conveyor?: ConveyorDraft;
      readonly queue?: boolean;
    }
  | { readonly exitOf: string }
  | { readonly outOf: string; readonly overflow?: boolean }
  | {
      readonly leakOf: string;
      readonly fraction: string;
      readonly zone?: readonly [number, number];
      readonly integers?: boolean;
    }
  | {
      readonly points: readonly (readonly [number, number])[];
      readonly input?: string;
      readonly data?: boolean;
      readonly interpolation?: "continuous" | "extrapolated" | "discrete";
    };

export interface ConveyorDraft {
  readonly transit: string;
  readonly capacity?: string;
  readonly inflowLimit?: string;
  readonly sample?: string;
  readonly arrest?: string;
  readonly discrete?: boolean;
  readonly exponentialLeak?: boolean;
  readonly batchIntegrity?: boolean;
  readonly oneAtATime?: boolean;
}

export interface TimeDraft {
  readonly start?: number;
  readonly stop: number;
  readonly step: number;
  readonly method?: Method;
  readonly saveEvery?: number;
}

/** A model without a file. Throws on an equation that does not parse. */
export function modelOf(time: TimeDraft, variables: Readonly<Record<string, Draft>>): Model {
  const start = time.start ?? 0;
  return {
    name: "test",
    file: "test",
    documentation: null,
    time: {
      start,
      stop: time.stop,
      step: time.step,
      steps: Math.round((time.stop - start) / time.step),
      saveEvery: time.saveEvery ?? 1,
      unit: null,
      method: time.method ?? "euler",
      place: nowhere,
    },
    dimensions: new Map(),
    variables: new Map(
      Object.entries(variables).map(([name, draft]) => [keyOf(name), variableOf(name, draft)]),
    ),
    units: new Map(),
    groups: [],
    views: [],
  };
}

const nowhere = { file: "test", line: 1, column: 1, length: 1 };

function variableOf(name: string, draft: Draft): Variable {
  const [kind, definition] = definitionOf(draft);
  return {
    name,
    key: keyOf(name),
    kind,
    dimensions: [],
    definitions: [definition],
    unit: null,
    unitPlace: null,
    documentation: null,
    range: null,
    nonNegative: typeof draft === "object" && "nonNegative" in draft && draft.nonNegative === true,
    ...(typeof draft === "object" && "multiplier" in draft && draft.multiplier !== undefined
      ? { multiplier: equation(draft.multiplier) }
      : {}),
    place: nowhere,
  };
}

function definitionOf(draft: Draft): [VariableKind, Definition] {
  const scalar = { subscripts: [], except: [] };
  if (typeof draft === "number") {
    return ["constant", { kind: "constant", value: draft, place: nowhere, ...scalar }];
  }
  if (typeof draft === "string") {
    return ["auxiliary", { kind: "equation", equation: equation(draft), ...scalar }];
  }
  if ("flow" in draft) {
    return ["flow", { kind: "equation", equation: equation(draft.flow), ...scalar }];
  }
  if ("stock" in draft) {
    const names = (list: string[] = []) =>
      list.map((name) => ({ name, key: keyOf(name), place: nowhere }));
    return [
      "stock",
      {
        kind: "stock",
        initial: equation(draft.stock),
        inflows: names(draft.inflows),
        outflows: names(draft.outflows),
        net: null,
        ...(draft.conveyor === undefined ? {} : { container: conveyorOf(draft.conveyor) }),
        ...(draft.queue === true ? { container: { kind: "queue", place: nowhere } as const } : {}),
        ...scalar,
      },
    ];
  }
  if ("exitOf" in draft) {
    const by = keyOf(draft.exitOf);
    const exit = { kind: "driven", by, role: "exit", leakage: null, place: nowhere } as const;
    return ["flow", { ...exit, ...scalar }];
  }
  if ("outOf" in draft) {
    const by = keyOf(draft.outOf);
    const role = draft.overflow === true ? ("overflow" as const) : ("queue" as const);
    return ["flow", { kind: "driven", by, role, leakage: null, place: nowhere, ...scalar }];
  }
  if ("leakOf" in draft) {
    const leakage = {
      fraction: equation(draft.fraction),
      zone: draft.zone ?? ([0, 1] as const),
      integers: draft.integers === true,
    };
    const by = keyOf(draft.leakOf);
    return ["flow", { kind: "driven", by, role: "leakage", leakage, place: nowhere, ...scalar }];
  }
  const table = {
    interpolation: draft.interpolation ?? ("continuous" as const),
    x: draft.points.map(([x]) => x),
    y: draft.points.map(([, y]) => y),
    place: nowhere,
  };
  if (draft.data === true) return ["data", { kind: "data", table, ...scalar }];
  const input = draft.input === undefined ? null : equation(draft.input);
  return ["table", { kind: "table", table, input, ...scalar }];
}

function conveyorOf(draft: ConveyorDraft): Conveyor {
  const optional = (text: string | undefined) => (text === undefined ? null : equation(text));
  return {
    kind: "conveyor",
    transitTime: equation(draft.transit),
    capacity: optional(draft.capacity),
    inflowLimit: optional(draft.inflowLimit),
    sample: optional(draft.sample),
    arrest: optional(draft.arrest),
    discrete: draft.discrete === true,
    batchIntegrity: draft.batchIntegrity === true,
    oneAtATime: draft.oneAtATime !== false,
    exponentialLeak: draft.exponentialLeak === true,
    place: nowhere,
  };
}

function equation(text: string): Equation {
  const source = new SourceText("test", text);
  const { value, diagnostics } = parseEquation(text, (offset, length) =>
    source.place(offset, length),
  );
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}
