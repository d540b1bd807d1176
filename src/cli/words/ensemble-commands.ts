import { type Command, Option } from 'commander';
import { USUAL_DRAWS } from '../load/usual-draws.ts';
import { does, examples, list } from './command-parts.ts';

/** Commands that take many draws of what is uncertain. */
export function addEnsembleCommands(program: Command): void {
  program
    .command('fit')
    .summary('estimate parameters from published series')
    .description(
      'Estimate parameters from published series: a search from several starts for what tells them best, then draws of all that tells them about as well. Prints estimates beside what was known before and each series beside its simulation, and writes the draws to a file that scenarios name as parameters_from.',
    )
    .argument('<fit>', 'a fit file (YAML)')
    .option(
      '--to <file>',
      'where to write the draws (usually beside the fit file: x-posterior.yaml of x.yaml)',
    )
    .option('--evaluations <number>', 'at most so many runs (usually 200000)')
    .option('--resume', 'go on from what an interrupted fit has kept beside the draws')
    .option('--workers <number>', 'threads (usually as many as the machine runs at once)')
    .option('--json', 'everything as one JSON document')
    .addHelpText(
      'after',
      examples(
        'fit my-fits/barnet.yaml',
        'fit my-fits/barnet.yaml --evaluations 20000 --json',
        'fit my-fits/barnet.yaml --resume',
      ),
    )
    .action(
      does(async (file, options) => (await import('../commands/fit-command.ts')).fitCommand(file, options)),
    );

  program
    .command('backtest')
    .summary('judge a fit by years that it was not fitted to')
    .description(
      'Run the draws that a fit has left on into years that it was not fitted to, beside what was published of them and beside two simple forecasts: the last value, and the straight line. Series that the fit has no line for are named and skipped.',
    )
    .argument('<fit>', 'a fit file (YAML)')
    .requiredOption(
      '--data <file>',
      'what was published: a series file (YAML), or an export of the statistics viewer (CSV); must be given',
    )
    .requiredOption('--from <year>', 'the first financial year to be judged: 2019 is 2019/20; must be given')
    .option('--posterior <file>', 'the draws (usually those beside the fit file: x-posterior.yaml of x.yaml)')
    .option('--area <name>', 'of an export: the area, as the export calls it')
    .option('--workers <number>', 'threads (usually as many as the machine runs at once)')
    .option('--json', 'everything as one JSON document')
    .addHelpText(
      'after',
      examples(
        'backtest my-fits/barnet.yaml --data later.yaml --from 2019',
        'backtest my-fits/barnet.yaml --data viewit.csv --area Barnet --from 2019',
      ),
    )
    .action(
      does(async (file, options) =>
        (await import('../commands/backtest-command.ts')).backtestCommand(file, options),
      ),
    );

  addDrawOptions(
    program
      .command('compare')
      .summary('compare arms over draws of all that is uncertain')
      .description(
        'Run every arm of a scenario in many draws of all uncertain parameters, the same draws in each arm, and say which arm is better, by when, in how many draws, and what that hangs on. Exits 1 when more than 1% of the draws fail.',
      )
      .argument('<scenarios...>', 'scenario files (YAML); of several, a table of all of them as well'),
    `how many draws (usually ${USUAL_DRAWS})`,
  )
    .option(
      '--only <outcomes>',
      'only these outcomes, by name, with commas between (usually all but the detail rows)',
      list,
    )
    .option('--all', 'the detail rows too')
    .addOption(new Option('--csv', 'a summary as tidy CSV').conflicts('json'))
    .option(
      '--out <folder>',
      'write a manifest, the scenario and its area, a summary (CSV) and every draw (Parquet) to a folder',
    )
    .option('--resume <folder>', 'go on from a folder that an interrupted command has kept its draws in')
    .addHelpText(
      'after',
      examples(
        'compare scenarios/big-bang-or-evolution.yaml --draws 10000',
        'compare scenarios/big-bang-or-evolution.yaml --on deaths --between as_now,evolution',
        'compare scenarios/cut-thirty-percent.yaml --area scenarios/areas/england-average.yaml',
        'compare scenarios/pressures/rescue-grant.yaml --out results/rescue',
      ),
    )
    .action(
      does(async (files, options) =>
        (await import('../commands/compare-command.ts')).compareCommand(files, options),
      ),
    );

  addDrawOptions(
    program
      .command('batch')
      .summary('compare every scenario below a folder, or one in every authority')
      .description(
        'Compare every scenario below a folder, with one line for each: who is ahead at the end, in how many draws, and by how much. A file with faults is told, and the rest goes on. With --authorities, compare one scenario in each of England’s authorities, made as `area new` makes them. Exits 1 when a file has faults or more than 1% of its draws fail.',
      )
      .argument(
        '<folder>',
        'a folder of scenarios; areas, tables and model files in it are passed over; with --authorities, a scenario file',
      ),
    `how many draws of each (usually ${USUAL_DRAWS})`,
  )
    .addOption(
      new Option('--authorities', 'one scenario, with a line for each authority of England').conflicts(
        'area',
      ),
    )
    .addOption(new Option('--csv', 'the table as CSV').conflicts('json'))
    .option('--out <folder>', 'write a manifest and the table (CSV and JSON) to a folder')
    .addHelpText(
      'after',
      examples(
        'batch scenarios/pressures --draws 200',
        'batch scenarios/improvements --on qalys --csv',
        'batch scenarios/cut-thirty-percent.yaml --authorities --draws 20',
      ),
    )
    .action(
      does(async (folder, options) =>
        (await import('../commands/batch-command.ts')).batchCommand(folder, options),
      ),
    );

  addDrawOptions(
    program
      .command('sweep')
      .summary('map which arm is ahead over one or two things that are varied')
      .description(
        'Vary one or two things over a grid, and draw the map of which of two arms is ahead where: at the usual values, or with --draws in how many draws. What is varied is a parameter of the model (in every arm) or a place in the scenario file; several that take the same value stand with + between.',
      )
      .argument('<scenario>', 'a scenario file (YAML)')
      .addOption(
        new Option(
          '--vary <what=values>',
          'what to vary, and over what: values with commas between, or from..to/number of values; twice for a map of two; must be given',
        )
          .argParser((value: string, before: readonly string[] = []) => [...before, value])
          .makeOptionMandatory(),
      ),
    'how many draws for each cell (absent: one run at the usual values)',
  )
    .addOption(new Option('--csv', 'the cells as CSV').conflicts('json'))
    .addHelpText(
      'after',
      `${examples(
        'sweep scenarios/cut-thirty-percent.yaml --vary arms.cut.funding.1.cut=5%..30%/6 --on deaths',
        'sweep scenarios/big-bang-or-evolution.yaml --vary handoff_loss=0..0.3/4 --draws 100',
      )}

How far the system is in pieces, and how much a better design is worth (how badly the present one does):
  $ tx-sim sweep scenarios/claims/who-wins-where.yaml --between evolution,big_bang \\
      --vary separate_doors_now+separate_records_now+apart_now+specialism_now=0..1/5 \\
      --vary redesign_gain=0..0.2/5

How long contracts last:
  $ tx-sim sweep scenarios/claims/cycles-give-less.yaml \\
      --vary 'arms.cycles.commissioning.1.term=1 year..7 years/7'

How deep a cut is, and how long before the money comes back (in April 2027):
  $ tx-sim sweep scenarios/claims/no-way-back.yaml --on completions_kept \\
      --vary arms.restored.funding.1.cut+arms.restored.funding.2.rescue=10%..90%/5 \\
      --vary arms.restored.funding.1.from=2025-04,2022-04,2017-04`,
    )
    .action(
      does(async (file, options) =>
        (await import('../commands/sweep-command.ts')).sweepCommand(file, options),
      ),
    );
}

/** What all of them take. */
const addDrawOptions = (command: Command, draws: string): Command =>
  command
    .option('--draws <number>', draws)
    .option('--on <outcome>', 'the outcome that decides who is ahead (usually net_monetary_benefit)')
    .option(
      '--between <two arms>',
      'the two arms that are set against each other, with a comma between (usually the last two)',
      list,
    )
    .option(
      '--arms <arms>',
      'run only these arms, with commas between; the others are set beside the first (usually all)',
      list,
    )
    .option('--seed <seed>', 'any text or number, in place of the scenario’s own seed (usually its title)')
    .option('--sampling <how>', 'random, latin (hypercube) or sobol (shifted); usually random')
    .option('--noise', 'whole people and staff who move by chance, the same luck in every arm')
    .option('--workers <number>', 'threads (usually as many as the machine runs at once)')
    .option('--area <file>', 'another area in place of the scenario’s own, by file or name')
    .option('--appraisal <name>', 'value every arm by this appraisal, whatever the scenario says')
    .option('--json', 'everything as one JSON document');
