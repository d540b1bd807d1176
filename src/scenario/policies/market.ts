import { type Faults, type Place, suggest } from '../../diagnostics/diagnostic.ts';
import type { Located } from '../../source/shape.ts';
import type { Lots } from '../scenario.ts';
import { snakeCase } from '../shape-names.ts';
import type { Inputs } from './inputs.ts';

/** Who holds a lot: shares by provider, which add up to 1. */
export type Holders = ReadonlyMap<string, number>;

/** Who holds what as events follow one another by date, and all that lasts only as long as they do. */
export class Market {
  private readonly inputs: Inputs;
  private readonly faults: Faults;
  private readonly holders = new Map<string, Holders>();
  /** Providers that a scenario calls by name, in snake_case: the model's provider of each. */
  private readonly named = new Map<string, string>();
  /** Everyone who has ever held a lot. */
  private readonly known = new Set<string>();
  private readonly weakFinances = new Set<string>();

  constructor(inputs: Inputs, faults: Faults) {
    this.inputs = inputs;
    this.faults = faults;
    for (const lot of inputs.elements('service')) {
      const holders = new Map<string, number>();
      for (const p of inputs.elements('provider')) {
        const share = inputs.number('held_at_start', lot, p);
        if (share > 0) holders.set(p, share);
      }
      this.holders.set(lot, holders);
      for (const p of holders.keys()) this.known.add(p);
    }
  }

  holdersOf(lot: string): Holders {
    return this.holders.get(lot)!;
  }

  /** Who has the greatest share of a lot; of several, the first. */
  firstHolderOf(lot: string): string {
    return [...this.holdersOf(lot)].reduce((most, h) => (h[1] > most[1] ? h : most))[0];
  }

  /** Who holds most in all; of several, the model's first. */
  greatestHolder(): string {
    const held = (p: string): number =>
      [...this.holders.values()].reduce((sum, h) => sum + (h.get(p) ?? 0), 0);
    return this.inputs.elements('provider').reduce((most, p) => (held(p) > held(most) ? p : most));
  }

  /** Those who hold anything, in the model's order. */
  present(): readonly string[] {
    return this.inputs
      .elements('provider')
      .filter(p => [...this.holders.values()].some(h => (h.get(p) ?? 0) > 0));
  }

  /** A provider that holds nothing and has no name; one never seen here comes first. Too many are told once. */
  newProvider(place: Place): string {
    const providers = this.inputs.elements('provider');
    const busy = new Set([...this.present(), ...this.named.values()]);
    const free = providers
      .filter(p => !busy.has(p) && !this.promised.has(p))
      .sort((a, b) => Number(this.known.has(a)) - Number(this.known.has(b)));
    const [next] = free;
    if (next !== undefined) {
      this.promised.add(next);
      this.known.add(next);
      return next;
    }
    if (!this.faults.all.some(d => d.code === 'scenario/too-many-providers'))
      this.faults.error(
        'scenario/too-many-providers',
        place,
        `the model has room for ${providers.length} providers, and all are taken`,
        'award several lots to one provider',
      );
    return providers[0]!;
  }

  /** New providers of the event at hand, who hold nothing yet. */
  private readonly promised = new Set<string>();

  /** The provider that a scenario calls by this name: the one it was, the model's of that name, or what `other` finds. */
  byName(name: string, other: () => string): string {
    const key = snakeCase(name) ?? name;
    const known = this.named.get(key);
    if (known !== undefined) return known;
    const provider = this.inputs.elements('provider').includes(key) ? key : other();
    this.named.set(key, provider);
    return provider;
  }

  isNamed(provider: string): boolean {
    return [...this.named.values()].includes(provider);
  }

  /**
   * Gives a lot to other holders from a step on, evenly over a time (at once when not said). What hung on the old ones
   * ends: weak governance, emergency cover, and what they were improving.
   *
   * @returns the share of the lot that changed hands
   */
  give(lot: string, after: Holders, step: number, over?: number): number {
    const { inputs } = this;
    const before = this.holdersOf(lot);
    const moved = [...before].reduce((sum, [p, share]) => sum + Math.max(0, share - (after.get(p) ?? 0)), 0);
    this.holders.set(lot, after);
    for (const p of after.keys()) this.known.add(p);
    if (moved === 0) return 0;
    for (const p of this.known) {
      const change = (after.get(p) ?? 0) - inputs.number('held_at_start', lot, p);
      inputs.ramp(inputs.path('held_change', lot, p), step, over, () => change);
    }
    this.endOnLot('weak_governance', lot, step);
    this.endOnLot('emergency_cover', lot, step);
    this.endOnLot('redesigned_in_place', lot, step);
    return moved;
  }

  /** Ends what lasts while a lot is held as it is. */
  endOnLot(series: string, lot: string, step: number): void {
    this.inputs.change(this.inputs.path(series, lot), step, undefined, () => 0);
  }

  /** The winner has little behind it, until it holds nothing. */
  weaken(provider: string, step: number): void {
    this.weakFinances.add(provider);
    this.inputs.change(this.inputs.path('weak_finances', provider), step, undefined, () => 1);
  }

  /** After an event: ends what lasts while a provider holds anything. */
  settle(step: number): void {
    this.promised.clear();
    const present = this.present();
    for (const p of this.weakFinances)
      if (!present.includes(p)) {
        this.weakFinances.delete(p);
        this.inputs.change(this.inputs.path('weak_finances', p), step, undefined, () => 0);
      }
  }
}

/** The lots that are meant, each proven to be one of the model's. */
export function lotNames(lots: Lots, inputs: Inputs, faults: Faults): string[] {
  if (lots === 'all') return [...inputs.elements('service')];
  return lots.flatMap(lot => knownService(lot, inputs, faults) ?? []);
}

/** The service of that name, or undefined with a fault at its place. */
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
