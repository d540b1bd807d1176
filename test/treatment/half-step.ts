import { beforeAll, describe, expect, it } from 'vitest';
import { apart, areaOf, Outcome, resolve, runShipped, whatIsWrong } from './bench.ts';

/** As the law has it: nothing in an untouched run and no ten-year total may move by more than this. */
const STEADY = 0.002;
/** A dated pulse may move its own year by this. */
const PULSE = 0.01;

/**
 * Lines that are what is left between two large ones (pay and money) for a few weeks: they are measured
 * beside the pay of all staff, out of which they come.
 */
const LEFT_OVER = [
  'cost_of_redundancy',
  'cost_of_agency',
  'debts_written_off',
  'cost_of_emergency',
  'borne_by_subcontractors',
];

/** Shares that are told beside the whole: of all staff, of all hand-offs, of all services. */
const OF_THE_WHOLE = ['burnout_of_staff', 'handoffs_across_seams', 'under_emergency_cover'];

interface Moved {
  readonly outcome: string;
  readonly arm: string;
  readonly year?: number;
  readonly by: number;
}

/** How far halving the step moves each outcome, the furthest first: over ten years, and in any one year. */
function compare(whole: Outcome, half: Outcome): { decade: Moved[]; years: Moved[] } {
  const decade: Moved[] = [];
  const years: Moved[] = [];
  const [a, b] = [whole.table(), half.table()];
  const pay = a.rows.find(r => r.spec.name === 'cost_of_staff')!;
  const total = (values: readonly number[]): number => values.reduce((x, y) => x + y, 0);
  for (const [i, row] of a.rows.entries())
    for (const [k, { name: arm }] of a.arms.entries()) {
      const after = b.rows[i]!.byWindow[k]!;
      const before = row.byWindow[k]!.slice(0, after.length);
      const beside = (values: readonly number[], payroll: number): number =>
        LEFT_OVER.includes(row.spec.name)
          ? payroll
          : // A share below a tenth is measured beside a tenth; less than a person or a pound is nobody.
            (row.spec.unit.value === 'fraction' ? (OF_THE_WHOLE.includes(row.spec.name) ? 1 : 0.1) : 1) *
            values.length;
      const outcome = row.spec.name;
      const floorOfTen = beside(before, total(pay.byWindow[k]!.slice(0, after.length)));
      decade.push({ outcome, arm, by: apart(total(before), total(after), floorOfTen) });
      for (const [y, v] of before.entries()) {
        const floor = beside([v], pay.byWindow[k]![y]!);
        years.push({ outcome, arm, year: y + 1, by: apart(v, after[y]!, floor) });
      }
    }
  const furthestFirst = (x: Moved, y: Moved): number => y.by - x.by;
  return { decade: decade.sort(furthestFirst), years: years.sort(furthestFirst) };
}

/** Scenarios whose outcomes hardly move when they are run in half the step. */
export function expectStepSmallEnough(scenarios: readonly (readonly [name: string, text: string])[]): void {
  describe.each(scenarios)('halving the step of %s', (name, text) => {
    let half: Outcome;
    let moved: ReturnType<typeof compare>;
    let untouched: string[];
    beforeAll(() => {
      const whole = runShipped(name);
      const halved = resolve(text.replace(/^horizon:/m, 'step: 3.5 days\nhorizon:'), areaOf(text));
      // Ten years are what the law speaks of.
      half = new Outcome({ ...halved, steps: Math.min(halved.steps, 10 * halved.stepsPerYear) });
      moved = compare(whole, half);
      untouched = whole.experiment.arms.filter(a => a.changes.length === 0).map(a => a.name);
    });

    it('moves no ten-year total by more than 0.2 %', async ({ annotate }) => {
      expect([half.experiment.stepsPerYear, ...whatIsWrong(half)]).toEqual([104]);
      await annotate(`furthest: ${JSON.stringify(moved.decade.slice(0, 3))}`);
      expect(moved.decade.filter(m => !(m.by <= STEADY))).toEqual([]);
    });

    it('moves no year of an untouched arm by more than 0.2 %, and of no other arm by more than 1 %', async ({
      annotate,
    }) => {
      await annotate(`furthest: ${JSON.stringify(moved.years.slice(0, 3))}`);
      const tolerated = (m: Moved): number => (untouched.includes(m.arm) ? STEADY : PULSE);
      expect(moved.years.filter(m => !(m.by <= tolerated(m)))).toEqual([]);
    });
  });
}
