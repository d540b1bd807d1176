import { type Faults, suggest } from '../../diagnostics/diagnostic.ts';
import type { CommissioningPolicy, Fail, Improve, Organise } from '../scenario.ts';
import type { Inputs } from './inputs.ts';
import { type Holders, knownService, Market } from './market.ts';
import { type Award, applyAward, awardsOf, extensions } from './retender.ts';

/** One lot is changed in place by those who run it. */
interface Improvement {
  readonly kind: 'improvement';
  readonly lot: string;
  readonly start: number;
}

interface Organisation {
  readonly kind: 'organisation';
  readonly policy: Organise;
  readonly start: number;
}

interface Failure {
  readonly kind: 'failure';
  readonly policy: Fail;
  readonly lot: string;
  readonly start: number;
}

type Event = Award | Improvement | Organisation | Failure;

/**
 * Writes who holds which lot, the shocks of changing hands, the design that services follow, the kind of system they
 * form, and how many commissioners there are.
 */
export function applyCommissioning(
  policies: readonly CommissioningPolicy[],
  inputs: Inputs,
  faults: Faults,
): void {
  const extended = extensions(
    policies.filter(p => p.kind === 'extend'),
    inputs,
    faults,
  );
  const events = policies.flatMap((p): readonly Event[] => {
    switch (p.kind) {
      case 'retender':
        return awardsOf(p, inputs, extended, faults);
      case 'improve':
        return improvementsOf(p, inputs, faults);
      case 'organise':
        return isForm(p, inputs, faults)
          ? [{ kind: 'organisation', policy: p, start: inputs.stepOf(p.from) }]
          : [];
      case 'fail': {
        const lot = knownService(p.lot, inputs, faults);
        return lot ? [{ kind: 'failure', policy: p, lot, start: inputs.stepOf(p.on) }] : [];
      }
      default:
        return [];
    }
  });
  const market = new Market(inputs, faults);
  // What happens later has the last word, whichever kind it is.
  for (const event of events.sort((a, b) => a.start - b.start)) {
    apply(event, market, inputs);
    market.settle(event.start);
  }
  for (const p of policies)
    if (p.kind === 'commissioners') {
      const from = inputs.stepOf(p.from);
      const to = p.for === undefined ? undefined : from + inputs.stepsIn(p.for);
      inputs.change(inputs.path('commissioning_team'), from, to, v => v * (1 + p.change));
    }
}

function apply(event: Event, market: Market, inputs: Inputs): void {
  switch (event.kind) {
    case 'award':
      applyAward(event, market, inputs);
      break;
    case 'improvement':
      applyImprovement(event, inputs);
      break;
    case 'organisation':
      applyOrganisation(event, market, inputs);
      break;
    case 'failure':
      applyFailure(event, market, inputs);
      break;
  }
}

/** One lot after another, in the order written. */
function improvementsOf({ lots, from, each }: Improve, inputs: Inputs, faults: Faults): Improvement[] {
  return lots.flatMap((lot, k) => {
    const name = knownService(lot, inputs, faults);
    return name
      ? [{ kind: 'improvement' as const, lot: name, start: inputs.stepOf(from) + inputs.stepsIn(k * each) }]
      : [];
  });
}

function applyImprovement({ lot, start }: Improvement, inputs: Inputs): void {
  inputs.pulse(inputs.path('improvement_step', lot), start);
  inputs.change(inputs.path('redesigned', lot), start, undefined, () => 1);
  inputs.change(inputs.path('redesigned_in_place', lot), start, undefined, () => 1);
}

function isForm({ form }: Organise, inputs: Inputs, faults: Faults): boolean {
  const forms = inputs.elements('form');
  if (forms.includes(form.value)) return true;
  faults.error(
    'scenario/unknown-form',
    form.place,
    `"${form.value}" is not a form of system of the model`,
    suggest(form.value, forms),
  );
  return false;
}

/** The form rises to its full size and the others fall to nothing; who holds the lots changes without a shock. */
function applyOrganisation({ policy, start }: Organisation, market: Market, inputs: Inputs): void {
  const { form, over, among } = policy;
  for (const f of inputs.elements('form'))
    inputs.ramp(inputs.path('organised_as', f), start, over, () => (f === form.value ? 1 : 0));
  if (!among) return;
  const providers =
    among === 'one'
      ? [market.greatestHolder()]
      : providersCalled(
          among.map(n => n.value),
          policy,
          market,
        );
  const holders: Holders = new Map(providers.map(p => [p, 1 / providers.length]));
  for (const lot of inputs.elements('service')) market.give(lot, holders, start, over);
}

/** The providers of some names; those who hold lots already get the names before anybody new comes in. */
function providersCalled(names: readonly string[], { places, place }: Organise, market: Market): string[] {
  const unnamed = market.present().filter(p => !market.isNamed(p));
  return names.map(name =>
    market.byName(name, () => unnamed.shift() ?? market.newProvider(places['among'] ?? place)),
  );
}

/** All that the provider holds changes hands in one day; nobody was told, and nobody has tendered. */
function applyFailure({ policy, lot, start }: Failure, market: Market, inputs: Inputs): void {
  const failed = market.firstHolderOf(lot);
  const heir = market.newProvider(policy.places['fail'] ?? policy.place);
  const covered = start + inputs.stepsIn(inputs.number('emergency_cover_time'));
  for (const service of inputs.elements('service')) {
    const holders = market.holdersOf(service);
    const share = holders.get(failed);
    if (!share) continue;
    const others = [...holders].filter(([p]) => p !== failed);
    market.give(service, new Map([...others, [heir, share]]), start);
    inputs.pulse(inputs.path('handover', service), start, share);
    inputs.change(inputs.path('emergency_cover', service), start, covered, () => share);
  }
}
