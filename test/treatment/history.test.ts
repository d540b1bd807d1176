import { beforeAll, describe, expect, it } from 'vitest';
import { measureOutcomes } from '../../src/outcome/measure-outcomes.ts';
import { type Outcome, runShipped, whatIsWrong } from './bench.ts';

/**
 * The story of opioid treatment as it is told in the field. Nothing here is measured: the shapes are the story's own, and
 * the tests hold that the mechanisms make them of what the scenario puts in.
 */
const STORY = 'history/story-of-opioid-treatment';
const FIRST_YEAR = 1981;

let outcome: Outcome;
beforeAll(() => {
  outcome = runShipped(STORY);
});

/** An outcome by financial year, told by the calendar year in which it begins. */
type ByYear = (year: number) => number;
const byYear =
  (values: readonly number[]): ByYear =>
  year =>
    values[year - FIRST_YEAR]!;
const told = (name: string, arm = 'story'): ByYear => byYear(outcome.years(name, arm));

/** An outcome of the opiate group, or of one of its ages. */
function opiate(name: string, arm = 'story', age?: string): ByYear {
  const { experiment, runs, record } = outcome;
  const table = measureOutcomes(experiment, runs, record, {
    window: 'year',
    ...(age === undefined ? { by: 'group' } : { by: 'age', only: 'opiate' }),
  });
  const row = table.rows.find(r => r.spec.name === name && r.element === (age ?? 'opiate'))!;
  return byYear(row.byWindow[runs.indexOf(outcome.run(arm))]!);
}

const years = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const yearOfMost = (of: ByYear, from: number, to: number): number =>
  years(from, to).reduce((best, year) => (of(year) > of(best) ? year : best));
const sum = (of: ByYear, from: number, to: number): number =>
  years(from, to).reduce((total, year) => total + of(year), 0);
const percent = (fraction: number): string => `${(100 * fraction).toFixed(0)} %`;

