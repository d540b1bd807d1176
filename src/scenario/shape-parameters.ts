import type { Faults } from '../diagnostics/diagnostic.ts';
import { found, hintOfMarks, record, required, type Shape } from '../source/shape.ts';
import type { SourceNode } from '../source/yaml.ts';
import { fractionOf } from './quantities.ts';
import { shared } from './salvage.ts';
import type { ElementValue, ParameterOverride } from './scenario.ts';
import { namedEntries, someText } from './shape-names.ts';

const MAX_LEVELS = 2;

/** A number, or numbers by element, one or two levels deep. */
const parameterValue: Shape<number | readonly ElementValue[]> = {
  expected: 'a number, or numbers by element',
  schema: {
    anyOf: [
      { type: 'number' },
      {
        type: 'object',
        minProperties: 1,
        additionalProperties: {
          anyOf: [
            { type: 'number' },
            { type: 'object', minProperties: 1, additionalProperties: { type: 'number' } },
          ],
        },
      },
    ],
    examples: [0.3, { prescribing: 0.3, recovery: 0.2 }],
  },
  read(node, faults) {
    if (node.kind !== 'map') return readNumber(node, this.expected, faults);
    const out: ElementValue[] = [];
    return readElements(node, [], out, faults) ? out : undefined;
  },
};

function readNumber(node: SourceNode, expected: string, faults: Faults): number | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'number') return node.value;
  const share = node.kind === 'scalar' ? fractionOf(node.text) : undefined;
  const hint =
    share === undefined ? hintOfMarks(node) : `parameters have no %: write ${Number(share.toPrecision(12))}`;
  return faults.error('source/expected', node.place, `expected ${expected}, found ${found(node)}`, hint);
}

/** Adds to `out` every number below a node; false after a fault. */
function readElements(
  node: SourceNode,
  above: ElementValue['elements'],
  out: ElementValue[],
  faults: Faults,
): boolean {
  if (node.kind !== 'map' || above.length === MAX_LEVELS) {
    const value = readNumber(
      node,
      above.length < MAX_LEVELS ? 'a number, or numbers by element' : 'a number',
      faults,
    );
    if (value !== undefined) out.push({ elements: above, value });
    return value !== undefined;
  }
  if (node.entries.size === 0) {
    faults.error('source/expected', node.place, 'expected numbers by element, found an empty mapping');
    return false;
  }
  let complete = true;
  for (const { key, keyPlace, value } of node.entries.values())
    complete = readElements(value, [...above, { value: key, place: keyPlace }], out, faults) && complete;
  return complete;
}

const override = record('a parameter', {
  value: required(parameterValue, 'the value in the unit of the model: a number, or numbers by element'),
  reason: required(someText, 'why it is set: a source, or what is assumed'),
});

const overrideWithReason: Shape<Omit<ParameterOverride, 'name'>> = {
  ...override,
  read(node, faults) {
    if (node.kind === 'scalar' && typeof node.value === 'number')
      return faults.error(
        'scenario/no-reason',
        node.place,
        'a parameter is set with its reason, found only a number',
        `write {value: ${node.text}, reason: why it is ${node.text} here}`,
      );
    const read = override.read(node, faults);
    return read && { value: read.value, reason: read.reason };
  },
};

/** The `parameters` of an arm, in the order written. */
export const parameterMap = shared<readonly ParameterOverride[]>(
  'parameters',
  namedEntries(['base_leaving_rate'], overrideWithReason, (name, set) => ({ name, ...set })),
);
