import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engine } from '../treatment/bench.ts';
import { type Trial, trials, tryText } from './trials.ts';

/** `npm run fuzz` tries many more; these few find what has been broken outright. */
const RUNS: Readonly<Record<string, number>> = {
  'scenarios of all that there is': 8,
  'models of places and moves': 60,
  'a scenario, changed': 60,
  'a sector of the treatment model, changed': 12,
};
const USUAL_RUNS = 40;

const all = trials(() => engine);

function tally(trial: Trial): Map<string, number> {
  const answers = new Map<string, number>();
  fc.assert(
    fc.property(trial.texts, text => {
      const { answer, wrong } = tryText(trial, text);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      expect(wrong).toBeUndefined();
    }),
    { numRuns: RUNS[trial.name] ?? USUAL_RUNS },
  );
  return answers;
}

describe('whatever is in a file', () => {
  it.each(all.filter(t => t.name.includes('changed')).map(t => [t.name, t] as const))(
    '%s is read or refused at a place in it, and keeps the laws where it is run',
    (_name, trial) => {
      const answers = tally(trial);
      // Where nothing is refused the changes try nothing, and where everything is, nothing but the first fault.
      expect(answers.get('refused')).toBeGreaterThan(0);
      expect(answers.get('sound')).toBeGreaterThan(0);
    },
  );

  it.each(all.filter(t => !t.name.includes('changed')).map(t => [t.name, t] as const))(
    '%s keep every law, to the same bits in all ways of running them',
    (_name, trial) => {
      expect(tally(trial).get('sound')).toBeGreaterThan(0);
    },
  );
});

describe('a trial', () => {
  it('tells what is thrown, and what is said of no place in the file', () => {
    const [trial] = all;
    const thrown = {
      ...trial!,
      judge: () => {
        throw new Error('boom');
      },
    };
    expect(tryText(thrown, '').wrong).toMatch(/^Error: boom/);
  });
});
