import { keyOf } from "#study/name";
import { nearestName } from "#study/near-miss";

/** Says what is wrong, and what to write instead. */
export type Fail = (message: string, help?: string) => void;

/** What is called `name`; null where nothing is asked for, undefined (and said) if there is none. */
export function namedIn<T extends { readonly name: string }>(
  all: ReadonlyMap<string, T>,
  name: string | undefined,
  what: string,
  fail: Fail,
): T | null | undefined {
  if (name === undefined) return null;
  const found = all.get(keyOf(name));
  if (found !== undefined) return found;
  const names = [...all.values()].map((one) => one.name);
  const near = nearestName(name, names);
  fail(
    `The study has no ${what} \`${name}\`.`,
    near === undefined ? `It has ${names.join(", ")}.` : `Did you mean \`${near}\`?`,
  );
  return undefined;
}
