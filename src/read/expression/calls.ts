import { arityOf, usageOf, type Builtin } from "#study/builtins";

/**
 * What is wrong with a call of a builtin with so many arguments (null: no parentheses at all), or
 * null if nothing is.
 */
export function builtinMisuse(
  builtin: Builtin,
  count: number | null,
): { readonly message: string; readonly help: string } | null {
  const { least, most } = arityOf(builtin);
  const help = `Write \`${usageOf(builtin)}\`, for example \`${builtin.example}\`.`;
  if (count === null) {
    return most === 0 ? null : { message: `${builtin.name} is a function.`, help };
  }
  if (count >= least && count <= most) return null;
  if (most === Infinity) {
    return {
      message: `${builtin.name} takes at least ${counted(least)}, and here are ${count}.`,
      help,
    };
  }
  const takes =
    most === 0
      ? "no arguments"
      : least === most
        ? counted(most)
        : `${least} ${most === least + 1 ? "or" : "to"} ${most} arguments`;
  return {
    message: `${builtin.name} takes ${takes}, and here ${count === 1 ? "is 1" : `are ${count}`}.`,
    help,
  };
}

function counted(count: number): string {
  return count === 1 ? "1 argument" : `${count} arguments`;
}
