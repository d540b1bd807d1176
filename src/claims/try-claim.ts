import { type Engine, runArms } from '../arms/run-arms.ts';
import type { CheckedParameter } from '../check/checked.ts';
import { Faults } from '../diagnostics/diagnostic.ts';
import { drawOverrides, sampleParameters } from '../ensemble/sample-parameters.ts';
import { measureOutcomes, slotsToRecord } from '../outcome/measure-outcomes.ts';
import type { OutcomeTable } from '../outcome/outcome-table.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { resolveScenario } from '../scenario/resolve-scenario.ts';
import type { ScenarioSpec } from '../scenario/scenario.ts';
import { bodyOfCase, parameterAt, withBody, withParameters } from '../scenario/set-parameter.ts';
import type { CheckedClaim } from './check-claim.ts';
import { measureTest, type TestResult } from './claim-test.ts';
import { gridOf, type Reread } from './grid.ts';

/** The claim tried once, under one set of numbers. */
export interface Trial {
  /** In the order of the claim's tests; empty where the trial failed. */
  readonly holdsIf: readonly TestResult[];
  readonly also: readonly TestResult[];
  /** Whether every test of `holdsIf` holds. */
  readonly holds: boolean;
  /** Why there is no result: no steady start, or a run that broke. */
  readonly failed?: string;
}

/** A claim tried in every way that its file asks for. */
export interface ClaimResults {
  readonly claim: CheckedClaim;
  readonly usual: Trial;
  readonly cases: readonly { readonly label: string; readonly doc?: string; readonly trial: Trial }[];
  /** By value of the first axis, then of the second (one column where there is none). */
  readonly grid: readonly (readonly Trial[])[];
  readonly draws: readonly Trial[];
  readonly ends: readonly {
    readonly parameter: CheckedParameter;
    readonly low: Trial;
    readonly high: Trial;
  }[];
  readonly turned: Trial | undefined;
}

/** How a claim is to be tried. */
export interface ClaimRequest {
  readonly claim: CheckedClaim;
  readonly experiment: Experiment;
  /** The experiment's program, made ready. */
  readonly engine: Engine;
  /** The experiment's outcomes by year: the claim at the usual values. */
  readonly whole: OutcomeTable;
  readonly reread: Reread;
  readonly draws: number;
  /** Told after every trial but the usual one. */
  readonly onTrial?: (done: number, all: number) => void;
}

/** How many trials a request takes, the usual one not among them. */
function countTrials({ claim: { spec, hangsOn }, draws }: ClaimRequest): number {
  const cells = spec.grid.length === 0 ? 0 : spec.grid.reduce((n, axis) => n * axis.over.length, 1);
  return spec.cases.length + cells + draws + 2 * hangsOn.length + (spec.turnedBy ? 1 : 0);
}

/** Tries a claim at the usual values, in its cases, over its grid and its draws, and at the ends of what it hangs on. */
export function tryClaim(request: ClaimRequest): ClaimResults {
  const { claim, experiment, whole, draws, reread, onTrial } = request;
  const { spec } = claim;
  const base = experiment.spec;
  const { model } = experiment.program;
  const all = countTrials(request);
  const attempt = prepareTrials(request);
  let done = 0;
  const trial = (scenario: ScenarioSpec | undefined): Trial => {
    const result = attempt(scenario);
    done += 1;
    onTrial?.(done, all);
    return result;
  };
  const sample = sampleParameters(model, base, draws, 'random');
  const end = (p: CheckedParameter, share: number): Trial =>
    trial(withParameters(base, [parameterAt(p, share, 'an end of its range')]));
  return {
    claim,
    usual: judge(claim, whole),
    cases: spec.cases.map(c => ({
      label: c.label,
      ...(c.doc !== undefined && { doc: c.doc }),
      trial: trial(withBody(base, bodyOfCase(c, model))),
    })),
    grid: gridOf(spec.grid, base, reread).map(row => row.map(trial)),
    draws: Array.from({ length: draws }, (_, k) => trial(withParameters(base, drawOverrides(sample, k)))),
    ends: claim.hangsOn.map(parameter => ({
      parameter,
      low: end(parameter, 0),
      high: end(parameter, 1),
    })),
    turned: spec.turnedBy && trial(withBody(base, bodyOfCase(spec.turnedBy, model))),
  };
}

/** A way to try any scenario like the request's own. */
function prepareTrials({
  claim,
  experiment,
  engine,
}: ClaimRequest): (spec: ScenarioSpec | undefined) => Trial {
  const { program, area } = experiment;
  const record = slotsToRecord(program);
  const fail = (failed: string): Trial => ({ holdsIf: [], also: [], holds: false, failed });
  return spec => {
    const faults = new Faults();
    const variant = spec && resolveScenario(spec, area, program, faults);
    if (!variant) return fail(faults.all.find(d => d.severity === 'error')?.message ?? 'it cannot be read');
    const runs = runArms(variant, record, engine);
    const unsolved = runs.find(r => !r.start.converged);
    if (unsolved) return fail(`no steady start; furthest off is ${unsolved.start.worst}`);
    const broken = runs.find(r => r.result.fault);
    if (broken) return fail(`${broken.result.fault!.kind}: ${broken.result.fault!.name}`);
    return judge(claim, measureOutcomes(variant, runs, record, { window: 'year' }));
  };
}

function judge({ holdsIf, also }: CheckedClaim, table: OutcomeTable): Trial {
  const results = holdsIf.map(t => measureTest(t, table));
  const wrong = holdsIf.find((_, i) => !Number.isFinite(results[i]!.margin));
  return {
    holdsIf: results,
    also: also.map(t => measureTest(t, table)),
    holds: !wrong && results.every(r => r.holds),
    ...(wrong && { failed: `${wrong.spec.test.value} divides by nothing` }),
  };
}
