/**
 * Running mean and variance (Welford 1962; Chan, Golub and LeVeque 1983 on why not sums of
 * squares). Values are added one at a time and in order, so that the bits do not depend on the size
 * of the portions in which they arrive.
 */
export class Moments {
  count = 0;
  mean = 0;
  #squares = 0;

  add(value: number): void {
    this.count += 1;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.#squares += before * (value - this.mean);
  }

  /** Of the sample, with n − 1 below; NaN for fewer than two values. */
  get standardDeviation(): number {
    return this.count < 2 ? NaN : Math.sqrt(this.#squares / (this.count - 1));
  }
}
