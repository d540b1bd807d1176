import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkClaim } from '../../src/claims/check-claim.ts';
import type { Reread } from '../../src/claims/grid.ts';
import { type ClaimResults, tryClaim } from '../../src/claims/try-claim.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { bodyOfCase, withBody } from '../../src/scenario/set-parameter.ts';
import { areaOf, engine, Outcome, program, resolve, SHIPPED, whatIsWrong } from '../treatment/bench.ts';

/** The claims that ship, as written. */
export const CLAIMS: readonly (readonly [name: string, text: string])[] = [...SHIPPED].filter(([name]) =>
  name.startsWith('claims/'),
);

/** A claim's own runs, and how it comes out turned, without all else that its file asks for. */
function tryTurned(text: string): { readonly outcome: Outcome; readonly results: ClaimResults } {
  const experiment = resolve(text, areaOf(text));
  const reread: Reread = (instead, faults) =>
    readScenario(text, 'claim.yaml', faults, () => undefined, instead);
  const faults = new Faults();
  const claim = checkClaim(experiment.spec.claim!, experiment, reread, faults);
  expect(faults.all).toEqual([]);
  const alone = { ...claim!, hangsOn: [], spec: { ...claim!.spec, cases: [], grid: [] } };
  const outcome = new Outcome(experiment);
  const results = tryClaim({ claim: alone, experiment, engine, whole: outcome.table(), reread, draws: 0 });
  return { outcome, results };
}

const isCompared = (text: string): boolean => {
  const kinds = resolve(text, areaOf(text)).spec.arms.flatMap(arm => arm.commissioning.map(p => p.kind));
  return kinds.includes('retender') && kinds.includes('improve');
};

/** Claims that can come out either way, and say by what. */
export function expectTurned(claims: typeof CLAIMS): void {
  describe.each(claims)('%s', (_name, text) => {
    // Run when its turn comes, and let go after: all of them at once would fill the memory.
    let { outcome, results } = {} as ReturnType<typeof tryTurned>;
    beforeAll(() => {
      ({ outcome, results } = tryTurned(text));
    });
    afterAll(() => {
      ({ outcome, results } = {} as ReturnType<typeof tryTurned>);
    });

    it('breaks no law in any arm', () => {
      expect(whatIsWrong(outcome)).toEqual([]);
    });

    it('comes out the other way at values within their ranges, or says why it cannot', () => {
      const { spec, area } = outcome.experiment;
      const { turnedBy, cannotBeTurned } = spec.claim!;
      if (!turnedBy) {
        expect(cannotBeTurned!.length).toBeGreaterThan(40);
        return;
      }
      expect(results.turned!.failed).toBeUndefined();
      expect(results.turned!.holds).toBe(!results.usual.holds);
      const faults = new Faults();
      const turned = withBody(spec, bodyOfCase(turnedBy, program.model));
      expect(resolveScenario(turned, area, program, faults)).toBeDefined();
      expect(faults.all.filter(f => f.code === 'scenario/outside-range')).toEqual([]);
      // What turns it is numbers of the model, and nothing else that is done.
      const { funding, commissioning, workforce, services, practices, drivers } = turnedBy;
      expect([funding, commissioning, workforce, services, practices, drivers].flat()).toEqual([]);
    });

    it('says what the verdict hangs on', () => {
      const { hangsOn, grid } = outcome.experiment.spec.claim!;
      expect(hangsOn.length + grid.length).toBeGreaterThan(0);
    });

    if (!isCompared(text)) return;
    describe('big bang and evolution', () => {
      it('have the same money, year by year', () => {
        const { arms } = outcome.experiment.spec;
        const [first, ...others] = arms.map(arm => outcome.years('money_granted', arm.name));
        for (const other of others) expect(other).toEqual(first);
      });

      it('go to the same design, from the same day', () => {
        const designs = outcome.experiment.spec.arms.flatMap(arm =>
          arm.commissioning.flatMap(p =>
            p.kind === 'retender' ? [[p.target, p.start]] : p.kind === 'improve' ? [[p.towards, p.from]] : [],
          ),
        );
        expect(designs.length).toBeGreaterThan(1);
        for (const design of designs) expect(design).toEqual(designs[0]);
      });

      it('are also tried without any shock, and with a provider that fails', () => {
        const { cases } = outcome.experiment.spec.claim!;
        expect(cases.filter(c => c.without.length >= 14)).toHaveLength(1);
        expect(cases.filter(c => c.commissioning.some(p => p.kind === 'fail'))).toHaveLength(1);
      });
    });
  });
}
