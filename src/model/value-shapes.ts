import {
  located,
  mapOf,
  oneOf,
  optional,
  record,
  required,
  type Shape,
  text,
  wholeNumber,
} from '../source/shape.ts';
import { aNumber, doc, pair, unit, values } from './shape-parts.ts';
import { STATUSES } from './spec.ts';
import type { Entry } from './value-spec.ts';

/** A mapping whose keys name something of the model: a list in the order written, with the place of each key. */
const entriesOf = <T>(value: Shape<T>): Shape<readonly Entry<T>[]> => {
  const { expected, schema } = mapOf(value);
  return {
    expected,
    schema,
    read(node, faults) {
      if (node.kind !== 'map') return mapOf(value).read(node, faults) && [];
      return [...node.entries.values()].flatMap(({ key, keyPlace, value: child }) => {
        const read = value.read(child, faults);
        return read === undefined ? [] : [{ name: { value: key, place: keyPlace }, value: read }];
      });
    },
  };
};

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
