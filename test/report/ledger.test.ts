import { describe, expect, it } from 'vitest';
import { countEvidence } from '../../src/outcome/evidence.ts';
import { DOUBT, ledgerOf } from '../../src/report/ledger.ts';
import { feedsText, ledgerPage } from '../../src/report/ledger-page.ts';
import { barnet, program, resolve, scenario } from '../treatment/bench.ts';

const { model } = program;
const ledger = ledgerOf(model, {}, barnet);

describe('the ledger of evidence', () => {
  it('counts what a run says that it rests on', () => {
    const { parameters, figures } = countEvidence(resolve(scenario({ as_now: '{}' })));
    expect(ledger.inPlay).toEqual(parameters);
    expect(ledger.area?.count).toEqual(figures);
    const bySector = ledger.bySector.reduce((sum, s) => sum + s.count.total, 0);
    expect(bySector).toBe(parameters.total);
    expect(ledger.parameters).toHaveLength(parameters.total);
  });

  it('puts what nobody has checked first', () => {
    const order = ledger.parameters.map(p => DOUBT.indexOf(p.spec.status));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(ledger.parameters[0]!.spec.status).toBe('assumption');
    expect(ledger.parameters.at(-1)!.spec.status).toBe('read');
  });

  it('follows each parameter to its outcomes, by the shortest way', () => {
    const feeds = (name: string) => ledger.parameters.find(p => p.spec.name === name)!.feeds;
    // ratio -> move poisoned_first_weeks_off -> tally dying_by_poisoning -> outcome
    expect(feeds('ratio_first_weeks_off')[0]).toEqual({ outcome: 'deaths', steps: 3 });
    expect(feeds('ratio_first_weeks_off')).toContainEqual({ outcome: 'poisoning_deaths', steps: 3 });
    for (const { feeds: all } of ledger.parameters) {
      const steps = all.map(r => r.steps);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      expect(new Set(all.map(r => r.outcome)).size).toBe(all.length);
    }
  });

  it('narrows to a sector and a status, and still counts the sector whole', () => {
    const some = ledgerOf(model, { sector: 'mortality', status: 'read' });
    expect(some.bySector.map(s => s.sector)).toEqual(['mortality']);
    expect(some.parameters.length).toBeGreaterThan(0);
    expect(some.parameters.length).toBeLessThan(some.inPlay.total);
    for (const { spec } of some.parameters) expect([spec.sector, spec.status]).toEqual(['mortality', 'read']);
  });

  it('says first how many nobody has measured', () => {
    const [, so] = ledgerPage(ledger);
    const { total, byStatus } = ledger.inPlay;
    expect(so).toMatchObject({
      text: expect.stringContaining(
        `Nobody is known to have measured ${byStatus.assumption} of the ${total} parameters in play`,
      ),
    });
  });
});

describe('the nearest outcomes', () => {
  const at = (steps: number, ...outcomes: string[]) => outcomes.map(outcome => ({ outcome, steps }));

  it('are named when few, with the nearest that results are told in', () => {
    expect(feedsText([...at(2, 'vacancies'), ...at(5, 'turnover', 'deaths'), ...at(6, 'in_treatment')])).toBe(
      'vacancies in 2; deaths in 5',
    );
    expect(feedsText(at(3, 'deaths', 'poisoning_deaths'))).toBe('deaths and poisoning_deaths in 3');
  });

  it('are counted when many', () => {
    expect(feedsText(at(4, 'drop_outs', 'in_treatment', 'transfers', 'to_prison'))).toBe(
      'in_treatment and 3 others in 4',
    );
    expect(feedsText(at(4, 'a', 'b', 'c', 'd'))).toBe('a and 3 others in 4');
    expect(feedsText([])).toBe('none: policies read it');
  });
});
