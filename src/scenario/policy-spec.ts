import type { Place } from '../diagnostics/diagnostic.ts';
import type { Located } from '../source/shape.ts';
import type { CalendarDate } from './calendar.ts';
import type { Amount, Years } from './quantities.ts';

/** Where a policy or an expectation was written. */
export interface Written {
  /** The whole item. */
  readonly place: Place;
  /** The value of each key of the item, by the key as written (`from`, `out_of`, …). */
  readonly places: Readonly<Record<string, Place>>;
}

/** `all lots` of the model, or some by name; names are proven later, against the model. */
export type Lots = 'all' | readonly Located<string>[];

/** Less money: a share of the yearly grant at the start of the run, or pounds a year. */
export interface Cut extends Written {
  readonly kind: 'cut';
  readonly amount: Amount;
  readonly from: CalendarDate;
  /** Whole years: one equal part at `from`, the next each April. Absent: all at once. */
  readonly over?: Years;
}

/** More money. */
export interface Rescue extends Written {
  readonly kind: 'rescue';
  readonly amount: Amount;
  readonly from: CalendarDate;
  /** Absent: for good. */
  readonly for?: Years;
  /** Between the money's coming and its being spent on people. */
  readonly lag?: Years;
}

/** Costs that rise without an uplift of the grant. */
export interface Inflation extends Written {
  readonly kind: 'inflation';
  /** A year, as a fraction. */
  readonly rate: number;
  readonly from: CalendarDate;
  readonly for?: Years;
}

/** The ring-fence goes, and a share of the grant leaks into other budgets. */
export interface RingFence extends Written {
  readonly kind: 'ring_fence';
  readonly leak: number;
  readonly from: CalendarDate;
  readonly over?: Years;
}

export type FundingPolicy = Cut | Rescue | Inflation | RingFence;

/** Who holds the lots after a retender. */
export type Awardee =
  /** One provider, new to the area, for all of the lots. */
  | { readonly kind: 'one_new_provider' }
  /** A new provider for each lot. */
  | { readonly kind: 'new_providers' }
  | { readonly kind: 'incumbent' }
  | { readonly kind: 'named'; readonly name: Located<string> };

/** What softens a change of provider. */
export const MITIGATIONS = ['retain_staff', 'recruit_locally', 'keep_partner_links'] as const;
export type Mitigation = (typeof MITIGATIONS)[number];

/** What is specified: the hand-offs that one integrated system has, or those of today. */
export const TARGETS = ['integrated', 'as_now'] as const;
export type Target = (typeof TARGETS)[number];

/** What a winner may lack without its bid telling. */
export const WEAKNESSES = ['weak_governance', 'weak_finances'] as const;
export type Weakness = (typeof WEAKNESSES)[number];

export interface Retender extends Written {
  readonly kind: 'retender';
  readonly lots: Lots;
  readonly to: Awardee;
  /** When the incumbents learn of it; a year before `start` unless written. */
  readonly notice: CalendarDate;
  readonly start: CalendarDate;
  readonly term?: Years;
  /** Years from one start to the next (`each term` is resolved); absent: once. */
  readonly repeat?: Years;
  /** No repetition starts after this day. */
  readonly until?: CalendarDate;
  /** Change of the price at each retender: -0.05 for `-5%`. */
  readonly price?: number;
  readonly target?: Target;
  readonly mitigation: readonly Mitigation[];
  readonly bidder: readonly Weakness[];
  /** Pounds for each procurement. */
  readonly cost?: number;
}

/** Step by step, one lot after another in the order written, towards a target. */
export interface Improve extends Written {
  readonly kind: 'improve';
  readonly lots: readonly Located<string>[];
  readonly towards: 'integrated';
  readonly each: Years;
  readonly from: CalendarDate;
}

/** The present contracts run longer. */
export interface Extend extends Written {
  readonly kind: 'extend';
  readonly lots: Lots;
  readonly term: Years;
  readonly plus?: Years;
}

/** The services form another kind of system, by an element of the model's dimension `form`. */
export interface Organise extends Written {
  readonly kind: 'organise';
  readonly form: Located<string>;
  readonly from: CalendarDate;
  /** Absent: at once. */
  readonly over?: Years;
  /** Who holds every lot then, in equal shares: one of those who do now, or these. Absent: those who hold them now. */
  readonly among?: 'one' | readonly Located<string>[];
}

/** The holder of a lot fails from one day to the next, with all that it holds. */
export interface Fail extends Written {
  readonly kind: 'fail';
  readonly lot: Located<string>;
  readonly on: CalendarDate;
}

/** More or fewer commissioners: -0.4 for `-40%`. */
export interface Commissioners extends Written {
  readonly kind: 'commissioners';
  readonly change: number;
  readonly from: CalendarDate;
  readonly for?: Years;
}

