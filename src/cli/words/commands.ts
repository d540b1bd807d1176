import { type Command, Option } from 'commander';
import { USUAL_DRAWS } from '../load/usual-draws.ts';
import { addAreaCommands } from './area-commands.ts';
import { does, examples, list, wordFrom } from './command-parts.ts';
import { addEnsembleCommands } from './ensemble-commands.ts';
import { addLockCommands } from './lock-commands.ts';
import { addModelCommands } from './model-commands.ts';

/** Every command with its words and examples. What a command does is only loaded when it is chosen. */
export function addCommands(program: Command): void {
  program
    .command('run')
    .summary('run a scenario and print its results')
    .description(
      'Run every arm of a scenario and print its outcomes and costs side by side. Exits 1 when an expectation of the scenario fails.',
    )
    .argument('<scenario>', 'a scenario file (YAML)')
    .option(
      '--by <what>',
      'break each row down: by year, quarter, group, age, service, provider, practice, state, payer or phase',
    )
    .option(
      '--only <outcomes>',
      'only these outcomes, by name, with commas between (usually all but the detail rows)',
      list,
    )
    .option('--all', 'the detail rows too')
    .option('--cut <loops>', 'run it with these feedback loops cut as well, and say what that changes', list)
    .option(
      '--draws <number>',
      `of a scenario that tries a claim: how many draws, in place of its own; with --draw: of how many (usually ${USUAL_DRAWS})`,
    )
    .addOption(
      new Option(
        '--draw <number>',
        'in place of the usual values, those of one draw that `compare` takes (counted from 0), with the same --draws, --sampling, --noise and --seed',
      ).conflicts('cut'),
    )
    .option('--sampling <how>', 'with --draw: random, latin (hypercube) or sobol (shifted); usually random')
    .option('--noise', 'with --draw: whole people and staff who move by chance')
    .option('--seed <seed>', 'any text or number, in place of the scenario’s own seed (usually its title)')
    .option('--appraisal <name>', 'value every arm by this appraisal, whatever the scenario says')
    .option('--json', 'everything as one JSON document')
    .addOption(new Option('--csv', 'the outcomes as tidy CSV, a row for each number').conflicts('json'))
    .option(
      '--out <folder>',
      'write a manifest, the resolved scenario, its area and every outcome (CSV) to a folder',
    )
    .option('--area <file>', 'another area in place of the scenario’s own, by file or name')
    .addOption(
      new Option(
        '--trace <names>',
        'in place of the results, why these are what they are: variables or outcomes with what feeds them, over time and by arm; name[element] for a part',
      ).conflicts([
        'by',
        'only',
        'all',
        'cut',
        'draws',
        'draw',
        'sampling',
        'noise',
        'appraisal',
        'csv',
        'out',
      ]),
    )
    .option('--arm <arm>', 'with --trace: this arm alone')
    .addHelpText(
      'after',
      examples(
        'run scenarios/steady.yaml',
        'run scenarios/high-turnover.yaml --by year --only deaths,completions',
        'run scenarios/barnet-cut-and-retender.yaml --cut R2',
        'run scenarios/big-bang-or-evolution.yaml --appraisal nice',
        'run scenarios/big-bang-or-evolution.yaml --draw 17',
        'run scenarios/steady.yaml --area scenarios/areas/barnet.yaml --out results/steady',
        'run scenarios/high-turnover.yaml --trace voluntary_leaving',
        "run scenarios/big-bang-or-evolution.yaml --trace 'waiting[opiate],completions' --arm big_bang",
      ),
    )
    .action(
      does(async (file, options) => (await import('../commands/run-command.ts')).runCommand(file, options)),
    );

  addEnsembleCommands(program);

  addLockCommands(program);

  program
    .command('validate')
    .summary('check files without running anything')
    .description(
      'Check scenarios, areas, fits, series, posteriors and model files. A scenario is checked down to every name and amount; a model file that belongs to the shipped model is checked as part of it. Exits 2 when there is a fault.',
    )
    .argument('<files...>', 'files (YAML); what each is shows in its keys')
    .option('--json', 'all faults as one JSON document')
    .addHelpText(
      'after',
      examples(
        'validate scenarios/*.yaml scenarios/areas/*.yaml',
        'validate scenarios/steady.yaml --json',
        'validate src/model/treatment/2a-people.yaml',
      ),
    )
    .action(
      does(async (files, options) =>
        (await import('../commands/validate-command.ts')).validateCommand(files, options),
      ),
    );

  program
    .command('list')
    .summary(
      'list outcomes, parameters, stocks, loops, policies, ways of valuing, what others published, faults',
    )
    .description(
      'List the model’s outcomes, parameters, stocks or feedback loops, the policies that a scenario can name, how results can be appraised and compared, the published figures that can stand beside them, or every fault that can be told, with what it means and what to do.',
    )
    .addArgument(
      wordFrom('<what>', 'what to list', [
        'outcomes',
        'parameters',
        'stocks',
        'loops',
        'policies',
        'appraisals',
        'comparisons',
        'published',
        'faults',
      ]),
    )
    .option('--json', 'as one JSON document')
    .addHelpText('after', examples('list outcomes', 'list policies', 'list faults', 'list parameters --json'))
    .action(
      does(async (what, options) => (await import('../commands/list-command.ts')).listCommand(what, options)),
    );

  program
    .command('explain')
    .summary('explain anything that the model or a scenario names, and any fault')
    .description(
      'What a name of the model means: its words, unit, equation, value, range and source, what feeds it and what it feeds, and its value at the start on an area. Of a policy of a scenario: its keys and an example. Of a fault, by the code that its message ends with: what it says, and what to do.',
    )
    .argument(
      '<name>',
      'a parameter, stock, flow, auxiliary, move, outcome, loop, dimension, element, law, policy, or the code of a fault',
    )
    .option('--area <file>', 'the area whose start is shown, by file or name (usually Barnet)')
    .option('--json', 'as one JSON document')
    .addHelpText(
      'after',
      examples(
        'explain waiting',
        'explain handoff_loss',
        'explain R2',
        'explain withdraw',
        'explain scenario/unknown-lot',
        'explain deaths --json',
      ),
    )
    .action(
      does(async (name, options) =>
        (await import('../commands/explain-command.ts')).explainCommand(name, options),
      ),
    );

  addModelCommands(program);

  program
    .command('evidence')
    .summary('what every number rests on, the least certain first')
    .description(
      'The ledger of evidence: parameters counted by sector and status, then each with its value, range, source and the outcomes that it feeds; what nobody has measured comes first.',
    )
    .option('--sector <name>', 'parameters of this sector alone, by its name in `tx-sim model`')
    .option(
      '--status <status>',
      'list only these: assumption, recalled, read-secondary, derived, fitted or read',
    )
    .option('--area <file>', 'the figures of an area too, by file or name')
    .option('--json', 'everything as one JSON document')
    .addHelpText(
      'after',
      examples('evidence --sector mortality', 'evidence --status read', 'evidence --area barnet'),
    )
    .action(
      does(async options => (await import('../commands/evidence-command.ts')).evidenceCommand(options)),
    );

  program
    .command('schema')
    .summary('print the JSON Schema of a scenario or an area file')
    .description('Print the JSON Schema of a scenario or an area file, for completion in an editor.')
    .addArgument(wordFrom('[what]', 'which file', ['scenario', 'area']).default('scenario'))
    .addHelpText('after', examples('schema > scenario.schema.json', 'schema area'))
    .action(does(async what => (await import('../commands/schema-command.ts')).schemaCommand(what)));

  program
    .command('init')
    .summary('write a starter scenario')
    .description(
      'Write a commented scenario to start from; it runs as it is. A file that exists is never overwritten.',
    )
    .argument('[file]', 'where to; - for stdout', 'scenario.yaml')
    .addHelpText('after', examples('init', 'init scenarios/my-question.yaml', 'init -'))
    .action(does(async file => (await import('../commands/init-command.ts')).initCommand(file)));

  addAreaCommands(program);
}
