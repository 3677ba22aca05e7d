import { exp } from "#numeric/elementary/exp";
import { ln } from "#numeric/elementary/logarithm";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { interestOf, rowsOf } from "./cases.js";
import type { Cases } from "./cases.js";

/** A logistic model on inputs scaled to [0, 1]; a category has a weight for each label but the first. */
export interface LogitModel {
  /** Indices of the inputs, in the order in which they were taken up. */
  readonly inputs: readonly number[];
  readonly intercept: number;
  /** Weights by input, as in `inputs`. */
  readonly weights: readonly (readonly number[])[];
  /** −2·ln(likelihood) + parameters·ln(rows) (G. Schwarz 1978). */
  readonly bic: number;
  /** True where rows of interest and others are told apart without error: weights then have no end. */
  readonly separated: boolean;
  /** Share of the rows of interest, and of the rows taken, above the threshold. */
  readonly coverage: number;
  readonly density: number;
  /** Rows above the threshold. */
  readonly n: number;
  readonly k: number;
  /** The modelled chance of interest, by row. */
  readonly chances: Float64Array;
}

/**
 * Logistic discovery: a logistic regression that takes up one input at a time, the one that lowers
 * the Bayesian information criterion most, while any does (J. D. Quinn, P. M. Reed, M. Giuliani and
 * A. Castelletti 2018; as in the EMA Workbench). The models on the way, each with coverage and
 * density of the rows whose chance is above `threshold`.
 */
export function discoverByLogit(cases: Cases, threshold = 0.95): readonly LogitModel[] {
  const columns = cases.inputs.map((input) => scaledColumns(input));
  const models: LogitModel[] = [];
  let best = Infinity;
  for (;;) {
    const taken = models.at(-1)?.inputs ?? [];
    const tried = cases.inputs.flatMap((_, input) =>
      taken.includes(input) || columns[input].length === 0
        ? []
        : [fit(cases, columns, [...taken, input])],
    );
    const next = tried.reduce<Fit | null>(
      (least, one) => (least === null || one.bic < least.bic ? one : least),
      null,
    );
    if (next === null || !(next.bic < best)) return models;
    best = next.bic;
    models.push({ ...next, ...above(cases, next.chances, threshold) });
    if (next.separated) return models;
  }
}

/** Coverage and density of the rows whose chance is above a threshold. */
function above(cases: Cases, chances: Float64Array, threshold: number) {
  let n = 0;
  let k = 0;
  for (let row = 0; row < chances.length; row++) {
    if (chances[row] <= threshold) continue;
    n += 1;
    k += cases.interest[row];
  }
  const interest = interestOf(cases);
  return { n, k, coverage: interest === 0 ? 0 : k / interest, density: n === 0 ? 0 : k / n };
}

/** A number from 0 to 1; a category as a column of 0 and 1 for each label but the first. */
function scaledColumns(input: Cases["inputs"][number]): readonly Float64Array[] {
  const { values } = input;
  if (input.kind === "category") {
    return input.labels
      .slice(1)
      .map((_, index) => values.map((code) => Number(code === index + 1)));
  }
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  return high > low ? [values.map((value) => (value - low) / (high - low))] : [];
}

type Fit = Pick<LogitModel, "inputs" | "intercept" | "weights" | "bic" | "separated" | "chances">;

const mostSteps = 50;

/** Maximum likelihood by Newton's method (iteratively reweighted least squares). */
function fit(
  cases: Cases,
  columns: readonly (readonly Float64Array[])[],
  inputs: readonly number[],
): Fit {
  const { interest } = cases;
  const rows = rowsOf(cases);
  const terms = [new Float64Array(rows).fill(1), ...inputs.flatMap((input) => columns[input])];
  const beta = new Float64Array(terms.length);
  let state = evaluate(terms, beta, interest);
  for (let step = 0; step < mostSteps; step++) {
    const direction = newtonStep(terms, state.chances, interest);
    if (direction === null) break;
    const next = halvedUntilBetter(terms, beta, direction, interest, state.likelihood);
    if (next === null) break;
    const gain = next.likelihood - state.likelihood;
    beta.set(next.beta);
    state = next;
    if (gain < 1e-12 * (1 + Math.abs(state.likelihood))) break;
  }
  const a = createNumberArithmetic();
  const weights: (readonly number[])[] = [];
  let from = 1;
  for (const input of inputs) {
    weights.push(Array.from(beta.subarray(from, from + columns[input].length)));
    from += columns[input].length;
  }
  return {
    inputs,
    intercept: beta[0],
    weights,
    bic: -2 * state.likelihood + terms.length * ln(a, rows),
    separated: state.likelihood > -1e-6,
    chances: state.chances,
  };
}

function evaluate(terms: readonly Float64Array[], beta: Float64Array, interest: Uint8Array) {
  const a = createNumberArithmetic();
  const chances = new Float64Array(interest.length);
  let likelihood = 0;
  for (let row = 0; row < chances.length; row++) {
    let score = 0;
    for (let term = 0; term < terms.length; term++) score += beta[term] * terms[term][row];
    const small = exp(a, -Math.abs(score));
    chances[row] = score >= 0 ? 1 / (1 + small) : small / (1 + small);
    const wrong = interest[row] === 1 ? Math.min(score, 0) : Math.min(-score, 0);
    likelihood += wrong - ln(a, 1 + small);
  }
  return { chances, likelihood };
}

function halvedUntilBetter(
  terms: readonly Float64Array[],
  beta: Float64Array,
  direction: readonly number[],
  interest: Uint8Array,
  before: number,
) {
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const next = beta.map((value, term) => value + scale * direction[term]);
    const state = evaluate(terms, next, interest);
    if (state.likelihood >= before) return { ...state, beta: next };
  }
  return null;
}

/** Solves (XᵀWX)·step = Xᵀ(y − p) by Cholesky; null where the columns hang together. */
function newtonStep(
  terms: readonly Float64Array[],
  chances: Float64Array,
  interest: Uint8Array,
): readonly number[] | null {
  const size = terms.length;
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  const gradient = new Float64Array(size);
  for (let row = 0; row < chances.length; row++) {
    const weight = chances[row] * (1 - chances[row]);
    const difference = interest[row] - chances[row];
    for (let i = 0; i < size; i++) {
      gradient[i] += terms[i][row] * difference;
      for (let j = 0; j <= i; j++) matrix[i][j] += weight * terms[i][row] * terms[j][row];
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i][j];
      for (let term = 0; term < j; term++) sum -= matrix[i][term] * matrix[j][term];
      if (i > j) matrix[i][j] = sum / matrix[j][j];
      else if (sum > 1e-14 * Math.abs(matrix[i][i])) matrix[i][i] = Math.sqrt(sum);
      else return null;
    }
  }
  const solved = [...gradient];
  for (let i = 0; i < size; i++) {
    for (let term = 0; term < i; term++) solved[i] -= matrix[i][term] * solved[term];
    solved[i] /= matrix[i][i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let term = i + 1; term < size; term++) solved[i] -= matrix[term][i] * solved[term];
    solved[i] /= matrix[i][i];
  }
  return solved;
}
