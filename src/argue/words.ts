import type { Estimate } from "#analyse/estimate";

/** Items as a person lists them: "a", "a or b", "a, b or c". */
export function inWords(items: readonly string[], conjunction: "and" | "or" | "with"): string {
  if (items.length <= 1) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${conjunction} ${items[items.length - 1]}`;
}

/** "1 premise", "3 premises"; `many` where adding an s will not do. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${thousands(number)} ${number === 1 ? one : many}`;
}

/**
 * A number to two significant digits, without an exponent between a millionth and a billion, thousands
 * set apart by commas: 0.031, −4.2, 12,000.
 */
export function twoDigits(value: number): string {
  return withDecimals(value, decimalsFor(Math.abs(value)));
}

/** How many decimals two significant digits take; negative where digits before the point go. */
function decimalsFor(size: number): number {
  if (size === 0 || !Number.isFinite(size)) return 0;
  const [, exponent] = size.toExponential(1).split("e");
  return Math.min(100, 1 - Number(exponent));
}

function withDecimals(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return `${value}`;
  const unit = Number(`1e${-decimals}`);
  const rounded = decimals < 0 ? Math.round(value / unit) * unit : Number(value.toFixed(decimals));
  const size = Math.abs(rounded);
  const sign = rounded < 0 ? "−" : "";
  if (size !== 0 && (decimals > 7 || size >= 1e9)) {
    return sign + size.toExponential(1).replace("-", "−");
  }
  return sign + size.toFixed(Math.max(0, decimals)).replace(/^\d+/, group);
}

/** A number in full, with its thousands set apart: 45,000, 0.5. */
export function thousands(number: number): string {
  return String(number).replace("-", "−").replace(/\d+/, group);
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share as a percentage to two digits, its sign kept on the line; the ends are kept for "none" and "all" of them. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}\u00a0%`;
  if (share > 0.995) return "over 99\u00a0%";
  if (share < 0.001) return "under 0.1\u00a0%";
  return `${twoDigits(share * 100)}\u00a0%`;
}

/**
 * "0.22 (0.21 to 0.23)": all to the place at which the largest has two digits, so that a small
 * number does not look more exact than its interval is. A bound that would read 0 and is not is
 * written out. A difference of shares is in percentage points. What is not known is said.
 */
export function withInterval(estimate: Estimate, scale: "amount" | "share"): string {
  if (estimate.value === null) return "unknown";
  const factor = scale === "share" ? 100 : 1;
  const points = scale === "share" ? " points" : "";
  const value = estimate.value * factor;
  if (estimate.low === null || estimate.high === null) {
    return `${twoDigits(value)}${points} (too few futures for an interval)`;
  }
  const low = estimate.low * factor;
  const high = estimate.high * factor;
  if (low === high) return twoDigits(value) + points;
  const decimals = decimalsFor(Math.max(Math.abs(low), Math.abs(high)));
  const shown = (number: number): string => {
    const text = withDecimals(number, decimals);
    return number !== 0 && /^−?[0.]+$/.test(text) ? twoDigits(number) : text;
  };
  return `${shown(value)}${points} (${shown(low)} to ${shown(high)})`;
}

/** A speaker by name, as a heading or a cell of a table has it: what stands before the first comma of the label. */
export function speakerName(label: string): string {
  const [first] = label.split(",");
  return first.trim() === "" ? label : first.trim();
}

/** A speaker in the middle of a sentence: "The warden, an old hand" is "the warden" there, "You" "you". */
export function shortLabel(label: string): string {
  return speakerName(label).replace(/^(?:The|An?)(?= \S)|^You$/u, (word) => word.toLowerCase());
}

/** What begins a sentence: its first letter is a capital. */
export function capital(sentence: string): string {
  return sentence.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** "Reader 4's", "the Joneses'", "your". */
export function possessive(label: string): string {
  const name = shortLabel(label);
  if (name === "you") return "your";
  return /s$/i.test(name) ? `${name}'` : `${name}'s`;
}

/** A claim by its key, as studies write them: "A15b". */
export function claimLabel(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}
