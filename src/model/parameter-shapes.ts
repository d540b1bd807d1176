import { list, located, number, oneOf, optional, record, required, text } from '../source/shape.ts';
import { DISTRIBUTIONS } from './draw-spec.ts';
import { aNumber, doc, entriesOf, over, pair, unit, values } from './shape-parts.ts';
import { STATUSES } from './spec.ts';

export const parameter = record('a parameter', {
  doc,
  unit: required(unit, 'its unit'),
  over,
  value: required(located(values), 'the value used when none is drawn'),
  range: required(pair, 'lowest and highest plausible value; factors when it has several values'),
  distribution: optional(oneOf(DISTRIBUTIONS), 'how it is drawn within the range; triangular when not said'),
  truncate: optional(located(pair), 'the least and the most that is ever drawn; factors when it has several'),
  one_of: optional(
    located(list(list(aNumber))),
    'what a discrete one may be: [[value, weight], …]; factors when it has several values',
  ),
  status: required(oneOf(STATUSES), 'how well it is known'),
  source: required(text, 'where the number comes from, or why it was chosen'),
  note: optional(text, 'what a reader should know of it'),
  neutral: optional(number(), 'the value that switches its effect off'),
});

export const correlated = record('a correlated group', {
  doc,
  members: required(
    entriesOf(number({ least: -1, most: 1 })),
    'parameters, each with its correlation with what they share; two members correlate by the product of theirs',
  ),
  status: required(oneOf(STATUSES), 'how well it is known'),
  source: required(text, 'where the correlations come from, or why they were chosen'),
});
