import type { Faults } from '../../diagnostics/diagnostic.ts';
import type { Located } from '../../source/shape.ts';
import type { ServicePolicy } from '../scenario.ts';
import { shareOfGrant, usual } from './funding.ts';
import type { Inputs } from './inputs.ts';
import { knownService } from './market.ts';
import { applyWithdrawals } from './withdraw.ts';

/**
 * Writes how the money is shared between services, one policy after the other by date. Shares follow the
 * money; pounds are moved as pounds.
 */
export function applyServices(policies: readonly ServicePolicy[], inputs: Inputs, faults: Faults): void {
  const ordered = [...policies].sort((a, b) => inputs.stepOf(a.from) - inputs.stepOf(b.from));
  const share = (service: string): Float64Array => inputs.path('share_factor', service);
  const pounds = (service: string): Float64Array => inputs.path('money_moved', service);
  const isClosed = (service: string, step: number): boolean =>
    share(service)[step] === 0 && !(pounds(service)[step]! > 0);
  const warnClosed = ({ value, place }: Located<string>, what: string): void => {
    faults.warn('scenario/closed', place, `${value} ${what}`);
  };
  const newMoney = new Float64Array(inputs.clock.steps + 1);
  for (const p of ordered) {
    const from = inputs.stepOf(p.from);
    switch (p.kind) {
      case 'close': {
        const closed = knownService(p.service, inputs, faults);
        const heir = p.reinvest && knownService(p.reinvest, inputs, faults);
        if (!closed) break;
        if (isClosed(closed, from)) warnClosed(p.service, 'is closed already');
        if (heir) {
          add(share(heir), from, s => (share(closed)[s]! * usual(inputs, closed)) / usual(inputs, heir));
          add(pounds(heir), from, s => pounds(closed)[s]!);
        }
        inputs.change(share(closed), from, undefined, () => 0);
        inputs.change(pounds(closed), from, undefined, () => 0);
        break;
      }
      case 'move': {
        const giver = knownService(p.outOf, inputs, faults);
        const taker = knownService(p.into, inputs, faults);
        if (!giver || !taker) break;
        const { amount } = p;
        if (isClosed(giver, from)) warnClosed(p.outOf, 'has no money to give');
        if (isClosed(taker, from)) warnClosed(p.into, 'is given money, and so opens again');
        if (amount.kind === 'money') {
          const most = inputs.number('treatment_spend') * usual(inputs, giver);
          if (amount.pounds > most)
            faults.error(
              'scenario/move-too-large',
              p.places['move'] ?? p.place,
              `${giver} has about £${Math.round(most).toLocaleString('en-GB')} a year; more than that cannot be moved`,
            );
          add(pounds(taker), from, () => amount.pounds);
          add(pounds(giver), from, () => -amount.pounds);
        } else {
          add(
            share(taker),
            from,
            s => (amount.share * share(giver)[s]! * usual(inputs, giver)) / usual(inputs, taker),
          );
          inputs.change(share(giver), from, undefined, v => v * (1 - amount.share));
        }
        break;
      }
      case 'open': {
        const opened = knownService(p.service, inputs, faults);
        if (!opened) break;
        const more = shareOfGrant(p.with, inputs);
        inputs.change(inputs.path('grant_factor'), from, undefined, g => g + more);
        add(newMoney, from, () => more);
        add(pounds(opened), from, () => more * inputs.number('treatment_spend'));
        break;
      }
      case 'offload': {
        const offloaded = knownService(p.service, inputs, faults);
        if (!offloaded) break;
        const to = p.for === undefined ? undefined : from + inputs.stepsIn(p.for);
        inputs.change(inputs.path('withheld', offloaded), from, to, v => Math.max(v, p.keeps));
        break;
      }
    }
  }
  applyWithdrawals(
    ordered.filter(p => p.kind === 'withdraw'),
    newMoney,
    inputs,
    faults,
  );
}

function add(path: Float64Array, from: number, amount: (step: number) => number): void {
  for (let s = Math.max(0, from); s < path.length; s++) path[s] = path[s]! + amount(s);
}
