/** How many draws are taken where nobody says. */
export const USUAL_DRAWS = 1000;

/** How many a lock holds where nobody says: enough to show what moved, few enough to check every scenario in a minute. */
export const LOCKED_DRAWS = 64;
