/**
 * The version of the argument's document; it changes when a reader of the old one would go wrong. It
 * stands apart, so that who argues need not have the schema with it.
 */
export const ARGUE_SCHEMA = "parley/argue@1";
