import { type ArmRun, type Engine, prepareEngine } from '../../arms/run-arms.ts';
import { planDraws } from '../../ensemble/draw-plan.ts';
import { byChance } from '../../ensemble/noise/by-chance.ts';
import { experimentOfDraw, prepareRunDraw } from '../../ensemble/run-draw.ts';
import { sampleParameters } from '../../ensemble/sample-parameters.ts';
import { slotsToRecord } from '../../outcome/measure-outcomes.ts';
import type { OneDraw } from '../../report/run-results.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { badFile } from '../disk/files.ts';
import { chooseCount, chooseSampling } from '../load/choose-compared.ts';
import { USUAL_DRAWS } from '../load/usual-draws.ts';
import { programForDraws } from './packed-lanes.ts';

/** Which draw of a comparison is to be run alone. */
export interface DrawChoice {
  readonly draw: number;
  readonly draws: number;
  readonly sampling: ReturnType<typeof chooseSampling>;
  readonly noise: boolean;
}

/** Reads `--draw`, and what else decides what is drawn; undefined where no draw was asked for. */
export function chooseDraw(options: {
  readonly draw?: string;
  readonly draws?: string;
  readonly sampling?: string;
  readonly noise?: boolean;
}): DrawChoice | undefined {
  if (options.draw === undefined) return undefined;
  const draws = chooseCount('--draws', options.draws, USUAL_DRAWS);
  const draw = Number(options.draw);
  if (!/^\d+$/.test(options.draw) || draw >= draws)
    throw badFile(
      'cli/draw',
      `--draw needs a whole number from 0 to ${draws - 1}, found "${options.draw}"`,
      '--draws says how many there are',
    );
  return { draw, draws, sampling: chooseSampling(options.sampling), noise: options.noise === true };
}

/** What came of one draw. */
export interface DrawRun {
  /** As it is in the draw. */
  readonly experiment: Experiment;
  readonly runs: readonly ArmRun[];
  /** The slots that the runs have kept. */
  readonly record: readonly number[];
  readonly drawn: OneDraw;
}

/**
 * Runs an experiment in one draw: the same bits as in `compare`.
 *
 * @param usualEngine the experiment's program, made ready; another is where chance decides
 */
export function runOneDraw(
  usual: Experiment,
  { draw, draws, sampling, noise }: DrawChoice,
  usualEngine: Engine,
): DrawRun {
  const experiment = noise ? byChance(usual) : usual;
  const { program } = experiment;
  const engine = noise ? prepareEngine(program) : usualEngine;
  const record = slotsToRecord(program);
  const sample = sampleParameters(program.model, experiment.spec, draws, sampling);
  const lanes = noise ? undefined : programForDraws([{ experiment, sample: { ...sample, draws: 1 } }], []);
  const plan = planDraws(experiment, sample, [], engine, lanes);
  const own = experimentOfDraw(experiment, sample, draw);
  const parameters = sample.parameters.map(
    ({ name }, p) => [name, sample.values[p * draws + draw]!] as const,
  );
  return {
    experiment: own,
    runs: prepareRunDraw(plan, record, engine)(own, draw),
    record,
    drawn: { draw, draws, sampling, noise, parameters: Object.fromEntries(parameters) },
  };
}
