import type { Place } from '../diagnostics/diagnostic.ts';
import type { Located } from '../source/shape.ts';
import type { CalendarDate } from './calendar.ts';
import type { ClaimSpec } from './claim-spec.ts';
import type {
  Adopt,
  CommissioningPolicy,
  Driver,
  FundingPolicy,
  ServicePolicy,
  WorkforcePolicy,
  Written,
} from './policy-spec.ts';
import type { Posterior } from './posterior/posterior.ts';
import type { Moment, Years } from './quantities.ts';

export * from './policy-spec.ts';

/** A parameter of the model set to another value, with the reason. */
export interface ParameterOverride {
  readonly name: Located<string>;
  /** One number for all elements, or numbers by element of one or two dimensions, in the order written. */
  readonly value: number | readonly ElementValue[];
  readonly reason: string;
}

/** A number for an element, or for a pair of elements of two dimensions. */
export interface ElementValue {
  /** One or two names of elements, outer first. */
  readonly elements: readonly Located<string>[];
  readonly value: number;
}

/** What is done, by room; each list in the order written. */
export interface ArmBody {
  readonly funding: readonly FundingPolicy[];
  readonly commissioning: readonly CommissioningPolicy[];
  readonly workforce: readonly WorkforcePolicy[];
  readonly services: readonly ServicePolicy[];
  readonly practices: readonly Adopt[];
  readonly drivers: readonly Driver[];
  readonly parameters: readonly ParameterOverride[];
}

/** One arm, with all that is common already in it (common first; the arm's own parameters win). */
export interface ArmSpec extends ArmBody {
  readonly name: string;
  /** Its name with spaces when none is written; no two arms share one. */
  readonly label: string;
  readonly doc?: string;
  /** Where the arm's name stands. */
  readonly place: Place;
}

/** A check that fails the run. */
export interface Expectation extends Written {
  readonly outcome: Located<string>;
  /** Name of an arm that exists. */
  readonly arm: string;
  readonly at: Moment;
  readonly test:
    | { readonly kind: 'within'; readonly share: number; readonly of: 'area' | number }
    | { readonly kind: 'at_least'; readonly value: number }
    | { readonly kind: 'at_most'; readonly value: number };
}

/** How far an outcome may be from its locked number, in every arm. */
export interface Tolerance extends Written {
  readonly outcome: Located<string>;
  /** Either way, as a share of the locked number. */
  readonly within: number;
  readonly reason: string;
}

/** A scenario as written, with all that it extends merged in and every check passed that needs no model. */
export interface ScenarioSpec {
  readonly file: string;
  readonly title: string;
  readonly question?: string;
  readonly notes: readonly string[];
  /** Relative to the file that wrote it, which is `area.place.file` (not always `file`). */
  readonly area: Located<string>;
  /** A 1 April. */
  readonly start: CalendarDate;
  /** 1 to 50 years, in whole quarters. */
  readonly horizon: Years;
  /** The first day after the run. */
  readonly end: CalendarDate;
  /** 52 times a whole number from 1 to 16. */
  readonly stepsPerYear: number;
  readonly seed: string;
  /** The model's appraisal that values every arm; what an arm sets itself wins over it. */
  readonly appraisal?: Located<string>;
  /** What a fit has left of some parameters, and where the scenario names it; what an arm or the appraisal sets wins. */
  readonly fitted?: Located<Posterior>;
  /** Published figures of the model that are set beside the results. */
  readonly beside: readonly Located<string>[];
  /** What every arm shares, for showing; the arms hold it already. */
  readonly common: ArmBody & { readonly doc?: string };
  /** At least one; the first is the reference. */
  readonly arms: readonly ArmSpec[];
  readonly expect: readonly Expectation[];
  /** Of outcomes whose lock need not be exact. */
  readonly tolerances: readonly Tolerance[];
  /** A claim of the field that the arms put to the test. */
  readonly claim?: ClaimSpec;
}