export type CommissioningPolicy = Retender | Improve | Extend | Organise | Fail | Commissioners;

/** Whether something is paid for out of the grant, or by new money beside it. */
export const MONIES = ['within', 'new'] as const;
export type Money = (typeof MONIES)[number];

/** Staff leave faster or slower: by a share of today's rate, or at a rate per year. */
export interface Turnover extends Written {
  readonly kind: 'turnover';
  readonly change:
    | { readonly kind: 'relative'; readonly share: number }
    | { readonly kind: 'absolute'; readonly perYear: number };
  readonly from: CalendarDate;
  readonly for?: Years;
}

/** Pay changes: -0.03 for 3 % less. */
export interface Pay extends Written {
  readonly kind: 'pay';
  readonly change: number;
  readonly from: CalendarDate;
}

/** Posts that fall vacant are not all filled. */
export interface VacancyFreeze extends Written {
  readonly kind: 'vacancy_freeze';
  /** Share of vacancies left unfilled. */
  readonly share: number;
  readonly from: CalendarDate;
  readonly for: Years;
}

/** New staff become competent sooner. */
export interface Training extends Written {
  readonly kind: 'training';
  /** Share by which the time to competence is shorter; below 1. */
  readonly shorter: number;
  readonly from: CalendarDate;
}

/** The caseload of keyworkers, as services report it, is brought to a size. */
export interface Caseload extends Written {
  readonly kind: 'caseload';
  /** People for each keyworker. */
  readonly people: number;
  readonly from: CalendarDate;
  readonly over?: Years;
  readonly money: Money;
}

export type WorkforcePolicy = Turnover | Pay | VacancyFreeze | Training | Caseload;

/** A service opens with money: a share of the yearly grant at the start of the run, or pounds a year. */
export interface Open extends Written {
  readonly kind: 'open';
  readonly service: Located<string>;
  readonly from: CalendarDate;
  readonly with: Amount;
}

/** A service closes. */
export interface Close extends Written {
  readonly kind: 'close';
  readonly service: Located<string>;
  readonly from: CalendarDate;
  /** The service that gets the money; absent: it is saved. */
  readonly reinvest?: Located<string>;
}

/** Money moves from one service to another. */
export interface Move extends Written {
  readonly kind: 'move';
  /** A share of the money of `outOf`, or pounds a year. */
  readonly amount: Amount;
  readonly outOf: Located<string>;
  readonly into: Located<string>;
  readonly from: CalendarDate;
}

/** What the grant has lost is taken out of services in an order, each down to nothing before the next. */
export interface Withdraw extends Written {
  readonly kind: 'withdraw';
  /** At least one, first to be withdrawn first. */
  readonly services: readonly Located<string>[];
  readonly from: CalendarDate;
}

/** A provider stops doing what it is paid for. */
export interface Offload extends Written {
  readonly kind: 'offload';
  readonly service: Located<string>;
  readonly from: CalendarDate;
  /** Share of the service's money that it keeps without doing the work. */
  readonly keeps: number;
  readonly for?: Years;
}

export type ServicePolicy = Open | Close | Move | Withdraw | Offload;

/** A practice reaches a share of those it is for, beyond what is done today. */
export interface Adopt extends Written {
  readonly kind: 'adopt';
  readonly practice: Located<string>;
  readonly reach: number;
  readonly from: CalendarDate;
  /** The reach grows evenly over this time; absent: at once. */
  readonly over?: Years;
  /** Absent: to the end of the run; then nobody is reached. */
  readonly for?: Years;
  readonly money: Money;
}

/** What becomes of a driver, beside what it would have been. */
export type DriverChange =
  /** By so much a year, compounding: 0.03 for `3% a year`. */
  | { readonly kind: 'grows'; readonly perYear: number }
  | { readonly kind: 'times'; readonly factor: number }
  /** By financial year, in order; `year` is the calendar year in which it begins. */
  | { readonly kind: 'path'; readonly values: readonly YearValue[] };

export interface YearValue {
  readonly year: number;
  readonly value: number;
  /** Where the year is named. */
  readonly place: Place;
}

/** What the world does, whatever the treatment system does. */
export interface Driver extends Written {
  readonly kind: 'driver';
  readonly driver: Located<string>;
  /** Which of its elements; absent: all. */
  readonly of?: readonly Located<string>[];
  readonly change: DriverChange;
  /** Absent for a path, whose years say when. */
  readonly from?: CalendarDate;
  /** How long a multiple takes to reach its size. */
  readonly over?: Years;
  /** How long growth goes on, or a multiple lasts; absent: to the end of the run. */
  readonly for?: Years;
  /** Where the numbers come from. */
  readonly reason: string;
}

export type Policy = FundingPolicy | CommissioningPolicy | WorkforcePolicy | ServicePolicy | Adopt | Driver;
