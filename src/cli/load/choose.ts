import type { CheckedAppraisal, CheckedLoop, CheckedModel } from '../../check/checked.ts';
import { type Faults, nearestName, suggest } from '../../diagnostics/diagnostic.ts';
import { appraiseScenario } from '../../scenario/appraise.ts';
import type { ClaimSpec } from '../../scenario/claim-spec.ts';
import type { ScenarioSpec } from '../../scenario/scenario.ts';
import { MOST_DRAWS } from '../../scenario/shape-claim.ts';
import { badFile } from '../disk/files.ts';

/** What `--by` asks for: windows of time, or the elements of a dimension that outcomes are over. */
export function chooseBreakdown(
  by: string | undefined,
  model: CheckedModel,
): 'year' | 'quarter' | { readonly dimension: string } | undefined {
  if (by === undefined || by === 'year' || by === 'quarter') return by;
  const dimensions = outcomeDimensions(model);
  if (dimensions.includes(by)) return { dimension: by };
  throw badFile(
    'cli/by',
    `results cannot be broken down by "${by}"`,
    suggest(by, ['year', 'quarter', ...dimensions]),
  );
}

/** The dimensions that any outcome is over. */
export function outcomeDimensions({ outcomes }: CheckedModel): string[] {
  return [...new Set([...outcomes.values()].flatMap(o => o.over.map(set => set.dimension.name)))];
}

/** What `--only` asks for, each proven to be an outcome. */
export function chooseOutcomes(
  names: readonly string[] | undefined,
  { outcomes }: CheckedModel,
): ReadonlySet<string> | undefined {
  const wrong = names?.find(n => !outcomes.has(n));
  if (wrong === undefined) return names && new Set(names);
  const hint = suggest(wrong, outcomes.keys()) ?? '`tx-sim list outcomes` prints them all';
  throw badFile('cli/only', `"${wrong}" is not an outcome`, hint);
}

/** What `--sector` asks for, proven to be one. */
export function chooseSector(name: string, { spec }: CheckedModel): string {
  const names = spec.sectors.map(s => s.name);
  if (names.includes(name)) return name;
  const hint = suggest(name, names) ?? `the sectors are ${names.join(', ')}`;
  throw badFile('cli/unknown-sector', `the model has no sector "${name}"`, hint);
}

/** What `--appraisal` asks for, proven to be one. */
export function chooseAppraisal(name: string, { appraisals }: CheckedModel): CheckedAppraisal {
  const appraisal = appraisals.get(name);
  if (appraisal) return appraisal;
  const hint = suggest(name, appraisals.keys()) ?? '`tx-sim list appraisals` prints them all';
  throw badFile('cli/appraisal', `"${name}" is not an appraisal`, hint);
}

/** What `--cut` asks for, each proven to be a loop, once each. */
export function chooseLoops(names: readonly string[], { loops }: CheckedModel): readonly CheckedLoop[] {
  if (names.length === 0)
    throw badFile('cli/cut', '--cut names no loop', '`tx-sim list loops` prints them all');
  return [...new Set(names)].map(name => {
    const loop = loops.get(name);
    if (loop) return loop;
    if (loops.size === 0) throw badFile('cli/cut', `"${name}" is not a loop: the model declares none`);
    const near = nearestName(name, loops.keys());
    const all = [...loops.values()].map(l => `${l.spec.name} (${l.spec.label})`).join(', ');
    throw badFile(
      'cli/cut',
      `"${name}" is not a loop`,
      `${near === undefined ? '' : `did you mean ${near}? `}The loops are ${all}`,
    );
  });
}

/** How many draws a claim is tried over: what `--draws` asks for, or the claim's own number. */
export function chooseDraws(asked: string | undefined, claim: ClaimSpec | undefined): number {
  if (asked === undefined) return claim?.draws ?? 0;
  if (!claim)
    throw badFile('cli/draws', '--draws goes with a scenario that tries a claim; this one makes none');
  const draws = Number(asked);
  if (/^\d{1,5}$/.test(asked) && draws <= MOST_DRAWS) return draws;
  throw badFile('cli/draws', `--draws needs a whole number from 0 to ${MOST_DRAWS}, found "${asked}"`);
}

/** Values a scenario by the appraisal that was asked for; as it stands where none was. */
export function appraiser(name: string | undefined, model: CheckedModel) {
  const appraisal = name === undefined ? undefined : chooseAppraisal(name, model);
  return (spec: ScenarioSpec, faults: Faults): ScenarioSpec =>
    appraisal ? appraiseScenario(spec, appraisal, faults) : spec;
}
