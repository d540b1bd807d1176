import type { CheckedModel, CheckedOutcome } from '../../check/checked.ts';
import type { Pair } from '../../comparison/lead.ts';
import { suggest } from '../../diagnostics/diagnostic.ts';
import { SAMPLINGS, type Sampling } from '../../ensemble/sample-points.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { badFile } from '../disk/files.ts';

/** What decides unless something else is asked for. */
const USUAL_OUTCOME = 'net_monetary_benefit';
const MOST = 1_000_000;

/** A whole number that an option asks for, from 1 up; the usual one where it does not. */
export function chooseCount(option: string, asked: string | undefined, usual: number): number {
  if (asked === undefined) return usual;
  const count = Number(asked);
  if (/^\d{1,7}$/.test(asked) && count >= 1 && count <= MOST) return count;
  throw badFile('cli/count', `${option} needs a whole number from 1 to ${MOST}, found "${asked}"`);
}

/** What `--sampling` asks for. */
export function chooseSampling(asked = 'random'): Sampling {
  const found = SAMPLINGS.find(s => s === asked);
  if (found) return found;
  throw badFile('cli/sampling', `"${asked}" is not a way of sampling`, suggest(asked, SAMPLINGS));
}

/** What `--on` asks for: an outcome of which one way is good. */
export function chooseDeciding(asked = USUAL_OUTCOME, { outcomes }: CheckedModel): CheckedOutcome {
  const outcome = outcomes.get(asked);
  const valid = [...outcomes.values()].filter(o => o.spec.better !== 'neither').map(o => o.name);
  const hint = suggest(asked, valid) ?? '`tx-sim list outcomes` prints them all';
  if (!outcome) throw badFile('cli/on', `"${asked}" is not an outcome`, hint);
  if (outcome.spec.better !== 'neither') return outcome;
  throw badFile('cli/on', `${asked} cannot decide: neither more nor less of it is better`, hint);
}

/** What `--arms` asks for: these arms alone, the first of them the one that the others are set beside. */
export function chooseArms(names: readonly string[] | undefined, experiment: Experiment): Experiment {
  if (!names) return experiment;
  if (names.length === 0)
    throw badFile(
      'cli/arm',
      '--arms names no arm',
      `expected some of: ${experiment.arms.map(arm => arm.name).join(', ')}`,
    );
  const places = [...new Set(names)].map(name => placeOf(name, experiment, '--arms'));
  return { ...experiment, arms: places.map(a => experiment.arms[a]!) };
}

/** What `--between` asks for, by place among the arms that are run. */
export function choosePair(names: readonly string[] | undefined, experiment: Experiment): Pair | undefined {
  if (!names) return undefined;
  const [first, second, ...more] = names.map(name => placeOf(name, experiment, '--between'));
  if (first !== undefined && second !== undefined && first !== second && more.length === 0)
    return [first, second];
  throw badFile(
    'cli/between',
    `--between needs two different arms, found "${names.join(',')}"`,
    'for example --between as_now,cut',
  );
}

function placeOf(name: string, { arms, spec }: Experiment, option: string): number {
  const at = arms.findIndex(arm => arm.name === name);
  if (at >= 0) return at;
  const hint = suggest(
    name,
    arms.map(arm => arm.name),
  );
  throw badFile('cli/arm', `${option}: "${name}" is not an arm of ${spec.file}`, hint);
}
