import { InvalidArgumentError } from "commander";

/** Reads an option that is a whole number of `least` or more. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || text.trim() === "") {
      throw new InvalidArgumentError(`It is a whole number of ${least} or more.`);
    }
    return value;
  };
}
