/** What a command does with a claim, in one file so that it can be loaded for a scenario that has one. */
export { checkClaim } from './check-claim.ts';
export { tryClaim } from './try-claim.ts';
