import { located, oneOf, optional, record, required, text, wholeNumber } from '../source/shape.ts';
import { aNumber, doc, entriesOf, pair, unit, values } from './shape-parts.ts';
import { STATUSES } from './spec.ts';

export const appraisal = record('an appraisal', {
  label: required(text, 'what pages call it'),
  doc,
  source: required(text, 'who prescribes it, and where'),
  parameters: required(entriesOf(located(values)), 'parameters, each with the value that it prescribes'),
});
export const comparison = record('a comparison', {
  label: required(text, 'what tables call it'),
  doc,
  unit: required(unit, 'its unit'),
  gained: required(located(text), 'the outcome that an arm gains beside the first'),
  paid: optional(located(text), 'the outcome, in pounds, that it pays for that'),
  is: optional(
    oneOf(['price', 'return']),
    'price: paid for each that is gained; return: gained for each that is paid',
  ),
});
export const domain = record('a domain', {
  label: required(text, 'what the scorecard calls it'),
  measures: required(entriesOf(text), 'outcomes, each with the plural noun that stands for it'),
});
export const published = record('a published figure', {
  label: required(text, 'what tables call it'),
  value: required(located(aNumber), 'the figure'),
  range: required(pair, 'lowest and highest plausible value'),
  unit: required(unit, 'its unit'),
  source: required(text, 'where it was published'),
  status: required(oneOf(STATUSES), 'how well it is known'),
  beside: required(located(text), 'the comparison that it is set beside'),
  horizon: optional(wholeNumber(1, 50), 'over how many years from the start; absent: the whole run'),
  differs: required(text, 'why it and the comparison need not agree'),
});
