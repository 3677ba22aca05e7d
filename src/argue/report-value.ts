import { CrossFit } from "#analyse/cross-fit";
import { flipChance, flippedShare, withDeviation } from "#analyse/flip-chance";
import { meanOf, meanWithInterval, type Merits } from "#analyse/merits";
import { againstNull, PartialValue, switchesOf, type SwitchValue } from "#analyse/partial-value";
import { additiveOf, basisOf, tensorOf, type Basis } from "#analyse/regression-basis";
import { evpi } from "#analyse/regret";
import type { Orders } from "#analyse/shuffles";
import { holm, normalWidth } from "#numeric/interval";
import { standardDeviation } from "#numeric/quantile";
import type { GroupValueResult, SingleValueResult, ValueResult } from "./document-value.js";

/** Futures of somebody's premises: what each policy is worth there, and the premises themselves. */
export interface Ensemble {
  readonly of: string;
  readonly merits: Merits;
  readonly failed: number;
  /** The drawn values by premise. */
  readonly premises: ReadonlyMap<string, Float64Array>;
}

/** Premises that would be learned together, and what they are looked at for. */
export interface Group {
  readonly key: string;
  readonly premises: readonly string[];
}

export interface ValueSettings {
  readonly level: number;
  readonly policies: readonly string[];
  /** Shuffles of the null distribution, and resamples for intervals. */
  readonly orders: Orders;
  /** Whether all pairs are looked at, too. */
  readonly pairs: boolean;
  readonly claims: readonly Group[];
  readonly speakers: readonly Group[];
}

/** So many of the pairs, the largest, get their interval by resampling. */
const BOOTSTRAPPED = 5;

/** What knowing more would be worth to whoever believes what an ensemble was drawn from. */
export function reportValue(ensemble: Ensemble, settings: ValueSettings): ValueResult {
  return new ValueOfKnowing(ensemble, settings).report();
}

interface Refitted {
  readonly value: number;
  /** The share of answers after which another policy would be favoured. */
  readonly flipped: number;
  readonly switches: readonly SwitchValue[];
}

class ValueOfKnowing {
  readonly #ensemble: Ensemble;
  readonly #settings: ValueSettings;
  readonly #value: PartialValue;
  readonly #bases: ReadonlyMap<string, Basis>;
  readonly #orders: readonly Int32Array[];
  readonly #drawn: readonly Int32Array[];
  readonly #resampled: PartialValue[] = [];
  /** By what a basis spans: shuffling makes all of one kind alike. */
  readonly #nulls = new Map<string, readonly number[]>();

