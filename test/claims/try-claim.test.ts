import { describe, expect, it } from 'vitest';
import { checkClaim } from '../../src/claims/check-claim.ts';
import { type ClaimResults, type Trial, tryClaim } from '../../src/claims/try-claim.ts';
import { verdictOf } from '../../src/claims/verdict.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { measureOutcomes } from '../../src/outcome/measure-outcomes.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { engine, Outcome, resolve } from '../treatment/bench.ts';

/** A cut in one of two arms, for two years. */
const scenarioOf = (claim: string): string => `title: A claim
area: areas/barnet.yaml
start: 2016-04
horizon: 2 years
arms:
  as_now: {}
  cut:
    funding: [{cut: 25%, from: 2016-10}]
  cut_too:
    funding: [{cut: 25%, from: 2016-10}]
claim:
  says: A cut leaves fewer staff.
  source: a test
  refuted_by: as many staff or more
  holds_if:
    - {says: Fewer staff, test: 'practitioners(cut, 2) < practitioners(as_now, 2)'}
${claim}
`;
const CANNOT = '  cannot_be_turned: a test\n';

function tried(claim: string, draws = 0, onTrial?: (done: number, all: number) => void): ClaimResults {
  const text = scenarioOf(claim);
  const experiment = resolve(text);
  const faults = new Faults();
  const reread = (instead: Parameters<typeof readScenario>[4], own: Faults) =>
    readScenario(text, 'test.yaml', own, () => undefined, instead);
  const checked = checkClaim(experiment.spec.claim!, experiment, reread, faults);
  expect(faults.all).toEqual([]);
  const { runs, record } = new Outcome(experiment);
  const whole = measureOutcomes(experiment, runs, record, { window: 'year' });
  return tryClaim({ claim: checked!, experiment, engine, whole, reread, draws, ...(onTrial && { onTrial }) });
}

const margins = (t: Trial): number[] => t.holdsIf.map(r => r.margin);

describe('trying a claim', () => {
  it('tries the cases, the grid, both ends and what turns it, each but once', () => {
    const told: string[] = [];
    const results = tried(
      `  cases:
    no_hiring: {label: Nobody is hired, without: [hiring_answers_vacancies]}
    deeper: {funding: [{cut: 5%, from: 2016-05}]}
  grid:
    - {label: depth, vary: arms.cut.funding.1.cut, over: [10%, 25%, 40%]}
    - {vary: most_efficiency, over: [0, 0.15]}
  hangs_on: [most_efficiency]
  turned_by:
    doc: efficiency takes up all that it could
    parameters: {most_efficiency: {value: 0.15, reason: a test}}
`,
      0,
      (done, all) => told.push(`${done}/${all}`),
    );
    const [usual] = margins(results.usual);
    expect(results.usual.holds).toBe(true);
    expect(results.cases.map(c => c.label)).toEqual(['Nobody is hired', 'deeper']);
    expect(results.grid.map(row => row.length)).toEqual([2, 2, 2]);
    // Deeper cuts leave fewer, and efficiency saves some.
    const cells = results.grid.map(row => row.map(t => margins(t)[0]!));
    expect(cells[0]![0]!).toBeLessThan(cells[1]![0]!);
    expect(cells[1]![0]!).toBeLessThan(cells[2]![0]!);
    for (const [none, much] of cells) expect(much!).toBeLessThan(none!);
    const [end] = results.ends;
    // The grid at the depth of the file and the ends of the range are the same runs.
    expect(margins(end!.low)[0]).toBe(cells[1]![0]);
    expect(margins(end!.high)[0]).toBe(cells[1]![1]);
    expect(usual).toBeLessThan(margins(end!.low)[0]!);
    expect(results.turned!.holds).toBe(true);
    expect(told).toEqual(Array.from({ length: 11 }, (_, i) => `${i + 1}/11`));
    expect(verdictOf(results)).toMatchObject({ word: 'open', over: 'cells of the grid', held: 6, of: 6 });
  });

  it('sets equal arms apart by exactly nothing in every draw, and never finds one the greater', () => {
    const results = tried(
      `    - {says: Equal, test: practitioners(cut) > practitioners(cut_too)}
  also:
    - {says: Equal, test: qalys(cut) >= qalys(cut_too)}
${CANNOT}`,
      3,
    );
    for (const trial of [results.usual, ...results.draws]) {
      expect(margins(trial)[1]).toBe(0);
      expect(trial.also[0]).toMatchObject({ margin: 0, holds: true });
      expect(trial.holds).toBe(false);
    }
    expect(new Set(results.draws.map(d => margins(d)[0])).size).toBe(3);
    expect(verdictOf(results)).toMatchObject({ word: 'open', over: 'draws', held: 0, of: 3 });
  });

  it('gives the same draw however many are asked for', () => {
    const [one, three] = [tried(CANNOT, 1), tried(CANNOT, 3)];
    expect(three.draws[0]).toEqual(one.draws[0]);
  });

  it('tells a trial that divides by nothing as one without a result, and does not count it', () => {
    const results = tried(
      `    - {says: Nothing, test: practitioners(as_now) / (practitioners(cut) - practitioners(cut_too)) > 1}
${CANNOT}`,
      2,
    );
    const why =
      'practitioners(as_now) / (practitioners(cut) - practitioners(cut_too)) > 1 divides by nothing';
    expect(results.draws.map(d => [d.failed, d.holds])).toEqual([
      [why, false],
      [why, false],
    ]);
    expect(verdictOf(results)).toMatchObject({ word: 'open', held: 0, of: 0, failed: 2 });
  });

  it('refuses a value of the grid that no scenario could set, and warns of one beyond the range', () => {
    const text = scenarioOf(`  grid:
    - {vary: utility_in_custody, over: [-1, 0.9]}
${CANNOT}`);
    const experiment = resolve(text);
    const faults = new Faults();
    expect(checkClaim(experiment.spec.claim!, experiment, () => undefined, faults)).toBeUndefined();
    expect(faults.all.map(f => [f.place!.line, f.place!.column, f.code])).toEqual([
      [18, 41, 'scenario/impossible'],
      [18, 45, 'scenario/outside-range'],
    ]);
  });
});

it('refuses to set alike in every arm what tells the arms apart, but by its path', () => {
  const text = scenarioOf(`  hangs_on: [overtime]
  grid:
    - {vary: overtime, over: [0, 0.1]}
    - {vary: arms.cut.parameters.overtime.value, over: [0, 0.1]}
${CANNOT}`).replace('  cut:\n', '  cut:\n    parameters: {overtime: {value: 0.05, reason: a test}}\n');
  const experiment = resolve(text);
  const faults = new Faults();
  const reread = (instead: Parameters<typeof readScenario>[4], own: Faults) =>
    readScenario(text, 'test.yaml', own, () => undefined, instead);
  expect(checkClaim(experiment.spec.claim!, experiment, reread, faults)).toBeUndefined();
  expect(faults.all.map(f => `${f.place!.line} ${f.code}`)).toEqual([
    '18 claim/arms-own',
    '20 claim/arms-own',
  ]);
});
