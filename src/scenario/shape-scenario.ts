import { located, oneOrMore, optional, required, type Shape } from '../source/shape.ts';
import { date, duration } from './quantities.ts';
import { type Salvaged, salvageRecord } from './salvage.ts';
import { armMap, commonBody } from './shape-arm.ts';
import { claimShape } from './shape-claim.ts';
import { expectList } from './shape-expect.ts';
import { locatedName, someText, textOrNumber } from './shape-names.ts';
import { toleranceList } from './shape-tolerance.ts';

const START = 'the first day of the run: 1 April of a year';

/** What each key of a scenario means; all but the title may come from the file that it extends. */
const scenarioFields = {
  title: required(someText, 'what the scenario is called'),
  question: optional(someText, 'what it is to answer, as one would ask it'),
  area: optional(located(someText), 'the file of the area, relative to this file'),
  start: optional(located(date), START),
  horizon: optional(located(duration), 'how long the run is: 1 to 50 years, in whole quarters'),
  step: optional(located(duration), 'the step of the clock: 1 week, or an equal part of it such as 3.5 days'),
  seed: optional(textOrNumber, 'any text; the same seed gives the same draws; absent: the title'),
  extends: optional(
    located(someText),
    'a scenario file to start from, relative to this file; what is written here wins',
  ),
  appraisal: optional(
    locatedName('an appraisal', ['green_book', 'nice']),
    'how results are valued: one of the appraisals of the model; absent: its parameters as they stand',
  ),
  parameters_from: optional(
    located(someText),
    'a file that `tx-sim fit` wrote, relative to this file: its parameters stand at the medians of the fit, and are drawn from it together; what an arm or the appraisal sets wins',
  ),
  beside: optional(
    oneOrMore(locatedName('a published figure', ['return_drugs_first_year'])),
    'published figures of the model that are printed beside the value of each arm',
  ),
  common: optional(commonBody, 'what every arm shares'),
  arms: optional(armMap, 'what is compared; the first arm is the reference'),
  claim: optional(claimShape, 'a claim of the field that the arms put to the test'),
  expect: optional(expectList, 'checks that fail the run'),
  tolerances: optional(
    toleranceList,
    'outcomes whose lock need not be exact; all others are held to every bit',
  ),
  notes: optional(oneOrMore(someText), 'anything worth knowing later'),
};

/** Keys that must be there once everything that is extended has been merged in. */
export const NEEDED = ['area', 'start', 'horizon', 'arms'] as const;

/** What one file says, with what could not be read left out. */
export type ScenarioFile = Salvaged<typeof scenarioFields>;

const strict = salvageRecord('a scenario', scenarioFields);

/** A scenario file; `salvage.ts` says what is left out when a part is faulty. */
export const scenarioFile: Shape<ScenarioFile> = {
  ...strict,
  schema: { ...strict.schema, anyOf: [{ required: NEEDED }, { required: ['extends'] }] },
};

/** What a key of a scenario means, for telling that it is missing. */
export const docOf = (key: (typeof NEEDED)[number]): string => scenarioFields[key].doc;