  constructor(ensemble: Ensemble, settings: ValueSettings) {
    this.#ensemble = ensemble;
    this.#settings = settings;
    this.#value = new PartialValue(ensemble.merits);
    this.#bases = new Map(
      [...ensemble.premises]
        .map(([key, values]) => [key, basisOf(values)] as const)
        .filter(([, { columns }]) => columns.length > 0),
    );
    const { rows } = this.#value;
    this.#orders = settings.orders.shuffled(rows);
    this.#drawn = settings.orders.resampled(rows);
  }

  report(): ValueResult {
    const { of, merits, failed } = this.#ensemble;
    const { level, policies, claims, speakers } = this.#settings;
    const keys = [...this.#bases.keys()];
    const singles = this.#judged(
      keys.map((key) => this.#group([key])),
      keys.length,
    ).map((group): SingleValueResult => {
      if (!group.clear) return { ...group, switches: [] };
      const refitted = this.#refitted(group.premises);
      return {
        ...this.#withIntervals(group, refitted),
        switches: this.#switches(group.premises[0], refitted),
      };
    });
    const pairs = this.#settings.pairs ? this.#pairs(singles) : { found: [], tried: 0 };
    const groups = (all: readonly Group[]) => {
      const known = all.flatMap(({ key, premises }) => {
        const varying = premises.filter((premise) => this.#bases.has(premise));
        return varying.length === 0 ? [] : [{ key, premises: varying }];
      });
      const found = this.#judged(
        known.map(({ premises }) => this.#group(premises)),
        known.length,
      );
      return known.map(({ key }, at) => ({ key, found: found[at] }));
    };
    return {
      of,
      policy: policies[this.#value.best],
      futures: this.#value.rows,
      evpi: evpi(merits, level, failed),
      singles: singles.toSorted(largestFirst),
      pairs: pairs.found,
      pairsTried: pairs.tried,
      claims: groups(claims)
        .map(({ key, found }) => ({ ...found, claim: key }))
        .toSorted(largestFirst),
      speakers: groups(speakers)
        .map(({ key, found }) => ({ ...found, position: key }))
        .toSorted(largestFirst),
    };
  }

  #basis(premises: readonly string[]): Basis {
    const bases = premises.map((premise) => this.#bases.get(premise) as Basis);
    if (bases.length === 1) return bases[0];
    return bases.length === 2 ? tensorOf(bases[0], bases[1]) : additiveOf(bases);
  }

  #fit(basis: Basis, premises: number): CrossFit {
    // As many as there are columns: a signal about as large as the noise (Hoerl, Kennard and Baldwin 1975).
    return new CrossFit(basis, premises > 2 ? basis.columns.length : 0);
  }

  #group(premises: readonly string[]): GroupValueResult {
    const { level } = this.#settings;
    const { failed } = this.#ensemble;
    const basis = this.#basis(premises);
    const fit = this.#fit(basis, premises.length);
    const gains = this.#value.gains(fit);
    const known = this.#nulls.get(basis.of);
    const nulls = known ?? this.#value.nullValues(fit, this.#orders);
    this.#nulls.set(basis.of, nulls);
    const value = meanOf(gains);
    const { high, p } = againstNull(value, nulls);
    return {
      premises: [...premises],
      value: meanWithInterval(gains, level, failed, "EVPPI, cross-fitted regression, Student's t"),
      nullHigh: high,
      p,
      clear: false,
      flips: flipChance(this.#value, fit, failed, level).chance,
    };
  }

  /** Says which are clear, with Holm over all that were tried. */
  #judged(groups: readonly GroupValueResult[], tried: number): readonly GroupValueResult[] {
    const missing = Array.from({ length: Math.max(0, tried - groups.length) }, () => 1);
    const adjusted = holm([...groups.map(({ p }) => p), ...missing]);
    return groups.map((group, at) => {
      const clear = adjusted[at] <= 1 - this.#settings.level && (group.value.value ?? 0) > 0;
      return { ...group, clear };
    });
  }

  /** The policies in resampled futures, made once. */
  #again(resample: number): PartialValue {
    const made =
      this.#resampled[resample] ??
      new PartialValue(this.#value.merits.map((column) => taken(column, this.#drawn[resample])));
    this.#resampled[resample] = made;
    return made;
  }

  /** A group's value in resampled futures, fitted anew, and for one premise its switch values. */
  #refitted(premises: readonly string[]): readonly Refitted[] {
    const basis = this.#basis(premises);
    const drawn = premises.length === 1 ? this.#ensemble.premises.get(premises[0]) : undefined;
    return this.#drawn.map((order, at) => {
      const columns = basis.columns.map((column) => taken(column, order));
      const fit = this.#fit({ ...basis, columns }, premises.length);
      const again = this.#again(at);
      const value = meanOf(again.gains(fit));
      const choices = again.choices(fit);
      const switches = drawn === undefined ? [] : switchesOf(taken(drawn, order), choices);
      return { value, flipped: flippedShare(choices, this.#value.best), switches };
    });
  }

  #withIntervals<Found extends GroupValueResult>(
    group: Found,
    refitted: readonly Refitted[],
  ): Found {
    const { value, flips } = group;
    if (value.value === null || refitted.length < 2) return group;
    const reach =
      normalWidth(this.#settings.level) * standardDeviation(refitted.map((one) => one.value));
    const method = `EVPPI, cross-fitted regression, bootstrap with refit (${refitted.length})`;
    const deviation = standardDeviation(refitted.map(({ flipped }) => flipped));
    return {
      ...group,
      value: { ...value, low: value.value - reach, high: value.value + reach, method },
      flips: withDeviation(flips, deviation, `bootstrap with refit (${refitted.length})`),
    };
  }

  #switches(premise: string, refitted: readonly Refitted[]): SingleValueResult["switches"] {
    const values = this.#ensemble.premises.get(premise) as Float64Array;
    const basis = this.#bases.get(premise) as Basis;
    if (basis.of.endsWith("groups")) return [];
    const { level, policies } = this.#settings;
    const found = switchesOf(values, this.#value.choices(new CrossFit(basis)));
    return found.map(({ at, from, to }) => {
      const nearest = refitted.flatMap(({ switches }) => {
        const same = switches.filter((one) => one.from === from && one.to === to);
        const [closest] = same.toSorted(
          (one, other) => Math.abs(one.at - at) - Math.abs(other.at - at),
        );
        return closest === undefined ? [] : [closest.at];
      });
      // Found in too few resamples, it has no place of its own.
      const sure = nearest.length >= 0.8 * refitted.length && nearest.length > 1;
      const reach = sure ? normalWidth(level) * standardDeviation(nearest) : NaN;
      return {
        at: {
          value: at,
          low: sure ? at - reach : null,
          high: sure ? at + reach : null,
          level,
          method: `crossing of fitted curves, bootstrap with refit (found again in ${nearest.length} of ${refitted.length})`,
          n: values.length,
          failed: this.#ensemble.failed,
        },
        from: policies[from],
        to: policies[to],
      };
    });
  }

  /** Pairs that are clear and worth more than the better of the two, beyond what shuffles give. */
  #pairs(singles: readonly GroupValueResult[]): {
    readonly found: GroupValueResult[];
    readonly tried: number;
  } {
    const alone = new Map(singles.map(({ premises, value }) => [premises[0], value.value ?? 0]));
    const keys = [...this.#bases.keys()];
    const pairs = keys.flatMap((one, at) => keys.slice(at + 1).map((other) => [one, other]));
    const groups = pairs.map((premises) => this.#group(premises));
    const adjusted = holm(groups.map(({ p }) => p));
    const found = groups.filter(({ premises, value, nullHigh }, at) => {
      const better = Math.max(0, ...premises.map((premise) => alone.get(premise) ?? 0));
      const more = (value.value ?? 0) - better;
      return adjusted[at] <= 1 - this.#settings.level && more > Math.max(0, nullHigh);
    });
    return {
      found: found.toSorted(largestFirst).map((group, at) => {
        const clear = { ...group, clear: true };
        return at < BOOTSTRAPPED
          ? this.#withIntervals(clear, this.#refitted(group.premises))
          : clear;
      }),
      tried: pairs.length,
    };
  }
}

function taken(column: Float64Array, order: Int32Array): Float64Array {
  const values = new Float64Array(order.length);
  for (let row = 0; row < values.length; row++) values[row] = column[order[row]];
  return values;
}

function largestFirst(one: GroupValueResult, other: GroupValueResult): number {
  return (other.value.value ?? 0) - (one.value.value ?? 0);
}
