import type { Distribution, LeverSetting, Policy, Position, Study } from "#study/study";

/** What the reader has chosen, apart from what follows from it; the address of the page holds it. */
export interface Choice {
  /** A position of the study, or null for one's own, in which everything is open at first. */
  readonly position: string | null;
  readonly policy: string;
  readonly moved: ReadonlyMap<string, Distribution>;
  readonly levers: ReadonlyMap<string, number>;
}

/** The key of the position that the reader plays as soon as it is nobody else's. */
const youKey = "you";

export function startChoice(study: Study): Choice {
  const position = [...study.positions.keys()][0] ?? null;
  const concluded = study.positions.get(position ?? "")?.concludes?.policies[0];
  const policy = concluded ?? [...study.policies.keys()][0];
  return { position, policy, moved: new Map(), levers: new Map() };
}

/** Whether it is a position of the study as it stands. */
export function isUntouched({ position, moved, levers }: Choice): boolean {
  return position !== null && moved.size === 0 && levers.size === 0;
}

/** What the chosen position holds about a premise before anything is moved. */
export function baseBelief(study: Study, position: string | null, premise: string): Distribution {
  const held = study.positions.get(position ?? "")?.holds.get(premise);
  return held?.belief ?? (study.premises.get(premise)?.open as Distribution);
}

/** The position that is played: the chosen one, or "you" with what was moved. */
export function heldPosition(study: Study, choice: Choice): Position {
  const base = study.positions.get(choice.position ?? "");
  if (base !== undefined && choice.moved.size === 0) return base;
  const holds = new Map(base?.holds);
  const place = study.criterion.place;
  for (const [premise, belief] of choice.moved) {
    holds.set(premise, { belief, basis: "added", claims: [], note: null, place });
  }
  return {
    name: "you",
    key: youKey,
    label: "You",
    place,
    document: null,
    holds,
    concludes: null,
    criterion: base?.criterion ?? null,
    readings: new Map(),
  };
}

/** The study with the moved levers in the policy that is looked at. */
export function playedStudy(study: Study, { policy, levers }: Choice): Study {
  const changed = study.policies.get(policy);
  if (changed === undefined || levers.size === 0) return study;
  const policies = new Map(study.policies);
  policies.set(policy, withLevers(changed, levers));
  return { ...study, policies };
}

function withLevers(policy: Policy, levers: ReadonlyMap<string, number>): Policy {
  const settings = new Map<string, LeverSetting>(policy.settings);
  for (const [key, value] of levers) settings.set(key, { kind: "value", value });
  return { ...policy, label: `${policy.label} (changed)`, settings };
}

/** The study with the reader's position before all others, so that it is compared with each. */
export function studyToArgue(study: Study, choice: Choice): Study {
  const held = heldPosition(study, choice);
  const others = [...study.positions].filter(([key]) => key !== held.key);
  return { ...playedStudy(study, choice), positions: new Map([[held.key, held], ...others]) };
}

export function sameBelief(one: Distribution, other: Distribution): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Equal where the runs and whose they are are equal. */
export function runsKey(choice: Choice, study: Study): string {
  const held = heldPosition(study, choice);
  const levers = choice.levers.size === 0 ? [] : [choice.policy, ...choice.levers];
  return JSON.stringify([
    held.key,
    [...held.holds].map(([key, { belief }]) => [key, belief]),
    levers,
  ]);
}
