/** How many draws are taken where nobody says. */
export const USUAL_DRAWS = 1000;
