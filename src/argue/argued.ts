import { inWords } from "./words.js";

/** What somebody concludes: policies argued for, best first, and policies argued against. */
export interface Argued {
  readonly policies: readonly string[];
  readonly against: readonly (string | { readonly policy: string })[];
}

/**
 * To follow "argues": "for Negotiate before Leave", "against Negotiate or Fight and talk", "for
 * Escalate and against Leave". `label` gives a policy's name by its key.
 */
export function arguedInWords(
  { policies, against }: Argued,
  label: (policy: string) => string,
): string {
  const rejected = against.map((one) => label(typeof one === "string" ? one : one.policy));
  return [
    ...(policies.length === 0 ? [] : [`for ${policies.map(label).join(" before ")}`]),
    ...(rejected.length === 0 ? [] : [`against ${inWords(rejected, "or")}`]),
  ].join(" and ");
}
