import { type Faults, suggest } from '../../diagnostics/diagnostic.ts';
import type { Located } from '../../source/shape.ts';
import type { CommissioningPolicy, Extend, Improve, Lots, Retender } from '../scenario.ts';
import type { Inputs } from './inputs.ts';

/** Who holds what at the step being looked at, as the awards so far have it. */
interface Market {
  /** By lot. */
  readonly holders: Map<string, string>;
  /** Providers that a scenario calls by name: the model's provider of each. */
  readonly named: Map<string, string>;
  /** Everyone who has ever held a lot. */
  readonly known: Set<string>;
}

/** One award of some lots: when it was noticed, when it starts. */
interface Award {
  readonly policy: Retender;
  readonly lots: readonly string[];
  readonly notice: number;
  readonly start: number;
}

/** Writes who holds which lot, the shocks of changing hands, and the design that services follow. */
export function applyCommissioning(
  policies: readonly CommissioningPolicy[],
  inputs: Inputs,
  faults: Faults,
): void {
  const holders = new Map<string, string>();
  for (const lot of inputs.elements('service'))
    for (const p of inputs.elements('provider'))
      if (inputs.number('held_at_start', lot, p) === 1) holders.set(lot, p);
  const market: Market = { holders, named: new Map(), known: new Set(holders.values()) };
  const extended = extensions(
    policies.filter(p => p.kind === 'extend'),
    inputs,
    faults,
  );
  const awards = policies
    .filter(p => p.kind === 'retender')
    .flatMap(p => awardsOf(p, inputs, extended, faults));
  const steps = policies.filter(p => p.kind === 'improve').flatMap(p => improvementsOf(p, inputs, faults));
  // What happens later has the last word, whichever kind it is.
  for (const event of [...awards, ...steps].sort((a, b) => a.start - b.start))
    if ('policy' in event) applyAward(event, market, inputs, faults);
    else applyImprovement(event, inputs);
}

/** The lots that are meant, each proven to be one of the model's. */
function lotNames(lots: Lots, inputs: Inputs, faults: Faults): string[] {
  const services = inputs.elements('service');
  if (lots === 'all') return [...services];
  return lots.flatMap(lot => knownService(lot, inputs, faults) ?? []);
}

export function knownService(lot: Located<string>, inputs: Inputs, faults: Faults): string | undefined {
  const services = inputs.elements('service');
  if (services.includes(lot.value)) return lot.value;
  return faults.error(
    'scenario/unknown-lot',
    lot.place,
    `"${lot.value}" is not a service of the model`,
    suggest(lot.value, services),
  );
}

/** The step until which each lot's present contract has been extended. */
function extensions(policies: readonly Extend[], inputs: Inputs, faults: Faults): Map<string, number> {
  const until = new Map<string, number>();
  for (const p of policies)
    for (const lot of lotNames(p.lots, inputs, faults))
      until.set(lot, inputs.stepsIn(p.term + (p.plus ?? 0)));
  return until;
}

/** Every time a retender comes round within the run, without the lots whose contracts still run then. */
function awardsOf(
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
    if (due.length > 0) awards.push({ policy, lots: due, notice: start - lead, start });
  }
  return awards;
}

/**
 * One award. Every tendered lot knows insecurity, bidding and the cost of the tender; only those that get
 * another holder are mobilised, handed over and unsettled.
 */
function applyAward(
  { policy, lots, notice, start }: Award,
  market: Market,
  inputs: Inputs,
  faults: Faults,
): void {
  const years = Math.max(1, start - notice) / inputs.clock.stepsPerYear;
  const gap = inputs.stepsIn(inputs.number('mobilisation_time'));
  const settled = start + inputs.clock.stepsPerYear;
  const kept = policy.mitigation.filter(m => m !== 'keep_partner_links').length / 2;
  const links = policy.mitigation.includes('keep_partner_links') ? 1 : 0;
  const { holders } = market;
  const winners = winnersOf(policy, lots, market, inputs, faults);
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
    const [before, after] = [holders.get(lot)!, winners.get(lot)!];
    if (before === after) continue;
    holders.set(lot, after);
    inputs.change(inputs.path('mobilising', lot), Math.max(notice, start - gap), start, () => 1);
    inputs.pulse(inputs.path('handover', lot), start);
    inputs.change(inputs.path('held_change', lot, before), start, undefined, v => v - 1);
    inputs.change(inputs.path('held_change', lot, after), start, undefined, v => v + 1);
    if (kept > 0) inputs.change(inputs.path('staff_kept', lot), notice, settled, v => Math.max(v, kept));
    if (links > 0) inputs.change(inputs.path('links_kept', lot), notice, settled, () => links);
  }
}

/** Who wins each lot. A new provider holds nothing when the contract starts; one never seen here comes first. */
function winnersOf(
  policy: Retender,
  lots: readonly string[],
  { holders, named, known }: Market,
  inputs: Inputs,
  faults: Faults,
): Map<string, string> {
  const { to } = policy;
  if (to.kind === 'incumbent') return new Map(lots.map(lot => [lot, holders.get(lot)!]));
  const providers = inputs.elements('provider');
  const busy = new Set([...holders.values(), ...named.values()]);
  const free = providers
    .filter(p => !busy.has(p))
    .sort((a, b) => Number(known.has(a)) - Number(known.has(b)));
  const next = (): string => {
    const p = free.shift();
    if (!p) {
      if (faults.all.some(d => d.code === 'scenario/too-many-providers')) return providers[0]!;
      faults.error(
        'scenario/too-many-providers',
        policy.places['to'] ?? policy.place,
        `the model has room for ${providers.length} providers, and all are taken`,
        'award several lots to one provider',
      );
      return providers[0]!;
    }
    known.add(p);
    return p;
  };
  if (to.kind === 'named') {
    const { value } = to.name;
    if (!named.has(value)) named.set(value, providers.includes(value) ? value : next());
    return new Map(lots.map(lot => [lot, named.get(value)!]));
  }
  const one = to.kind === 'one_new_provider' ? next() : undefined;
  return new Map(lots.map(lot => [lot, one ?? next()]));
}

/** One lot is changed in place by those who run it. */
interface Improvement {
  readonly lot: string;
  readonly start: number;
}

/** One lot after another, in the order written. */
function improvementsOf({ lots, from, each }: Improve, inputs: Inputs, faults: Faults): Improvement[] {
  return lots.flatMap((lot, k) => {
    const name = knownService(lot, inputs, faults);
    return name ? [{ lot: name, start: inputs.stepOf(from) + inputs.stepsIn(k * each) }] : [];
  });
}

function applyImprovement({ lot, start }: Improvement, inputs: Inputs): void {
  inputs.pulse(inputs.path('improvement_step', lot), start);
  inputs.change(inputs.path('redesigned', lot), start, undefined, () => 1);
}
