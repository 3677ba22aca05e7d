import { keyOf } from "#study/name";
import { nearestName } from "#study/near-miss";
import { StoreProblem } from "./store-problem.js";

/**
 * What people mean by a name: a key, a column, or a name as written in the study. Throws a
 * `StoreProblem` that begins with `complaint` and proposes what is near.
 */
export function keyMatches<T extends { readonly key: string; readonly name: string }>(
  asked: string,
  all: readonly T[],
  given: (one: T) => string,
  complaint: string,
): string {
  const found =
    all.find((one) => given(one) === asked) ??
    all.find((one) => one.key === keyOf(asked)) ??
    all.find((one) => keyOf(given(one)) === keyOf(asked));
  if (found !== undefined) return given(found);
  // A key is proposed as the name that it is of.
  const names = all.map((one) => (given(one) === one.key ? one.name : given(one)));
  const near = nearestName(asked, names);
  throw new StoreProblem(
    "no-column",
    `${complaint} \`${asked}\`.`,
    near === undefined ? `It has ${names.join(", ")}.` : `Did you mean \`${near}\`?`,
  );
}
