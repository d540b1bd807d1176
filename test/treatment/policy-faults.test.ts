import { expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { barnet, program } from './bench.ts';

/** What is said of the body of an arm, from `line:column` in it on. */
function told(arm: string, more = ''): string[] {
  const head = `title: T\narea: a.yaml\nstart: 2016-04\nhorizon: 10 years\n${more}arms:\n  arm:\n`;
  const faults = new Faults();
  const spec = readScenario(head + arm.replaceAll(/^(?=.)/gm, '    '), 's.yaml', faults, () => undefined);
  const experiment = spec && resolveScenario(spec, barnet, program, faults);
  expect(experiment === undefined).toBe(faults.hasErrors);
  const above = head.split('\n').length - 1;
  return faults.all.map(
    ({ severity, code, place, message }) =>
      `${place!.line - above}:${place!.column - 4} ${severity} ${code} ${message}`,
  );
}

/** A provider of its own for the same lot each month: who had one before keeps its place in the model. */
const oneAfterAnother = (providers: number): string =>
  Array.from(
    { length: providers },
    (_, i) =>
      `  - {retender: access, to: trust_${i}, start: ${2018 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}}\n`,
  ).join('');

it.each([
  [
    'closes what is closed',
    'services:\n  - {close: rehab, from: 2017-04}\n  - {close: rehab, from: 2018-04}',
    '3:13 warning scenario/closed rehab is closed already',
  ],
  [
    'cuts more than there is, by the pound',
    'funding:\n  - {cut: £2m, from: 2017-04}\n  - {cut: £2m, from: 2018-04}',
    '3:11 error scenario/cut-below-zero these cuts together take more than the whole grant',
  ],
  [
    'retenders what has been extended',
    'commissioning:\n  - {extend: access, term: 5 years}\n  - {retender: all lots, to: incumbent, start: 2018-04}',
    '3:5 warning scenario/extended access is not retendered then: the contract has been extended',
  ],
  [
    'moves more money than there is',
    'services:\n  - {move: £9m, out_of: access, into: recovery, from: 2017-04}',
    '2:12 error scenario/move-too-large access has about £200,198 a year; more than that cannot be moved',
  ],
  [
    'changes pay beyond all that was studied',
    'workforce:\n  - {pay: -30%, from: 2017-04}',
    '2:11 warning scenario/pay a change of pay by more than 20 % is beyond what the effect of pay on leaving was set for',
  ],
  [
    'retenders before the term is over',
    'commissioning:\n  - {retender: access, to: incumbent, start: 2018-04, term: 3 years, repeat: 2 years}',
    '2:78 warning scenario/repeat-within-term the next retender starts before the term of this one is over',
  ],
  [
    'retenders all the time',
    'commissioning:\n  - {retender: access, to: incumbent, start: 2018-04, term: 1 week, repeat: 1 week}',
    '2:77 error scenario/repeat-too-often contracts cannot be retendered more often than every four weeks',
  ],
  [
    'names a service that is none',
    'services:\n  - {close: rehabb, from: 2017-04}',
    '2:13 error scenario/unknown-lot "rehabb" is not a service of the model',
  ],
  [
    'names a parameter that is none',
    'parameters: {handof_loss: {value: 0, reason: r}}',
    '1:14 error scenario/unknown-parameter "handof_loss" is not a parameter of the model',
  ],
  [
    'needs more providers than there is room for',
    `commissioning:\n${oneAfterAnother(12)}`,
    '9:28 error scenario/too-many-providers the model has room for 10 providers, and all are taken',
  ],
])('an arm that %s is told so', (_, arm, said) => {
  expect(told(arm)).toEqual([said]);
});

it('an expectation of no outcome is told at its place', () => {
  expect(told('{}', 'expect: [{outcome: deathss, arm: arm, at: 2017/18, at_least: 1}]\n')).toEqual([
    '-2:16 error scenario/unknown-outcome "deathss" is not an outcome of the model',
  ]);
});
