import type { Equations, MoveSpec, OutcomeSpec, ParameterSpec, Values, VariableSpec } from '../model/spec.ts';
import { figures } from './numbers.ts';

/** One thing that a declaration says of itself. */
export interface Said {
  readonly key: string;
  readonly text: string;
}

/** What a declaration says beside its name, unit and doc, as it was written. */
export function saysOf(spec: VariableSpec | MoveSpec | OutcomeSpec): Said[] {
  const says: Said[] = [];
  const say = (key: string, text: string | undefined): void => {
    if (text !== undefined && text !== '') says.push({ key, text });
  };
  const sayEquations = (key: string, equations: Equations): void => {
    if ('value' in equations) say(key, equations.value);
    else for (const [element, e] of equations) say(`${key} of ${element}`, e.value);
  };
  switch (spec.kind) {
    case 'parameter':
      say('value', valuesText(spec.value.value));
      say('range', rangeText(spec));
      say('distribution', spec.distribution);
      say('one of', spec.oneOf && weightsText(spec.oneOf.value));
      say('never outside', spec.truncate && spanText(spec.truncate.value, spec));
      say('status', spec.status);
      say('source', spec.source);
      say('note', spec.note);
      say('neutral at', spec.neutral === undefined ? undefined : figures(spec.neutral));
      break;
    case 'figure':
      break;
    case 'series':
      say('otherwise', figures(spec.otherwise));
      break;
    case 'stock':
      say('initial', spec.initial.value);
      say('guess', spec.guess?.value);
      say('trend', spec.trend?.value);
      if (spec.stages > 1) say('stages', String(spec.stages));
      say('inflows', spec.inflows.map(f => f.value).join(', '));
      say('outflows', spec.outflows.map(f => f.value).join(', '));
      break;
    case 'flow':
    case 'auxiliary':
      sayEquations('equation', spec.equation);
      break;
    case 'smooth':
    case 'delay':
      say('of', spec.of.value);
      say('time', spec.time.value);
      say('order', String(spec.order));
      if (spec.kind === 'smooth') say('initial', spec.initial?.value);
      break;
    case 'tally':
      say('stocks', spec.stocks.map(s => s.value).join(', '));
      say('moves', spec.moves.map(m => m.value).join(', '));
      say('only from', spec.from?.map(s => s.value).join(', '));
      say('only to', spec.to?.map(s => s.value).join(', '));
      say('without the mark', spec.unmarked?.value);
      break;
    case 'solved':
      say(
        spec.meets.overFirstYear ? 'so that, over the first year' : 'so that',
        `${spec.meets.what.value} = ${spec.meets.equals.value}`,
      );
      say('guess', spec.guess.value);
      say('least', spec.least === undefined ? undefined : figures(spec.least));
      say('below zero', spec.closure);
      break;
    case 'move':
      say('from', spec.from.map(s => s.value).join(', '));
      say('to', spec.next ? `the next ${spec.next.value}` : destinations(spec));
      say('hazard', spec.hazard?.value);
      say('after', spec.after?.value);
      break;
    case 'outcome':
      say('label', spec.label);
      say('table', spec.table);
      say('equation', spec.equation.value);
      say('whole', spec.whole?.value);
      say('years made one', spec.summary.replace('_', ' '));
      say('better', spec.better);
      break;
  }
  return says;
}

const spanText = ([low, high]: readonly [number, number], { over }: ParameterSpec): string =>
  `${figures(low)} to ${figures(high)}${over.length === 0 ? '' : ' times its values'}`;

/** A range says where the middle 95 % lie, where the distribution has no ends or others. */
function rangeText(spec: ParameterSpec): string {
  const isMiddle = ['normal', 'lognormal', 'gamma', 'beta'].includes(spec.distribution);
  return `${spanText(spec.range, spec)}${isMiddle ? ', the middle 95 %' : ''}`;
}

/** `0 (weight 1), 1 (weight 3)`. */
const weightsText = (pairs: readonly (readonly number[])[]): string =>
  pairs.map(([value, weight]) => `${figures(value!)} (weight ${figures(weight!)})`).join(', ');

const destinations = ({ to }: MoveSpec): string =>
  to.length === 0
    ? 'out of the model'
    : to
        .map(({ stock, share }) => stock.value + (to.length === 1 ? '' : ` (${share?.value ?? 'the rest'})`))
        .join(', ');

/** Values as words: `0.5`, or `opiate 0.3, alcohol 0.1`. */
export const valuesText = (v: Values): string =>
  typeof v === 'number'
    ? figures(v)
    : Object.entries(v)
        .map(([k, inner]) => `${k} ${typeof inner === 'number' ? figures(inner) : `{${valuesText(inner)}}`}`)
        .join(', ');
