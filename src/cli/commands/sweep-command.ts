import { checkAxis } from '../../claims/check-claim.ts';
import { gridOf } from '../../claims/grid.ts';
import type { Pair } from '../../comparison/lead.ts';
import { BadInput, Faults } from '../../diagnostics/diagnostic.ts';
import { type Sweep, sweepCsv, sweepJson, sweepPage } from '../../report/sweep-map.ts';
import type { GridAxis } from '../../scenario/claim-spec.ts';
import { badFile } from '../disk/files.ts';
import { version } from '../disk/version.ts';
import { choosePair } from '../load/choose-compared.ts';
import { hashRun } from '../load/hashes.ts';
import { loadProgram } from '../load/load.ts';
import { parseVary } from '../load/vary.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { progressBar } from '../tell/progress.ts';
import { tellWarnings } from '../tell/tell.ts';
import { pageWidth, printJson, printPage } from '../tell/terminal.ts';
import { type Compared, type DrawOptions, loadCompared, readAsked } from '../work/compare-scenario.ts';
import { prepareCells } from '../work/sweep-cell.ts';

export interface SweepOptions extends DrawOptions {
  readonly vary: readonly string[];
  readonly csv?: boolean;
}

/** Varies one or two things over a grid, and maps which of two arms is ahead where. */
export async function sweepCommand(file: string, options: SweepOptions): Promise<number> {
  const axes = options.vary.map(parseVary);
  if (axes.length > 2) throw badFile('cli/vary', `a map has one or two axes, found ${axes.length}`);
  const names = axes.flatMap(axis => axis.vary.map(v => v.value));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw badFile('cli/vary', `--vary: ${twice} is varied twice`);
  // What moves by chance has no usual value.
  if (options.noise && options.draws === undefined) throw badFile('cli/noise', '--noise goes with --draws');
  const program = await loadProgram(new Faults());
  const asked = readAsked(options, program, []);
  const compared = loadCompared(file, program, options);
  const { experiment, reread, faults } = compared;
  checkAxes(axes, compared);
  const pair = choosePair(options.between, experiment) ?? lastTwo(experiment.arms.length, file);
  tellWarnings(faults.all, options);

  // Unless draws are asked for, each cell is one run at the usual values.
  const draws = options.draws === undefined ? 0 : asked.draws;
  const grid = gridOf(axes, experiment.spec, reread);
  const measure = prepareCells(compared, { ...asked, draws }, pair);
  const tell = progressBar('cells');
  const cells: Awaited<ReturnType<typeof measure>>[][] = [];
  const all = grid.length * grid[0]!.length;
  let done = 0;
  for (const row of grid) {
    const measured = [];
    for (const spec of row) {
      measured.push(await measure(spec));
      tell(++done, all);
    }
    cells.push(measured);
  }

  const sweep: Sweep = {
    experiment,
    hashes: hashRun(experiment),
    axes,
    cells,
    deciding: asked.deciding.spec,
    pair,
    draws,
    warnings: faults.all.map(d => d.message),
  };
  if (options.json) printJson(sweepJson(sweep, { version }));
  else if (options.csv) process.stdout.write(sweepCsv(sweep));
  else printPage(sweepPage(sweep, pageWidth()), options.color);
  return cells.flat().some(c => c.fault !== undefined) ? EXIT.failed : EXIT.fine;
}

function lastTwo(arms: number, file: string): Pair {
  if (arms > 1) return [arms - 2, arms - 1];
  throw badFile('cli/between', `a map sets two arms against each other, and ${file} has one`);
}

/** Every value must be one that could have been written there; faults are told of the option, not of a file. */
function checkAxes(axes: readonly GridAxis[], { experiment, reread }: Compared): void {
  const own = new Faults();
  for (const axis of axes) checkAxis(axis, experiment.spec, experiment.program.model, reread, own);
  if (!own.hasErrors) return;
  const isOption = (file: string): boolean => axes.some(a => a.vary[0]!.place.file === file);
  throw new BadInput(
    own.all.map(({ place, ...fault }) =>
      place && isOption(place.file)
        ? { ...fault, message: `${place.file}: ${fault.message}` }
        : { ...fault, ...(place && { place }) },
    ),
  );
}