describe('the story of opioid treatment', () => {
  it('runs from a start that is solved, for 38 years, without breaking a law', () => {
    expect(whatIsWrong(outcome)).toEqual([]);
    for (const { start } of outcome.runs) expect(start.infeasible).toEqual([]);
    expect(outcome.years('in_treatment')).toHaveLength(38);
  });

  it('first problems: the small service of 1981 keeps up with those who ask', () => {
    const [waits, workload] = [told('waits_over_three_weeks'), told('workload_beside_first_year')];
    for (const year of years(1981, 1984)) {
      expect(waits(year)).toBeCloseTo(waits(1981), 2);
      expect(workload(year)).toBeLessThan(1.15);
    }
  });

  it('explosive growth: need runs ahead of money; people queue, wait and give up, and staff wear out', async ({
    annotate,
  }) => {
    const [waits, gaveUp, starts] = [
      told('waits_over_three_weeks'),
      told('gave_up_at_the_door'),
      told('people_starting'),
    ];
    await annotate(
      `waits over three weeks: ${[1981, 1990, 2000].map(y => percent(waits(y))).join(', ')}; gave up in 2000: ${gaveUp(2000).toFixed(0)} beside ${starts(2000).toFixed(0)} who started`,
    );
    expect(waits(2000)).toBeGreaterThan(0.5);
    expect(waits(2000)).toBeGreaterThan(waits(1990));
    expect(gaveUp(2000)).toBeGreaterThan(0.25 * starts(2000));
    expect(told('caseload_per_keyworker')(2000)).toBeGreaterThan(1.5 * told('caseload_per_keyworker')(1981));
    expect(told('turnover')(2000)).toBeGreaterThan(1.3 * told('turnover')(1981));
    expect(told('quality_of_treatment')(2000)).toBeLessThan(0.95);
  });

  it('expansion: waits fall within three years, numbers grow for eight, and people come after the money', async ({
    annotate,
  }) => {
    const [waits, people, money] = [
      told('waits_over_three_weeks'),
      told('in_treatment'),
      told('money_granted'),
    ];
    await annotate(
      `waits over three weeks 2000 to 2005: ${years(2000, 2005)
        .map(y => percent(waits(y)))
        .join(
          ', ',
        )}; in treatment 2000 ${people(2000).toFixed(0)}, 2004 ${people(2004).toFixed(0)}, 2009 ${people(2009).toFixed(0)}`,
    );
    expect(waits(2001)).toBeGreaterThan(0.9 * waits(2000));
    expect(waits(2004)).toBeLessThan(0.15);
    expect([2009, 2010]).toContain(yearOfMost(people, 1981, 2018));
    expect(people(2009)).toBeGreaterThan(2 * people(2000));
    // Staff have to be found first: of all that was to come, less of the people are there than of the money.
    const share = (of: ByYear, year: number): number => (of(year) - of(2000)) / (of(2009) - of(2000));
    for (const year of [2001, 2002]) expect(share(people, year)).toBeLessThan(share(money, year));
    expect(told('vacancies')(2002)).toBeGreaterThan(1.5 * told('vacancies')(1981));
  });

  it('turn to recovery: the share of opiate users who complete rises by a third, and falls back within the decade', async ({
    annotate,
  }) => {
    const [completions, people] = [opiate('completions'), opiate('in_treatment')];
    const share: ByYear = year => completions(year) / people(year);
    await annotate(
      `completions per opiate user in treatment: ${[2009, 2011, 2014, 2018].map(y => `${y} ${percent(share(y))}`).join(', ')}`,
    );
    expect([2011, 2012]).toContain(yearOfMost(share, 2005, 2018));
    expect(share(2011)).toBeGreaterThan(1.33 * share(2009));
    expect(share(2018)).toBeLessThan(1.05 * share(2009));
    expect([2011, 2012]).toContain(yearOfMost(told('completions'), 2005, 2018));
  });

  it('step-down: a quarter less money; fewer in treatment and fewer completions, no queue, more for each keyworker', async ({
    annotate,
  }) => {
    const [money, people, completions] = [told('money_granted'), told('in_treatment'), told('completions')];
    const fell = (of: ByYear): number => 1 - of(2018) / of(2013);
    await annotate(
      `2013 to 2018: money −${percent(fell(money))}, people −${percent(fell(people))}, completions −${percent(fell(completions))}`,
    );
    expect(fell(money)).toBeCloseTo(0.27, 2);
    expect(fell(people)).toBeGreaterThan(0.08);
    expect(fell(completions)).toBeGreaterThan(fell(people));
    expect(told('waits_over_three_weeks')(2018)).toBeLessThan(0.15);
    expect(told('caseload_per_keyworker')(2018)).toBeGreaterThan(told('caseload_per_keyworker')(2013));
    expect(told('turnover')(2018)).toBeGreaterThan(told('turnover')(2013));
  });

  it('ageing: the share of 50 and over among opiate users doubles in ten years, and deaths rise as numbers fall', async ({
    annotate,
  }) => {
    const [old, people] = [opiate('in_treatment', 'story', 'a50_plus'), opiate('in_treatment')];
    const share: ByYear = year => old(year) / people(year);
    const [deaths, inTreatment] = [told('deaths'), told('deaths_in_treatment')];
    await annotate(
      `opiate group of 50 and over: ${[1995, 2008, 2018].map(y => `${y} ${percent(share(y))}`).join(', ')}; deaths ${[2008, 2012, 2018].map(y => `${y} ${deaths(y).toFixed(0)}`).join(', ')}`,
    );
    for (const year of years(1996, 2018)) expect(share(year)).toBeGreaterThan(share(year - 1));
    expect(share(2018)).toBeGreaterThan(2 * share(2008));
    expect(deaths(2018)).toBeGreaterThan(1.1 * deaths(2012));
    expect(inTreatment(2018)).toBeGreaterThan(inTreatment(2012));
    expect(people(2018)).toBeLessThan(people(2012));
  });
});

describe('what would have been', () => {
  it('without the expansion: the queue stays, half as many are treated, and more die', async ({
    annotate,
  }) => {
    const [people, deaths] = [told('in_treatment', 'no_expansion'), told('deaths', 'no_expansion')];
    const more = sum(deaths, 2001, 2018) / sum(told('deaths'), 2001, 2018) - 1;
    await annotate(
      `2009: ${people(2009).toFixed(0)} in treatment beside ${told('in_treatment')(2009).toFixed(0)}; deaths 2001 to 2018 +${percent(more)}`,
    );
    expect(told('waits_over_three_weeks', 'no_expansion')(2009)).toBeGreaterThan(0.6);
    expect(people(2009)).toBeLessThan(0.6 * told('in_treatment')(2009));
    expect(more).toBeGreaterThan(0.05);
    // Worn-out staff, hurried work: quality falls further than in the 1990s.
    expect(told('quality_of_treatment', 'no_expansion')(2009)).toBeLessThan(
      told('quality_of_treatment')(2000),
    );
  });

  it('without the step-down: more people and completions at the end, and hardly a difference in deaths', async ({
    annotate,
  }) => {
    const [kept, cut] = ['money_kept', 'story'].map(arm => (name: string) => told(name, arm)(2018));
    await annotate(
      `2018/19 beside the step-down: ${(kept!('in_treatment') - cut!('in_treatment')).toFixed(0)} people, ${(kept!('completions') - cut!('completions')).toFixed(0)} completions, ${(kept!('deaths') - cut!('deaths')).toFixed(1)} deaths`,
    );
    expect(kept!('in_treatment')).toBeGreaterThan(cut!('in_treatment'));
    expect(kept!('completions')).toBeGreaterThan(1.02 * cut!('completions'));
    expect(Math.abs(kept!('deaths') / cut!('deaths') - 1)).toBeLessThan(0.02);
  });
});
