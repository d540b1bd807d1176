import type { Faults } from '../../diagnostics/diagnostic.ts';
import type { Amount } from '../quantities.ts';
import type { FundingPolicy } from '../scenario.ts';
import type { Inputs } from './inputs.ts';

/** What adding shares up may be off by. */
const ROUNDING = 1e-9;

/** An amount as a share of the yearly grant at the start of the run. */
export function shareOfGrant(amount: Amount, inputs: Inputs): number {
  return amount.kind === 'share' ? amount.share : amount.pounds / inputs.number('treatment_spend');
}

/** Share of a service in the money for services, before anything is moved. */
export function usual(inputs: Inputs, service: string): number {
  const all = inputs.elements('service').reduce((sum, s) => sum + inputs.number('budget_share', s), 0);
  return inputs.number('budget_share', service) / all;
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
      // Equal parts: the first on the day, the others each April after it.
      const parts = Math.max(1, Math.round(p.over ?? 1));
      const part = shareOfGrant(p.amount, inputs) / parts;
      for (let k = 0; k < parts; k++)
        inputs.change(grant, inputs.aprilAfter(from, k), undefined, g => g - part);
    } else if (p.kind === 'rescue') {
      const share = shareOfGrant(p.amount, inputs);
      const arrives = from + inputs.stepsIn(p.lag ?? 0);
      const ends = p.for === undefined ? undefined : arrives + inputs.stepsIn(p.for);
      inputs.change(grant, arrives, ends, g => g + share);
    }
  }
  if (grant.some(g => g < -ROUNDING)) {
    const last = policies.findLast(p => p.kind === 'cut')!;
    faults.error(
      'scenario/cut-below-zero',
      last.places['cut'] ?? last.place,
      'these cuts together take more than the whole grant',
      'a cut of 100% leaves nothing; cut less',
    );
  }
  // Parts that add up to the whole may leave a rounding of it.
  inputs.change(grant, 0, undefined, g => Math.max(0, g));
  for (const p of policies) {
    const from = inputs.stepOf(p.from);
    if (p.kind === 'inflation') {
      // Each year's rise comes at its start; of a part of a year, that part of the rise.
      const years = p.for ?? (grant.length - from) / inputs.clock.stepsPerYear;
      for (let k = 0; k < years; k++) {
        const rise = p.rate * Math.min(1, years - k);
        inputs.change(grant, from + inputs.stepsIn(k), undefined, g => g / (1 + rise));
      }
    } else if (p.kind === 'ring_fence') {
      const over = inputs.stepsIn(p.over ?? 0);
      for (let s = Math.max(0, from); s < grant.length; s++)
        grant[s] = grant[s]! * (1 - p.leak * (over > 0 ? Math.min(1, (s - from + 0.5) / over) : 1));
    }
  }
}
