import { SHORT } from './tx-sim.ts';

export const FIT = `title: A short fit
seed: short
scenario: s.yaml
arm: cut
series: series.yaml
years: 2016/17 to 2016/17
parameters: [asking_elasticity, time_exponent]
lines:
  - {series: adults, outcome: in_treatment, error: 0.5%}
  - {series: adults, outcome: people_starting, error: 1%, shown: true}
`;
export const SERIES = `series:
  adults: {unit: adults in the year, source: made up, points: [{period: 2016/17, value: 1000, status: read}]}
`;
/** A fit of two parameters to one number, with all that it names but the area. */
export const FIT_FILES = { 's.yaml': SHORT, 'fit.yaml': FIT, 'series.yaml': SERIES };
