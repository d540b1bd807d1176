import type { Faults } from '../../diagnostics/diagnostic.ts';
import type { ServicePolicy } from '../scenario.ts';
import { knownService } from './commissioning.ts';
import { shareOfGrant } from './funding.ts';
import type { Inputs } from './inputs.ts';

/**
 * Writes how the money is shared between services. Works on the grant as funding policies left it: money
 * that opens a service comes on top, so the other services keep what they have.
 */
export function applyServices(policies: readonly ServicePolicy[], inputs: Inputs, faults: Faults): void {
  const services = inputs.elements('service');
  const all = services.reduce((sum, s) => sum + inputs.number('budget_share', s), 0);
  const usual = (service: string): number => inputs.number('budget_share', service) / all;
  for (const p of policies) {
    const from = inputs.stepOf(p.from);
    switch (p.kind) {
      case 'close': {
        const closed = knownService(p.service, inputs, faults);
        const heir = p.reinvest && knownService(p.reinvest, inputs, faults);
        if (!closed) break;
        const path = inputs.path('share_factor', closed);
        if (heir) give(inputs, heir, from, s => (path[s]! * usual(closed)) / usual(heir));
        inputs.change(path, from, undefined, () => 0);
        break;
      }
      case 'move': {
        const giver = knownService(p.outOf, inputs, faults);
        const taker = knownService(p.into, inputs, faults);
        if (!giver || !taker) break;
        const path = inputs.path('share_factor', giver);
        const grant = inputs.path('grant_factor');
        const moved = (s: number): number =>
          Math.min(
            path[s]!,
            p.amount.kind === 'share'
              ? p.amount.share * path[s]!
              : shareOfGrant(p.amount, inputs) / Math.max(1e-9, grant[s]! * usual(giver)),
          );
        const shares = Float64Array.from(path, (_, s) => moved(s));
        give(inputs, taker, from, s => (shares[s]! * usual(giver)) / usual(taker));
        for (let s = Math.max(0, from); s < path.length; s++) path[s] = path[s]! - shares[s]!;
        break;
      }
      case 'open': {
        const opened = knownService(p.service, inputs, faults);
        if (!opened) break;
        const more = shareOfGrant(p.with, inputs);
        const grant = inputs.path('grant_factor');
        const paths = new Map(services.map(s => [s, inputs.path('share_factor', s)]));
        for (let s = Math.max(0, from); s < grant.length; s++) {
          const before = grant[s]!;
          grant[s] = before + more;
          for (const path of paths.values()) path[s] = (path[s]! * before) / grant[s]!;
          const own = paths.get(opened)!;
          own[s] = own[s]! + more / (usual(opened) * grant[s]!);
        }
        break;
      }
    }
  }
}

function give(inputs: Inputs, service: string, from: number, share: (step: number) => number): void {
  const path = inputs.path('share_factor', service);
  for (let s = Math.max(0, from); s < path.length; s++) path[s] = path[s]! + share(s);
}
