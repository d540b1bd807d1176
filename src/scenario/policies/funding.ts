import type { Faults } from '../../diagnostics/diagnostic.ts';
import type { Amount } from '../quantities.ts';
import type { FundingPolicy } from '../scenario.ts';
import type { Inputs } from './inputs.ts';

/** An amount as a share of the yearly grant at the start of the run. */
export function shareOfGrant(amount: Amount, inputs: Inputs): number {
  return amount.kind === 'share' ? amount.share : amount.pounds / inputs.number('treatment_spend');
}

/**
 * Writes the grant over time, beside the first year's: first what is added and taken away, then what prices
 * and leaks do to the whole. A grant below nothing is a fault at the last cut.
 */
export function applyFunding(policies: readonly FundingPolicy[], inputs: Inputs, faults: Faults): void {
  if (policies.length === 0) return;
  const grant = inputs.path('grant_factor');
  for (const p of policies) {
    const from = inputs.stepOf(p.from);
    if (p.kind === 'cut') {
      // Equal parts, one a year.
      const parts = Math.max(1, Math.round(p.over ?? 1));
      const part = shareOfGrant(p.amount, inputs) / parts;
      for (let k = 0; k < parts; k++)
        inputs.change(grant, from + inputs.stepsIn(k), undefined, g => g - part);
    } else if (p.kind === 'rescue') {
      const share = shareOfGrant(p.amount, inputs);
      const arrives = from + inputs.stepsIn(p.lag ?? 0);
      const ends = p.for === undefined ? undefined : arrives + inputs.stepsIn(p.for);
      inputs.change(grant, arrives, ends, g => g + share);
    }
  }
  if (grant.some(g => g < 0)) {
    const last = policies.findLast(p => p.kind === 'cut')!;
    faults.error(
      'scenario/cut-below-zero',
      last.places['cut'] ?? last.place,
      'these cuts together take more than the whole grant',
      'a cut of 100% leaves nothing; cut less',
    );
  }
  for (const p of policies) {
    const from = inputs.stepOf(p.from);
    if (p.kind === 'inflation') {
      const years = Math.ceil(p.for ?? (grant.length - from) / inputs.clock.stepsPerYear);
      for (let k = 0; k < years; k++)
        inputs.change(grant, from + inputs.stepsIn(k), undefined, g => g / (1 + p.rate));
    } else if (p.kind === 'ring_fence') {
      const over = inputs.stepsIn(p.over ?? 0);
      for (let s = Math.max(0, from); s < grant.length; s++)
        grant[s] = grant[s]! * (1 - p.leak * (over > 0 ? Math.min(1, (s - from) / over) : 1));
    }
  }
}
