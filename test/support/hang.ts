/**
 * Milliseconds after which something counts as hanging. Ten times and more what it takes on an idle
 * machine: a busy one is no failure, a blow-up is.
 */
export const hanging = 30_000;
