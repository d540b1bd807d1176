import { Faults } from '../../diagnostics/diagnostic.ts';
import {
  list,
  located,
  mapOf,
  optional,
  record,
  required,
  type Shape,
  scalar,
  text,
  wholeNumber,
} from '../../source/shape.ts';
import { readYaml, type SourceNode } from '../../source/yaml.ts';
import { locatedName, someText } from '../shape-names.ts';
import type { Posterior } from './posterior.ts';

/** Rows at fault are told one by one up to here: a broken file has them by the thousand. */
const MOST_ROW_FAULTS = 5;
const MOST_ROWS = 1_000_000;

const hash = scalar('a SHA-256 of 64 hexadecimal digits', { type: 'string' }, ({ text: t }) =>
  /^[0-9a-f]{64}$/.test(t) ? t : undefined,
);

/** Rows are read once the parameters are known. */
const asWritten: Shape<SourceNode> = {
  expected: 'a list of rows: a weight, then a value for each parameter',
  schema: { type: 'array', items: { type: 'string' } },
  read: node => node,
};

const fields = record('a posterior', {
  fit: required(someText, 'the title of the fit'),
  years: required(someText, 'the years that were fitted'),
  seed: required(someText, 'the seed of the fit'),
  hashes: required(
    record('hashes', {
      model: required(hash, 'of the model'),
      scenario: required(hash, 'of the scenario'),
      area: required(hash, 'of the area'),
      series: required(hash, 'of the series'),
    }),
    'what it was made from',
  ),
  settings: required(mapOf(text), 'how it was searched and sampled'),
  convergence: required(mapOf(text), 'how far the sampling has settled'),
  parameters: required(
    list(
      record('a parameter of a posterior', {
        name: required(locatedName('a parameter', ['asking_elasticity']), 'its name in the model'),
        unit: required(someText, 'its unit in the model, or factor where it has several values'),
      }),
    ),
    'the parameters, in the order of their values in each row',
  ),
  rows: optional(
    located(wholeNumber(1, MOST_ROWS)),
    'how many rows there are, so that a file that was cut off is known',
  ),
  draws: required(located(asWritten), 'rows: a weight, then a value for each parameter'),
});

/**
 * Reads what a fit has left: a file that `tx-sim fit` wrote. Whether its parameters are the model's is proven where a
 * scenario meets the model.
 *
 * @param file its name, for the places of faults
 * @returns undefined after any fault
 */
export function readPosterior(content: string, file: string, faults: Faults): Posterior | undefined {
  const own = new Faults();
  const node = readYaml(content, file, own);
  const posterior = node && build(node, file, own);
  faults.all.push(...own.all);
  return own.hasErrors ? undefined : posterior;
}

function build(node: SourceNode, file: string, faults: Faults): Posterior | undefined {
  if (node.kind === 'map' && !node.entries.has('draws')) {
    const [key] = node.entries.keys();
    return faults.error(
      'fit/no-posterior',
      node.place,
      'this is no posterior: it has no draws',
      key === 'title' ? 'name the file that `tx-sim fit` wrote, not the fit file itself' : undefined,
    );
  }
  const read = fields.read(node, faults);
  if (!read) return undefined;
  const { parameters } = read;
  const names = parameters.map(p => p.name.value);
  if (names.length === 0)
    return faults.error('fit/no-parameters', read.keyPlaces['parameters'], 'a posterior of no parameter');
  for (const [p, { name }] of parameters.entries())
    if (names.indexOf(name.value) < p)
      faults.error('fit/parameter-twice', name.place, `${name.value} stands in the posterior twice`);
  const rows = readRows(read.draws.value, names, faults);
  if (!rows) return undefined;
  if (read.rows && read.rows.value !== rows.length)
    return faults.error(
      'fit/rows',
      read.rows.place,
      `the posterior says that it has ${read.rows.value} rows of draws, and has ${rows.length}`,
      'take it from a copy, or fit again',
    );
  const { fit: title, years, seed, hashes, settings, convergence } = read;
  return {
    file,
    title,
    years,
    seed,
    hashes: { model: hashes.model, scenario: hashes.scenario, area: hashes.area, series: hashes.series },
    settings,
    convergence,
    parameters: parameters.map(({ name, unit }) => ({ name, unit })),
    weights: Float64Array.from(rows, row => row[0]!),
    values: Float64Array.from(rows.flatMap(row => row.slice(1))),
  };
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Each row a weight and its values. */
function readRows(node: SourceNode, names: readonly string[], faults: Faults): number[][] | undefined {
  if (node.kind !== 'list' || node.items.length === 0)
    return faults.error('fit/no-draws', node.place, `expected ${asWritten.expected}`);
  const wrong: (() => void)[] = [];
  const rows = node.items.map(item => {
    const words = item.kind === 'scalar' ? item.text.trim().split(/\s+/) : [];
    const numbers = words.map(word => (NUMBER.test(word) ? Number(word) : Number.NaN));
    const refuse = (message: string, hint?: string): void => {
      wrong.push(() => faults.error('fit/row', item.place, message, hint));
    };
    const bad = numbers.findIndex(x => !Number.isFinite(x));
    if (words.length !== names.length + 1)
      refuse(
        `the row has ${words.length} numbers; expected ${names.length + 1}: a weight and ${names.length} values`,
      );
    else if (bad >= 0)
      refuse(`"${words[bad]}" is no number: the ${bad === 0 ? 'weight' : `value of ${names[bad - 1]}`}`);
    else if (!(numbers[0]! > 0))
      refuse(`the weight of a row is above 0, found ${words[0]}`, 'leave the row out');
    return numbers;
  });
  for (const tell of wrong.slice(0, MOST_ROW_FAULTS)) tell();
  if (wrong.length > MOST_ROW_FAULTS)
    faults.error('fit/row', node.place, `${wrong.length - MOST_ROW_FAULTS} more rows are wrong`);
  return wrong.length > 0 ? undefined : rows;
}
