import type { Faults } from '../../diagnostics/diagnostic.ts';
import type { Extend, Retender } from '../scenario.ts';
import type { Inputs } from './inputs.ts';
import { type Holders, lotNames, type Market } from './market.ts';

/** One award of some lots: when it was noticed, when it starts. */
export interface Award {
  readonly kind: 'award';
  readonly policy: Retender;
  readonly lots: readonly string[];
  readonly notice: number;
  readonly start: number;
}

/**
 * Writes how much longer than usual the present contracts run.
 *
 * @returns the step until which each lot's present contract has been extended
 */
export function extensions(
  policies: readonly Extend[],
  inputs: Inputs,
  faults: Faults,
): ReadonlyMap<string, number> {
  const until = new Map<string, number>();
  for (const p of policies)
    for (const lot of lotNames(p.lots, inputs, faults)) {
      const years = p.term + (p.plus ?? 0);
      until.set(lot, inputs.stepsIn(years));
      setTerm(lot, 0, years, inputs);
    }
  return until;
}

/** A contract of another length than the usual begins; without a length, one of the usual. */
function setTerm(lot: string, step: number, years: number | undefined, inputs: Inputs): void {
  inputs.change(inputs.path('term_factor', lot), step, undefined, () =>
    years === undefined ? 1 : years / inputs.number('usual_contract_term'),
  );
}

/** Every time a retender comes round within the run, without the lots whose contracts still run then. */
export function awardsOf(
  policy: Retender,
  inputs: Inputs,
  extended: ReadonlyMap<string, number>,
  faults: Faults,
): Award[] {
  const lots = lotNames(policy.lots, inputs, faults);
  const first = inputs.stepOf(policy.start);
  const lead = first - inputs.stepOf(policy.notice);
  const last = policy.until ? inputs.stepOf(policy.until) : Number.POSITIVE_INFINITY;
  const every = policy.repeat ? inputs.stepsIn(policy.repeat) : Number.POSITIVE_INFINITY;
  const awards: Award[] = [];
  if (every < inputs.clock.stepsPerYear / 13) {
    faults.error(
      'scenario/repeat-too-often',
      policy.places['repeat'] ?? policy.place,
      'contracts cannot be retendered more often than every four weeks',
      'repeat each term, or after some years',
    );
    return [];
  }
  if (policy.term !== undefined && policy.repeat !== undefined && policy.repeat < policy.term)
    faults.warn(
      'scenario/repeat-within-term',
      policy.places['repeat'] ?? policy.place,
      'the next retender starts before the term of this one is over',
    );
  // An award that starts after the run may still be announced, and unsettle people, within it.
  for (let start = first; start - lead <= inputs.clock.steps && start <= last; start += every) {
    const due = lots.filter(lot => start >= (extended.get(lot) ?? 0));
    if (due.length < lots.length)
      faults.warn(
        'scenario/extended',
        policy.place,
        `${lots.filter(lot => !due.includes(lot)).join(', ')} ${lots.length - due.length === 1 ? 'is' : 'are'} not retendered then: the contract has been extended`,
      );
    if (due.length > 0) awards.push({ kind: 'award', policy, lots: due, notice: start - lead, start });
  }
  return awards;
}

/**
 * One award. Every tendered lot knows insecurity, bidding and the cost of the tender; only those that get
 * another holder are mobilised, handed over and unsettled.
 */
export function applyAward({ policy, lots, notice, start }: Award, market: Market, inputs: Inputs): void {
  const years = Math.max(1, start - notice) / inputs.clock.stepsPerYear;
  const gap = inputs.stepsIn(inputs.number('mobilisation_time'));
  const settled = start + inputs.clock.stepsPerYear;
  const kept = policy.mitigation.filter(m => m !== 'keep_partner_links').length / 2;
  const links = policy.mitigation.includes('keep_partner_links') ? 1 : 0;
  const winners = winnersOf(policy, lots, market);
  for (const lot of lots) {
    inputs.change(inputs.path('tender_live', lot), notice, start, () => 1);
    inputs.change(inputs.path('tendering', lot), notice, start, v => v + 1 / years);
    if (policy.cost === undefined)
      inputs.change(inputs.path('tender_spending', lot), notice, start, v => v + 1 / years);
    else
      inputs.change(
        inputs.path('tender_cost_stated', lot),
        notice,
        start,
        v => v + policy.cost! / lots.length / years,
      );
    if (policy.price !== undefined)
      inputs.change(inputs.path('price_factor', lot), start, undefined, v => v * (1 + policy.price!));
    if (policy.target)
      inputs.change(inputs.path('redesigned', lot), start, undefined, () =>
        policy.target === 'integrated' ? 1 : 0,
      );
    setTerm(lot, start, policy.term, inputs);
    const moved = market.give(lot, winners.get(lot)!, start);
    // A contract is in place again, whoever has it.
    market.endOnLot('emergency_cover', lot, start);
    inputs.change(inputs.path('weak_governance', lot), start, undefined, () =>
      policy.bidder.includes('weak_governance') ? 1 : 0,
    );
    if (moved === 0) continue;
    inputs.change(inputs.path('mobilising', lot), Math.max(notice, start - gap), start, () => 1);
    inputs.pulse(inputs.path('handover', lot), start, moved);
    if (kept > 0) inputs.change(inputs.path('staff_kept', lot), notice, settled, v => Math.max(v, kept));
    if (links > 0) inputs.change(inputs.path('links_kept', lot), notice, settled, () => links);
  }
  if (policy.bidder.includes('weak_finances'))
    for (const p of new Set([...winners.values()].flatMap(w => [...w.keys()]))) market.weaken(p, start);
}

/** Who wins each lot. A new provider holds nothing when the contract starts. */
function winnersOf(
  { to, places, place }: Retender,
  lots: readonly string[],
  market: Market,
): ReadonlyMap<string, Holders> {
  const next = (): string => market.newProvider(places['to'] ?? place);
  const whole = (provider: string): Holders => new Map([[provider, 1]]);
  switch (to.kind) {
    case 'incumbent':
      return new Map(lots.map(lot => [lot, market.holdersOf(lot)]));
    case 'new_providers':
      return new Map(lots.map(lot => [lot, whole(next())]));
    case 'one_new_provider': {
      const one = whole(next());
      return new Map(lots.map(lot => [lot, one]));
    }
    case 'named': {
      const one = whole(market.byName(to.name.value, next));
      return new Map(lots.map(lot => [lot, one]));
    }
  }
}
