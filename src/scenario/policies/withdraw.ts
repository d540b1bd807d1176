import type { Faults } from '../../diagnostics/diagnostic.ts';
import type { Withdraw } from '../scenario.ts';
import { usual } from './funding.ts';
import type { Inputs } from './inputs.ts';
import { knownService } from './market.ts';

/**
 * What pharmacy takes of the grant before services are paid, in the areas that ship. The model solves it with the start of
 * a run and it moves with the people on treatment; here it only says when a service that is withdrawn has nothing left.
 */
const PHARMACY = 0.08;

/**
 * Writes what is taken out of services because the grant is short of its level at the start: pounds out of those on the
 * list, in order, so that the others keep theirs. What new money pays for by name (an opened service) is not counted; nor
 * is what tenders, practices and emergency cover take out of the grant, which all services bear alike.
 *
 * @param policies by date; a later list takes the place of an earlier one
 * @param newMoney what has been added to the grant for services that opened, as shares of it, at every step
 */
export function applyWithdrawals(
  policies: readonly Withdraw[],
  newMoney: Float64Array,
  inputs: Inputs,
  faults: Faults,
): void {
  const lists = policies.map(p => ({
    from: inputs.stepOf(p.from),
    order: p.services.flatMap(s => knownService(s, inputs, faults) ?? []),
  }));
  for (const [i, { from, order }] of lists.entries()) {
    const end = lists[i + 1]?.from ?? newMoney.length;
    for (let s = Math.max(0, from); s < Math.min(end, newMoney.length); s++)
      withdrawAt(s, order, newMoney[s]!, inputs);
  }
}

function withdrawAt(step: number, order: readonly string[], newMoney: number, inputs: Inputs): void {
  const pounds = inputs.number('treatment_spend');
  const short = Math.max(0, 1 - (inputs.path('grant_factor')[step]! - newMoney));
  if (short === 0) return;
  const services = inputs.elements('service');
  const moved = (service: string): Float64Array => inputs.path('money_moved', service);
  /** Share of the money for services that a service gets, at its price. */
  const shares = new Map(
    services.map(s => [
      s,
      usual(inputs, s) * inputs.path('share_factor', s)[step]! * inputs.path('price_factor', s)[step]!,
    ]),
  );
  const all = services.reduce((sum, s) => sum + shares.get(s)!, 0);
  // Money that no service has (one closed and not replaced) bears its part of the shortfall first.
  let left = short * all;
  const taken = new Map<string, number>();
  for (const s of order) {
    const has = Math.max(0, (1 - PHARMACY) * shares.get(s)! + moved(s)[step]! / pounds);
    taken.set(s, Math.min(left, has));
    left -= taken.get(s)!;
  }
  // Nothing is left on the list: the others bear the rest by their shares.
  const others = services.filter(s => !order.includes(s));
  const theirs = others.reduce((sum, s) => sum + shares.get(s)!, 0);
  for (const s of others) taken.set(s, theirs > 0 ? (left * shares.get(s)!) / theirs : 0);
  // Every service loses its share of the shortfall by itself; that is given back, and what it bears taken.
  for (const s of services)
    moved(s)[step] = moved(s)[step]! + pounds * (short * shares.get(s)! - taken.get(s)!);
}
