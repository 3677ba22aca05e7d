import type { ArgueDocument } from "#argue/document";
import type { Claim, Study } from "#study/study";

/**
 * What a claim does in the argument: it `decides` where a premise that it is about or that rests on
 * it is a crux; it is `moot` where such premises were conceded and no verdict changed; it `matters`
 * where the model has it and neither is known; else it is `unmodelled`.
 */
export type Role = "decides" | "matters" | "moot" | "unmodelled";

export const roles: readonly Role[] = ["decides", "matters", "moot", "unmodelled"];

export const roleWords: Readonly<Record<Role, string>> = {
  decides: "a concession about it changes a verdict",
  matters: "in the model, and not tried or not clear",
  moot: "disputed, but conceding it changes no verdict here",
  unmodelled: "nothing in the model stands for it",
};

export function rolesOf(study: Study, document: ArgueDocument | null): ReadonlyMap<string, Role> {
  const deciding = new Set(document?.cruxes.map(({ premise }) => premise));
  const tried = new Set<string>();
  const open = new Set<string>();
  for (const { directions } of document?.pairs ?? []) {
    for (const { singles } of directions) {
      for (const { premises, answer } of singles) {
        for (const { key } of premises) (answer === "holds" ? tried : open).add(key);
      }
    }
  }
  return new Map(
    [...study.claims.values()].map((claim) => {
      const premises = premisesOf(study, claim);
      const moot = premises.length > 0 && premises.every((key) => tried.has(key) && !open.has(key));
      const role: Role = premises.some((key) => deciding.has(key))
        ? "decides"
        : moot
          ? "moot"
          : claim.unmodelled === null
            ? "matters"
            : "unmodelled";
      return [claim.key, role];
    }),
  );
}

/** The premises that a claim is about, and those that a position rests on it. */
export function premisesOf(study: Study, claim: Claim): readonly string[] {
  const found = new Set<string>();
  for (const { key } of claim.about) if (study.premises.has(key)) found.add(key);
  for (const { holds } of study.positions.values()) {
    for (const [premise, { claims }] of holds) if (claims.includes(claim.key)) found.add(premise);
  }
  return [...found];
}

/** The first of `roles` among them; null of none. */
export function strongestRole(found: readonly Role[]): Role | null {
  return roles.find((role) => found.includes(role)) ?? null;
}
