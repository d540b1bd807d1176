import {
  type Field,
  type JsonSchema,
  type Located,
  list,
  located,
  mapOf,
  number,
  oneOrMore,
  optional,
  required,
  type Shape,
  scalar,
  text,
} from '../source/shape.ts';
import type { Equations, EquationText, Values } from './spec.ts';
import type { Entry } from './value-spec.ts';

export const equation: Shape<EquationText> = located(
  scalar('an equation', { type: ['string', 'number'] }, n => n.text),
);
export const unit: Shape<Located<string>> = located(
  scalar('a unit, such as people/year', { type: ['string', 'number'] }, n => n.text),
);
const equationByElement = mapOf(equation);
/** One equation, or one for each element of the first dimension. */
export const equations: Shape<Equations> = {
  expected: 'an equation, or one for each element of the first dimension',
  schema: { anyOf: [equation.schema, equationByElement.schema] },
  read: (node, faults) => (node.kind === 'map' ? equationByElement : equation).read(node, faults),
};
export const names: Shape<readonly Located<string>[]> = oneOrMore(located(text));
export const aNumber: Shape<number> = number();

/** Numbers by element; the checker compares the elements with the dimensions. */
export const values: Shape<Values> = {
  expected: 'a number, or numbers by element',
  schema: { type: ['number', 'object'] } satisfies JsonSchema,
  read(node, faults) {
    if (node.kind !== 'map') return aNumber.read(node, faults);
    const out: Record<string, Values> = {};
    for (const { key, value } of node.entries.values()) {
      const v = this.read(value, faults);
      if (v !== undefined) out[key] = v;
    }
    return out;
  },
};

export const pair: Shape<readonly [number, number]> = {
  expected: 'two numbers: [lowest, highest]',
  schema: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
  read(node, faults) {
    const both = list(aNumber).read(node, faults);
    if (!both) return undefined;
    const [low, high] = both;
    if (both.length !== 2 || low! > high!)
      return faults.error('model/range', node.place, `expected ${this.expected}, the lower first`);
    return [low!, high!];
  },
};

/** A mapping whose keys name something of the model: a list in the order written, with the place of each key. */
export const entriesOf = <T>(value: Shape<T>): Shape<readonly Entry<T>[]> => {
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

export const over: Field<readonly Located<string>[], false> = optional(
  names,
  'the dimensions it has an element for',
);
export const doc: Field<string, true> = required(text, 'one line that says what it is');
