import type { Estimate } from "#analyse/estimate";

/** Items as a person lists them: "a", "a or b", "a, b or c". */
export function inWords(items: readonly string[], conjunction: "and" | "or"): string {
  if (items.length <= 1) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${conjunction} ${items[items.length - 1]}`;
}

/** "1 premise", "3 premises"; `many` where adding an s will not do. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/**
 * A number to two significant digits, without an exponent between 0.001 and a billion, thousands
 * set apart by commas: 0.031, 4.2, 12,000.
 */
export function twoDigits(value: number): string {
  if (!Number.isFinite(value)) return `${value}`;
  const rounded = Number(value.toPrecision(2)) + 0;
  const size = Math.abs(rounded);
  if (size !== 0 && (size < 0.001 || size >= 1e9)) return rounded.toExponential(1);
  if (size >= 10 || size === 0) return group(rounded.toFixed(0));
  let decimals = 1;
  for (let unit = 1; size < unit && decimals < 5; unit /= 10) decimals += 1;
  return rounded.toFixed(decimals);
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share as a percentage to two digits; the ends are kept for "none" and "all" of them. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  if (share > 0.995) return "over 99 %";
  if (share < 0.001) return "under 0.1 %";
  return `${twoDigits(share * 100)} %`;
}

/** "0.22 (0.21 to 0.23)"; what is not known is said. */
export function withInterval(estimate: Estimate, shown: (value: number) => string): string {
  const { value, low, high } = estimate;
  if (value === null) return "unknown";
  if (low === null || high === null) return `${shown(value)} (too few futures for an interval)`;
  if (low === high) return shown(value);
  return `${shown(value)} (${shown(low)} to ${shown(high)})`;
}

/** A speaker in the middle of a sentence: what stands before the first comma of the label. */
export function shortLabel(label: string): string {
  const [first] = label.split(",");
  return first.trim() === "" ? label : first.trim();
}

/** "Reader 4's", "the Joneses'". */
export function possessive(label: string): string {
  const name = shortLabel(label);
  return /s$/i.test(name) ? `${name}'` : `${name}'s`;
}
