/** Of every JSON document that a command prints or writes; raised when a key changes its meaning or goes. */
export const SCHEMA_VERSION = 1;
