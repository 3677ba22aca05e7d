import { InvalidArgumentError } from "commander";

/** Reads an option that is a whole number of `least` or more, or up to `most`. */
export function wholeNumber(least: number, most = Infinity): (text: string) => number {
  const range = most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`;
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || value > most || text.trim() === "") {
      throw new InvalidArgumentError(`It is a whole number ${range}.`);
    }
    return value;
  };
}
