/** Futures of a policy while something is moved, and at rest. */
export const previewFutures = 64;
export const fullFutures = 2000;
/** Of a model, in which nothing is disputed; more than one for those that draw random numbers. */
export const modelFutures = 200;
/** Of what is drawn faintly behind. */
export const ghostFutures = 512;
/** Milliseconds without a move after which the reader is at rest, and to be argued with. */
export const restAfter = 90;
export const argueAfter = 700;
