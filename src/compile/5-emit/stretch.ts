import type { Code } from "../4-lower/lower.js";
import { planBlocks } from "./blocks.js";
import type { BlockPlan } from "./blocks.js";
import { isMadeOnce, placeValues } from "./placement.js";
import type { Placement, Roots } from "./placement.js";
import type { ReadingsPlan } from "./readings-plan.js";

/** A stretch of the kernel: what is computed there and in which blocks. */
export interface Stretch {
  readonly roots: readonly Roots[];
  readonly placement: Placement;
  readonly plan: BlockPlan;
}

/** Before the steps, in the loop over steps, and after the last one. */
export interface Stretches {
  readonly run: Stretch;
  readonly loop: Stretch;
  readonly end: Stretch;
}

export function planStretches(code: Code, readings: ReadingsPlan, blockSize: number): Stretches {
  const madeOnce = (value: number) => isMadeOnce(code, value);
  const stretch = (roots: readonly Roots[], madeElsewhere: (value: number) => boolean): Stretch => {
    const placement = placeValues(code, roots, madeElsewhere);
    const plan = planBlocks(code.instructions, placement, roots, blockSize);
    for (const { section, kept, others } of roots) {
      if (section === "step") continue; // see planMoves
      for (const value of [...kept, ...others]) {
        plan.crosses[value] = true;
        const { operation, immediate } = code.instructions[value];
        if (operation === "state") plan.lastRead.set(immediate, plan.blocks.length);
      }
    }
    return { roots, placement, plan };
  };
  const loop = stretch(loopRoots(code, readings), madeOnce);
  const end = stretch(endRoots(code, readings), madeOnce);
  const kept = new Set(code.states.map(({ initial }) => initial));
  for (const { roots, placement } of [loop, end]) {
    for (const value of madeBefore(code, roots, placement, madeOnce)) kept.add(value);
  }
  const run = stretch([{ section: "run", kept: [...kept], others: [] }], () => false);
  return { run, loop, end };
}

function loopRoots(code: Code, readings: ReadingsPlan): readonly Roots[] {
  const { states, probes, series, lines, arrivals } = code;
  const changes = (integrated: boolean) =>
    states.filter((state) => state.integrated === integrated).map(({ change }) => change);
  const valuesOf = (rows: readonly number[]) => rows.map((row) => probes[row].value);
  const sent = arrivals.flatMap(({ input, steps }) => [input, steps]);
  return [
    { section: "step", kept: changes(true), others: [] },
    {
      section: "sample",
      kept: [
        ...changes(false),
        ...lines,
        ...sent,
        ...valuesOf(readings.everyStep),
        ...(readings.savesEveryStep ? series : []),
      ],
      others: [],
    },
    {
      section: "moment",
      kept: [
        ...valuesOf(readings.atMoments),
        ...(readings.saves && !readings.savesEveryStep ? series : []),
      ],
      others: [],
    },
  ];
}

function endRoots({ probes, series }: Code, readings: ReadingsPlan): readonly Roots[] {
  const kept = [
    ...readings.atEnd.map((row) => probes[row].value),
    ...(readings.savesAtEnd ? series : []),
  ];
  return [{ section: "end", kept, others: [] }];
}

/** What a stretch reads of what is made once a run. */
function madeBefore(
  { instructions }: Code,
  roots: readonly Roots[],
  { sections }: Placement,
  madeOnce: (value: number) => boolean,
): readonly number[] {
  const read = roots.flatMap(({ kept, others }) => [...kept, ...others]);
  for (const [value, section] of sections.entries()) {
    if (section !== null) read.push(...instructions[value].operands);
  }
  return read.filter(madeOnce);
}
