/** What a queue and a conveyor behind it meet with, by step. */
export interface DeskInput {
  readonly arriving: readonly number[];
  readonly transitSteps: readonly number[];
  readonly capacity: readonly number[];
  readonly arrested: readonly boolean[];
  readonly fraction: readonly number[];
  readonly step: number;
  readonly oneAtATime: boolean;
  readonly whole: boolean;
  readonly exponential: boolean;
  readonly overflow: boolean;
  readonly waiting: number;
  readonly inside: number;
}

export interface DeskStep {
  readonly line: number;
  readonly desk: number;
  readonly served: number;
  readonly turned: number;
  readonly leaving: number;
  readonly lost: number;
}

interface Batch {
  amount: number;
  /** What it leaks of in each step, if leakage is linear. */
  readonly due: number;
  left: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/**
 * The desk, step by step with lists of batches: what the compiled cells are checked against. Amounts
 * are per step here; flows are given per unit of time.
 */
export function obviousDesk(input: DeskInput): DeskStep[] {
  const { step } = input;
  let queue = input.waiting > 0 ? [input.waiting] : [];
  const belt: Batch[] = startingBelt(input);
  return input.arriving.map((arriving, index): DeskStep => {
    const arrested = input.arrested[index];
    const line = sum(queue);
    const desk = sum(belt.map(({ amount }) => amount));
    if (arriving > 0) queue.push(arriving * step);
    let [lost, leaving] = [0, 0];
    if (!arrested) {
      for (const batch of belt) {
        const wanted = input.exponential
          ? batch.amount * input.fraction[index] * step
          : batch.due * input.fraction[index];
        const leak = Math.min(wanted, batch.amount);
        batch.amount -= leak;
        lost += leak;
        if (batch.left === 1) leaving += batch.amount;
        batch.left--;
      }
    }
    const free = input.capacity[index] - desk + leaving + lost;
    const room = arrested ? 0 : Math.max(0, free);
    const [served, refused] = take(queue, room, input);
    queue = without(queue, served);
    const turned = input.overflow && refused ? sum(queue) : 0;
    if (turned > 0) queue = [];
    const entered = belt.filter(({ left }) => left > 0);
    belt.splice(0, belt.length, ...entered);
    const stays = input.transitSteps[index];
    if (served > 0) belt.push({ amount: served, due: served / stays, left: stays });
    const rate = (amount: number) => amount / step;
    return {
      line,
      desk,
      served: rate(served),
      turned: rate(turned),
      leaving: rate(leaving),
      lost: rate(lost),
    };
  });
}

/** As if as much had entered at the start of each unit of time, and had leaked since. */
function startingBelt({ inside, transitSteps, fraction, step, exponential }: DeskInput): Batch[] {
  const [steps] = transitSteps;
  const [share] = fraction;
  const unit = Math.round(1 / step);
  const batches = Array.from({ length: steps }, (_, index) => index)
    .filter((index) => index % unit === 0)
    .map((index) => {
      const past = steps - index - 1;
      const left = exponential ? (1 - share * step) ** past : 1 - (share * past) / steps;
      return { entered: Math.min(unit, steps - index), left, index };
    });
  const total = sum(batches.map(({ entered, left }) => entered * left));
  return batches.map(({ entered, left, index }) => ({
    amount: (inside / total) * entered * left,
    due: ((inside / total) * entered) / steps,
    left: index + 1,
  }));
}

/** How much the desk takes, and whether it refused something that it would have taken. */
function take(queue: readonly number[], room: number, input: DeskInput): [number, boolean] {
  const offered = input.oneAtATime ? queue.slice(0, 1) : queue;
  const all = sum(offered);
  if (!input.whole) return [Math.min(all, room), all > room];
  let taken = 0;
  for (const batch of offered) {
    if (taken + batch > room * (1 + 1e-9)) return [taken, true];
    taken += batch;
  }
  return [taken, false];
}

function without(queue: readonly number[], amount: number): number[] {
  let rest = amount;
  return queue
    .map((batch) => {
      const gone = Math.min(batch, rest);
      rest -= gone;
      return batch - gone;
    })
    .filter((batch) => batch > 1e-12);
}
