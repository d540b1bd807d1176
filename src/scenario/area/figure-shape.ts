import { type Faults, suggest } from '../../diagnostics/diagnostic.ts';
import {
  found,
  hintOfMarks,
  type JsonSchema,
  number,
  oneOf,
  oneOrMore,
  optional,
  record,
  required,
  type Shape,
  text,
} from '../../source/shape.ts';
import type { SourceNode } from '../../source/yaml.ts';
import {
  FIGURE_DIMENSIONS,
  type Figure,
  type FigureDimension,
  type FigureValue,
  listValues,
  type Range,
  STATUSES,
} from './figure.ts';
import { parsePeriod } from './period.ts';

const DIMENSION_NAMES = Object.keys(FIGURE_DIMENSIONS) as FigureDimension[];
const pair: JsonSchema = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 };
const leaf: JsonSchema = { type: ['number', 'null'], minimum: 0 };
const tree: JsonSchema = {
  type: 'object',
  additionalProperties: { anyOf: [leaf, { type: 'object', additionalProperties: leaf }] },
};

/** Takes the node as it stands, because how to read it depends on the keys beside it. */
const asWritten = (expected: string, schema: JsonSchema): Shape<SourceNode> => ({
  expected,
  schema,
  read: node => node,
});

const fields = record('a figure', {
  doc: required(text, 'What the figure counts, in a sentence.'),
  unit: required(text, 'Its unit, such as people, people/year or GBP_2016_17/year.'),
  status: required(
    oneOf(STATUSES),
    'read: in the source; read-secondary: in a document that quotes it; derived: arithmetic on such; recalled: not checked; assumption: no evidence.',
  ),
  source: required(text, 'Where it was published, well enough to find it.'),
  rounding: optional(number({ least: 0 }), 'Counts were rounded to multiples of this.'),
  range: optional(
    asWritten('[low, high]', { anyOf: [pair, { type: 'object', additionalProperties: pair }] }),
    '[low, high], or such by element of the first dimension.',
  ),
  method: optional(text, 'How it was worked out.'),
  value: optional(asWritten('a number or null', leaf), 'The number, or null where it is not known.'),
  by: optional(oneOrMore(oneOf(DIMENSION_NAMES)), 'One or two dimensions that `values` is broken down by.'),
  values: optional(asWritten('numbers by element', tree), 'The numbers by element; null where not known.'),
});

/** One figure of an area file: what it says of itself, and `value`, or `by` and `values`. */
export const figureShape: Shape<Figure> = {
  expected: fields.expected,
  schema: { ...fields.schema, oneOf: [{ required: ['value'] }, { required: ['by', 'values'] }] },
  read(node, faults) {
    const read = fields.read(node, faults);
    if (!read) return undefined;
    const { doc, unit, status, source, rounding, method, by = [], place } = read;
    const written = read.values ?? read.value;
    if (!written || (read.value && (read.values || read.by)) || (read.values && !read.by))
      return faults.error(
        'area/figure',
        place,
        'a figure has either "value", or "by" and "values" together',
        'for one number write value: 12; for a table write by: [group] and values: {opiate: 12, …}',
      );
    if (by.length > 2 || new Set(by).size < by.length)
      return faults.error(
        'area/figure',
        read.keyPlaces['by'],
        `a figure is broken down by one or two different dimensions, found ${by.join(', ')}`,
      );
    const value = readValue(written, by, faults);
    const range = read.range && readRange(read.range, by, faults);
    if (value === undefined || (read.range && !range)) return undefined;
    const figure: Figure = {
      doc,
      unit,
      status,
      source,
      ...(rounding !== undefined && { rounding }),
      ...(range && { range }),
      ...(method !== undefined && { method }),
      by,
      value,
      place,
    };
    return checkRange(figure, read.keyPlaces['range'] ?? place, faults) ? figure : undefined;
  },
};

/** Reads the numbers below a node, one level for each dimension; every element must be there, none twice. */
function readValue(
  node: SourceNode,
  by: readonly FigureDimension[],
  faults: Faults,
): FigureValue | undefined {
  const [dimension, ...inner] = by;
  if (!dimension) {
    if (node.kind === 'scalar' && node.value === null) return null;
    if (node.kind === 'scalar' && typeof node.value === 'number' && node.value >= 0) return node.value;
    return faults.error(
      'area/value',
      node.place,
      `expected a number of at least 0, or null, found ${found(node)}`,
      hintOfMarks(node),
    );
  }
  if (node.kind !== 'map')
    return faults.error('area/value', node.place, `expected a mapping by ${dimension}, found ${found(node)}`);
  const value = new Map<string, FigureValue>();
  let complete = true;
  for (const entry of node.entries.values()) {
    const child = readValue(entry.value, inner, faults);
    if (!checkElement(entry.key, dimension)) {
      faults.error(
        'area/element',
        entry.keyPlace,
        `"${entry.key}" is not ${dimension === 'period' ? 'a financial year such as 2016/17' : `an element of ${dimension}`}`,
        suggest(entry.key, FIGURE_DIMENSIONS[dimension] ?? []),
      );
      complete = false;
    } else if (child === undefined) complete = false;
    else value.set(entry.key, child);
  }
  const missing = (FIGURE_DIMENSIONS[dimension] ?? []).filter(element => !node.entries.has(element));
  if (complete && missing.length > 0)
    return faults.error(
      'area/element',
      node.place,
      `the values by ${dimension} lack ${missing.join(', ')}`,
      'write null where the number is not known',
    );
  return complete ? value : undefined;
}

const checkElement = (element: string, dimension: FigureDimension): boolean => {
  const elements: readonly string[] | undefined = FIGURE_DIMENSIONS[dimension];
  return elements ? elements.includes(element) : parsePeriod(element) === element;
};

/** Reads `[low, high]`, or a mapping of the first dimension's elements to such. */
function readRange(
  node: SourceNode,
  by: readonly FigureDimension[],
  faults: Faults,
): Range | ReadonlyMap<string, Range> | undefined {
  if (node.kind === 'map' && by[0]) {
    const ranges = new Map<string, Range>();
    for (const { key, keyPlace, value } of node.entries.values()) {
      const range = readRange(value, [], faults);
      if (!checkElement(key, by[0]))
        faults.error('area/element', keyPlace, `"${key}" is not an element of ${by[0]}`);
      else if (range) ranges.set(key, range as Range);
    }
    return ranges.size === node.entries.size ? ranges : undefined;
  }
  const numbers =
    node.kind === 'list' ? node.items.map(item => (item.kind === 'scalar' ? item.value : null)) : [];
  const [low, high] = numbers;
  if (numbers.length !== 2 || typeof low !== 'number' || typeof high !== 'number' || low > high)
    return faults.error(
      'area/range',
      node.place,
      `expected [low, high] with low at most high, found ${node.kind === 'list' ? `[${numbers.join(', ')}]` : found(node)}`,
    );
  return [low, high];
}

/** Whether every known value lies in its range. */
function checkRange(figure: Figure, place: NonNullable<Figure['place']>, faults: Faults): boolean {
  const outside = listValues(figure.value).find(({ elements, value }) => {
    const range = figure.range instanceof Map ? figure.range.get(elements[0] ?? '') : figure.range;
    return range && value !== null && (value < range[0] || value > range[1]);
  });
  if (!outside) return true;
  const of = outside.elements.length > 0 ? ` of ${outside.elements.join(', ')}` : '';
  faults.error('area/range', place, `the value ${outside.value}${of} lies outside the figure's own range`);
  return false;
}
