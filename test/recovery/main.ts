/** `npm run recovery`: whether the intervals of a fit hold parameters that are known, because the data were made with them. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { prepareEngine } from '../../src/arms/run-arms.ts';
import { shippedFile } from '../../src/cli/disk/files.ts';
import { chooseCount } from '../../src/cli/load/choose-compared.ts';
import { loadProgram } from '../../src/cli/load/load.ts';
import { loadFit } from '../../src/cli/load/load-fit.ts';
import { tellFailure } from '../../src/cli/tell/tell.ts';
import { printPage } from '../../src/cli/tell/terminal.ts';
import { startPool } from '../../src/cli/work/draw-workers.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { prepareFit } from '../../src/fit/fit-problem.ts';
import { isShare } from '../../src/fit/units.ts';
import { FACTOR } from '../../src/scenario/posterior/posterior.ts';
import { estimatesOf } from './coverage.ts';
import { recover } from './recover.ts';
import { isCalibrated, recoveryPage } from './recovery-page.ts';

const {
  values: options,
  positionals: [file = 'test/recovery/england.yaml'],
} = parseArgs({
  allowPositionals: true,
  options: {
    sets: { type: 'string' },
    evaluations: { type: 'string' },
    workers: { type: 'string' },
    seed: { type: 'string', default: 'recovery' },
  },
});

/** What the national statistics round to, where a series does not say: people to 5, shares to a tenth of a point. */
const usualRounding = (unit: string): number => (isShare(unit) ? 0.1 : 5);

async function main(): Promise<number> {
  const sets = chooseCount('--sets', options.sets, 20);
  const mostEvaluations = chooseCount('--evaluations', options.evaluations, 24_000);
  const workers = chooseCount('--workers', options.workers, availableParallelism());
  const faults = new Faults();
  const program = await loadProgram(faults);
  const { spec, series, experiment } = loadFit(file, program, faults);
  const problem = prepareFit({ ...spec, experiment, series: [...series.values()] }, prepareEngine(program));
  const pool = startPool(problem, workers, new URL(`file://${shippedFile('dist/draw-worker.mjs')}`));
  try {
    const fitted = await recover({
      problem,
      roundings: spec.lines.map(line => {
        const { rounding, unit } = series.get(line.series)!;
        return rounding > 0 ? rounding : usualRounding(unit);
      }),
      runBlocks: pool.run,
      seed: options.seed,
      sets,
      mostEvaluations,
      onSet: (own, set) => {
        const covered = estimatesOf(own).filter(e => e.isCovered).length;
        process.stderr.write(
          `set ${set + 1} of ${sets}: ${covered} of ${own.truth.length} covered, ${own.verdict.verdict} (R-hat ${own.verdict.rHat.toFixed(3)}, worth ${own.verdict.ess.toFixed(0)}), ${own.evaluations} runs in ${own.seconds.toFixed(0)} s\n`,
        );
      },
    });
    const told = problem.coordinates.map(({ parameter, valueAt }) => ({
      name: parameter.name,
      unit: parameter.over.length === 0 ? parameter.spec.unit.value : FACTOR,
      valueAt,
    }));
    printPage(recoveryPage(spec.title, told, fitted), undefined);
    return isCalibrated(fitted) ? 0 : 1;
  } finally {
    pool.close();
  }
}

main().then(
  code => {
    process.exitCode = code;
  },
  e => {
    process.exitCode = tellFailure(e, {});
  },
);
