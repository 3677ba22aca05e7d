/**
 * A number for people: "0.3", "20,000", "1.5e-9". Whole numbers in full, others to six significant
 * digits; groups of three digits are set apart from 10,000 on.
 */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  const short = Number.isInteger(value) ? value : Number(value.toPrecision(6));
  const text = String(short === 0 ? 0 : short);
  if (Math.abs(short) < 10_000 || text.includes("e")) return text;

  const [whole, fraction] = text.split(".");
  const sign = whole.startsWith("-") ? "-" : "";
  const groups: string[] = [];
  for (let end = whole.length; end > sign.length; end -= 3) {
    groups.unshift(whole.slice(Math.max(sign.length, end - 3), end));
  }
  return sign + groups.join(",") + (fraction === undefined ? "" : `.${fraction}`);
}
