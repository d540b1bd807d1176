import type { Faults } from '../diagnostics/diagnostic.ts';
import type { Distribution } from '../numeric/quantile.ts';
import { parsePeriod, startYear } from '../scenario/area/period.ts';
import { type Salvaged, salvageList, salvageRecord } from '../scenario/salvage.ts';
import { locatedName, namedEntries, someText, textOrNumber } from '../scenario/shape-names.ts';
import {
  bool,
  found,
  type Located,
  located,
  oneOrMore,
  optional,
  record,
  required,
  type Shape,
  scalar,
} from '../source/shape.ts';
import { readYaml } from '../source/yaml.ts';
import type { FitSpec } from './fit-spec.ts';
import { errorSize } from './read-error.ts';
import { prior } from './read-prior.ts';

/** A number of the model, its names not yet proven. */
export interface WrittenMeasure {
  readonly outcome: Located<string>;
  readonly of?: readonly WrittenElements[];
}
export interface WrittenElements {
  readonly dimension: Located<string>;
  readonly elements: readonly Located<string>[];
}

/** A parameter to be fitted, its name not yet proven. */
export interface WrittenFree {
  readonly name: Located<string>;
  readonly prior?: Distribution;
}

const someElements = oneOrMore(locatedName('an element', ['opiate', 'a18_29']));
/** At least one, and none twice: a sum would count it twice. */
const differentElements: Shape<WrittenElements['elements']> = {
  ...someElements,
  read(node, faults) {
    if (node.kind === 'list' && node.items.length === 0)
      return faults.error(
        'fit/no-elements',
        node.place,
        `expected ${someElements.expected}; found ${found(node)} of none`,
        'leave the dimension out for all of its elements',
      );
    const read = someElements.read(node, faults);
    const again = read?.find(({ value }, i) => read.findIndex(e => e.value === value) < i);
    return again
      ? faults.error('fit/element-twice', again.place, `${again.value} is named twice, and would count twice`)
      : read;
  },
};

const elements = namedEntries(
  ['group', 'age'],
  differentElements,
  (dimension, own): WrittenElements => ({ dimension, elements: own }),
);
const outcomeName = locatedName('an outcome', ['in_treatment']);
const measureFields = {
  outcome: required(outcomeName, 'which outcome of the model'),
  of: optional(
    elements,
    'of which elements, the sum of several: {group: opiate} or {group: [opiate, alcohol]}; absent: the whole',
  ),
};
const measure = record('a measure', measureFields);

/** The name of an outcome, or an outcome of some elements. */
const nameOrMeasure: Shape<WrittenMeasure> = {
  expected: 'the name of an outcome, or {outcome: …, of: {…}}',
  schema: { anyOf: [outcomeName.schema, measure.schema] },
  read(node, faults) {
    if (node.kind === 'map') return measure.read(node, faults);
    const outcome = outcomeName.read(node, faults);
    return outcome && { outcome };
  },
};

const factor: Shape<number> = scalar(
  'a number above 0',
  { type: 'number', exclusiveMinimum: 0 },
  ({ value }) => (typeof value === 'number' && value > 0 ? value : undefined),
);

const lineFields = {
  series: required(located(someText), 'the name of a series of the series file'),
  label: optional(someText, 'what pages call it; absent: the name of the series'),
  ...measureFields,
  over: optional(nameOrMeasure, 'what the outcome is a share of, for a series in %'),
  times: optional(
    located(factor),
    'what the number of the model is multiplied by: 151 average authorities are England',
  ),
  error: optional(
    located(errorSize),
    'what the model may be off by, beside rounding; not needed where shown',
  ),
  shown: optional(bool, 'true: shown beside the simulation, and not fitted'),
};
/** What a line says, its names not yet proven, with what could not be read left out. */
export type WrittenLine = Salvaged<typeof lineFields>;
const line: Shape<WrittenLine> = salvageRecord('a line', lineFields);

const parameterName = locatedName('a parameter', ['asking_elasticity']);
const named = record('a parameter to be fitted', {
  name: required(parameterName, 'its name in the model'),
  prior: optional(prior, 'what is believed of it beforehand; absent: what the model draws it from'),
});
const free: Shape<WrittenFree> = {
  expected: 'the name of a parameter, or {name: …, prior: …}',
  schema: { anyOf: [parameterName.schema, named.schema] },
  read(node, faults) {
    if (node.kind === 'map') return named.read(node, faults);
    const name = parameterName.read(node, faults);
    return name && { name };
  },
};

/** `2009/10 to 2018/19`, or one year. */
const years = scalar<FitSpec['years']>(
  'financial years such as 2009/10 to 2018/19',
  { type: 'string', examples: ['2009/10 to 2018/19'] },
  ({ text }) => {
    const [from, to = from] = text.split(/ +to +/).map(parsePeriod);
    if (text.split(/ +to +/).length > 2 || from === undefined || to === undefined) return undefined;
    return startYear(from) <= startYear(to)
      ? { from: startYear(from), to: startYear(to) }
      : { fault: `"${text}" ends before it begins`, hint: `write ${to} to ${from}` };
  },
);

/** A list of at least one item; a faulty item costs only itself. */
const someOf = <T>(item: Shape<T>): Shape<readonly T[]> => {
  const all = salvageList(item);
  return {
    ...all,
    read: (node, faults) =>
      node.kind === 'list' && node.items.length === 0
        ? faults.error(
            'source/expected',
            node.place,
            `expected a list of one or more (${item.expected}), found ${found(node)} of none`,
          )
        : all.read(node, faults),
  };
};

const fields = {
  title: required(someText, 'what the fit is called'),
  notes: optional(oneOrMore(someText), 'anything worth knowing later'),
  seed: optional(textOrNumber, 'any text; the same seed gives the same fit; absent: the title'),
  scenario: required(located(someText), 'the scenario that is run, relative to this file'),
  arm: required(locatedName('an arm', ['record']), 'the arm of it that stands for what happened'),
  series: required(
    located(someText),
    'the file of published series, relative to this file; .csv: an export of the national statistics viewer',
  ),
  area: optional(someText, 'of which area, where the series are an export of several'),
  years: required(located(years), 'the financial years that are fitted'),
  parameters: required(located(someOf(free)), 'the parameters that are fitted'),
  lines: required(located(someOf(line)), 'published series, each beside what the model makes of it'),
};

/** What a fit file says, with what could not be read left out. */
export type FitFile = Salvaged<typeof fields>;

/** A fit file; `salvage.ts` says what is left out when a part is faulty. */
export const fitFile: Shape<FitFile> = salvageRecord('a fit', fields);

/** @returns what could be read; undefined where that is nothing */
export function readFitFile(text: string, file: string, faults: Faults): FitFile | undefined {
  const node = readYaml(text, file, faults);
  return node && fitFile.read(node, faults);
}
