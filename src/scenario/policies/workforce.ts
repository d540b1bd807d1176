import type { Faults } from '../../diagnostics/diagnostic.ts';
import type { WorkforcePolicy } from '../scenario.ts';
import type { Inputs } from './inputs.ts';

/** The effect of pay on leaving is an elasticity; far from today's pay it says nothing. */
const MOST_PAY_CHANGE = 0.2;

/** Writes what a scenario does to staff: how they leave, what they are paid, which posts may be filled. */
export function applyWorkforce(policies: readonly WorkforcePolicy[], inputs: Inputs, faults: Faults): void {
  for (const p of policies) {
    const from = inputs.stepOf(p.from);
    const to = 'for' in p && p.for !== undefined ? from + inputs.stepsIn(p.for) : undefined;
    switch (p.kind) {
      case 'turnover': {
        const { change } = p;
        const usual = inputs.number('turnover_reference');
        // A rate takes the place of what was there; a share adds to it.
        inputs.change(inputs.path('turnover_factor'), from, to, v =>
          change.kind === 'relative' ? v * (1 + change.share) : change.perYear / usual,
        );
        break;
      }
      case 'pay':
        if (Math.abs(p.change) > MOST_PAY_CHANGE)
          faults.warn(
            'scenario/pay',
            p.places['pay'] ?? p.place,
            `a change of pay by more than ${100 * MOST_PAY_CHANGE} % is beyond what the effect of pay on leaving was set for`,
          );
        inputs.change(inputs.path('pay_factor'), from, undefined, v => v * (1 + p.change));
        break;
      case 'vacancy_freeze':
        inputs.change(inputs.path('vacancy_freeze'), from, to, v => Math.max(v, p.share));
        break;
      case 'training':
        inputs.change(inputs.path('training_factor'), from, undefined, v => v / (1 - p.shorter));
        break;
      case 'caseload': {
        // Fewer people for each keyworker are as many times more keyworkers.
        const wanted = inputs.number('reported_caseload') / p.people;
        inputs.ramp(inputs.path('keyworkers_wanted'), from, p.over, () => wanted);
        inputs.change(inputs.path('keyworkers_new_money'), from, undefined, () =>
          p.money === 'new' ? 1 : 0,
        );
        break;
      }
    }
  }
}
