export type Random = (below: number) => number;
export function randomNumbers(seed: number): Random;
export function mutated(text: string, pieces: readonly string[], random: Random): string;
