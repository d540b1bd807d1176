import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engine } from '../treatment/bench.ts';
import { type Trial, trials, tryText } from './trials.ts';

/** `npm run fuzz` tries many more; these few find what has been broken outright. */
const RUNS: Readonly<Record<string, number>> = {
  'scenarios of all that there is': 4,
  'a sector of the treatment model, changed': 3,
};
const USUAL_RUNS = 12;

const all = trials(() => engine);
const [changed, unchanged] = [true, false].map(is => all.filter(t => t.name.includes('changed') === is)) as [
  Trial[],
  Trial[],
];
const named = (of: readonly Trial[]) => of.map(t => [t.name, t] as const);

const tallies = new Map<Trial, Map<string, number>>();
/** How often a trial was answered how: each is made once. */
function tally(trial: Trial): Map<string, number> {
  const answers = tallies.get(trial) ?? new Map<string, number>();
  if (tallies.has(trial)) return answers;
  tallies.set(trial, answers);
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
  it.each(named(changed))(
    '%s is read or refused at a place in it, and keeps the laws where it is run',
    (_name, trial) => {
      expect(tally(trial).size).toBeGreaterThan(0);
    },
  );

  it('is refused now and then', () => {
    // Where nothing is refused the changes try nothing, and where everything is, nothing but the first fault.
    const answers = changed.flatMap(trial => [...tally(trial)]);
    const count = (of: string): number =>
      answers.reduce((sum, [answer, n]) => sum + (answer === of ? n : 0), 0);
    expect(count('refused')).toBeGreaterThan(10);
    expect(count('sound')).toBeGreaterThan(10);
  });

  it.each(named(unchanged))(
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
