import type { ArgueDocument, ConcessionResult } from "#argue/document";

/** A concession that changes the verdict of a position, or of one that argues with it. */
export interface CruxEntry {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly concession: ConcessionResult;
  /** Whether the other side's verdict changes as well if it concedes the same. */
  readonly isDouble: boolean;
}

export interface CruxList {
  /** Whose verdict changes is the position itself. */
  readonly own: readonly CruxEntry[];
  /** Whose verdict changes is somebody who concedes to it. */
  readonly others: readonly CruxEntry[];
  readonly undecided: readonly CruxEntry[];
  /** Names of premises that were conceded, one way or the other, and changed nothing. */
  readonly moot: readonly { readonly key: string; readonly name: string }[];
  readonly tried: number;
}

/**
 * What was found by conceding between a position and all that it was compared with: double cruxes
 * first, then by how far the new verdict is ahead.
 */
export function cruxList(document: ArgueDocument, position: string): CruxList {
  const entries = document.pairs
    .filter(({ positions }) => positions.includes(position))
    .flatMap(({ directions, doubleCruxes }) =>
      directions.flatMap(({ from, to, singles, pairs }) =>
        [...singles, ...(pairs ?? [])].map((concession) => ({
          id: `${from} ${to} ${concession.premises.map(({ key }) => key).join(" ")}`,
          from,
          to,
          concession,
          isDouble: concession.premises.every(({ key }) => doubleCruxes.includes(key)),
        })),
      ),
    );
  const flips = entries
    .filter(({ concession }) => concession.answer === "flips")
    .toSorted((one, other) => weight(other) - weight(one));
  const undecided = entries.filter(({ concession }) => concession.answer === "undecided");
  const live = new Set(
    [...flips, ...undecided].flatMap(({ concession }) => concession.premises.map(({ key }) => key)),
  );
  const moot = new Map<string, string>();
  for (const { concession } of entries) {
    for (const { key, name } of concession.premises) if (!live.has(key)) moot.set(key, name);
  }
  return {
    own: flips.filter(({ from }) => from === position),
    others: flips.filter(({ from }) => from !== position),
    undecided,
    moot: [...moot].map(([key, name]) => ({ key, name })),
    tried: entries.length,
  };
}

function weight({ isDouble, concession }: CruxEntry): number {
  return (isDouble ? 1e6 : 0) + (concession.lead?.value ?? 0);
}

/** Concessions of the same premise, or of the same premises together, to one speaker after another. */
export interface CruxGroup {
  readonly id: string;
  readonly premises: ConcessionResult["premises"];
  /** In the order of the list. */
  readonly entries: readonly CruxEntry[];
}

/** Cruxes by what is conceded, in the order of the first of each. */
export function groupedCruxes(entries: readonly CruxEntry[]): readonly CruxGroup[] {
  const groups = new Map<string, CruxEntry[]>();
  for (const entry of entries) {
    const id = entry.concession.premises.map(({ key }) => key).join(" ");
    groups.set(id, [...(groups.get(id) ?? []), entry]);
  }
  return [...groups].map(([id, own]) => ({
    id,
    premises: own[0].concession.premises,
    entries: own,
  }));
}
