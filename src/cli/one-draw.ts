import type { ArmRun, Engine } from '../arms/run-arms.ts';
import { planDraws } from '../ensemble/draw-plan.ts';
import { experimentOfDraw, prepareRunDraw } from '../ensemble/run-draw.ts';
import { sampleParameters } from '../ensemble/sample-parameters.ts';
import type { OneDraw } from '../report/run-results.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { chooseCount, chooseSampling } from './choose-compared.ts';
import { badFile } from './files.ts';
import { USUAL_DRAWS } from './usual-draws.ts';

/** Which draw of a comparison is to be run alone. */
export interface DrawChoice {
  readonly draw: number;
  readonly draws: number;
  readonly sampling: ReturnType<typeof chooseSampling>;
}

/** Reads `--draw`, and what else decides what is drawn; undefined where no draw was asked for. */
export function chooseDraw(options: {
  readonly draw?: string;
  readonly draws?: string;
  readonly sampling?: string;
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
  return { draw, draws, sampling: chooseSampling(options.sampling) };
}

/** The experiment as it is in one draw, and its runs: the same bits as in `compare`. */
export function runOneDraw(
  experiment: Experiment,
  { draw, draws, sampling }: DrawChoice,
  record: readonly number[],
  engine: Engine,
): { readonly experiment: Experiment; readonly runs: readonly ArmRun[]; readonly drawn: OneDraw } {
  const sample = sampleParameters(experiment.program.model, experiment.spec, draws, sampling);
  const plan = planDraws(experiment, sample, [], engine);
  const own = experimentOfDraw(experiment, sample, draw);
  const parameters = sample.parameters.map(
    ({ name }, p) => [name, sample.values[p * draws + draw]!] as const,
  );
  return {
    experiment: own,
    runs: prepareRunDraw(plan, record, engine)(own, draw),
    drawn: { draw, draws, sampling, parameters: Object.fromEntries(parameters) },
  };
}
