import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { BadInput, suggest } from '../diagnostics/diagnostic.ts';

/** Every command with its words and examples. What a command does is only loaded when it is chosen. */
export function addCommands(program: Command): void {
  program
    .command('run')
    .summary('run a scenario and print its results')
    .description(
      'Run every arm of a scenario and print its outcomes and costs side by side. Exits 1 when an expectation of the scenario fails.',
    )
    .argument('<scenario>', 'a scenario file (YAML)')
    .option('--by <what>', 'break each row down: year, quarter, group, age, service, provider or practice')
    .option('--only <outcomes>', 'only these outcomes, by name, with commas between', list)
    .option('--all', 'the detail rows too')
    .option('--cut <loops>', 'run it with these feedback loops cut as well, and say what that changes', list)
    .option('--draws <number>', 'of a scenario that tries a claim: how many draws, in place of its own')
    .option('--appraisal <name>', 'value every arm by this appraisal, whatever the scenario says')
    .option('--json', 'everything as one JSON document')
    .addOption(new Option('--csv', 'the outcomes as tidy CSV, a row for each number').conflicts('json'))
    .option(
      '--out <folder>',
      'write a manifest, the resolved scenario, its area and every outcome (CSV) to a folder',
    )
    .option('--area <file>', 'another area in place of the scenario’s own')
    .addOption(
      new Option(
        '--trace <names>',
        'in place of the results, why these are what they are: variables or outcomes with what feeds them, over time and by arm; name[element] for a part',
      ).conflicts(['by', 'only', 'all', 'cut', 'draws', 'appraisal', 'csv', 'out']),
    )
    .option('--arm <arm>', 'with --trace: this arm alone')
    .addHelpText(
      'after',
      examples(
        'run scenarios/steady.yaml',
        'run scenarios/high-turnover.yaml --by year --only deaths,completions',
        'run scenarios/barnet-cut-and-retender.yaml --cut R2',
        'run scenarios/big-bang-or-evolution.yaml --appraisal nice',
        'run scenarios/steady.yaml --area scenarios/areas/barnet.yaml --out results/steady',
        'run scenarios/high-turnover.yaml --trace voluntary_leaving',
        "run scenarios/big-bang-or-evolution.yaml --trace 'waiting[opiate],completions' --arm big_bang",
      ),
    )
    .action(does(async (file, options) => (await import('./run-command.ts')).runCommand(file, options)));

  program
    .command('validate')
    .summary('check scenario, area and model files without running them')
    .description(
      'Check scenario, area and model files. A scenario is checked down to every name and amount; a model file that belongs to the shipped model is checked as part of it. Exits 2 when there is a fault.',
    )
    .argument('<files...>', 'files (YAML); what each is shows in its keys')
    .option('--json', 'all faults as one JSON document')
    .addHelpText(
      'after',
      examples(
        'validate scenarios/*.yaml scenarios/areas/*.yaml',
        'validate src/model/treatment/2a-people.yaml',
      ),
    )
    .action(
      does(async (files, options) => (await import('./validate-command.ts')).validateCommand(files, options)),
    );

  program
    .command('list')
    .summary('list outcomes, parameters, stocks, loops, policies, ways of valuing and what others published')
    .description(
      'List the model’s outcomes, parameters, stocks or feedback loops, the policies that a scenario can name, how results can be appraised and compared, or the published figures that can stand beside them.',
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
      ]),
    )
    .option('--json', 'as one JSON document')
    .addHelpText('after', examples('list outcomes', 'list policies', 'list parameters --json'))
    .action(does(async (what, options) => (await import('./list-command.ts')).listCommand(what, options)));

  program
    .command('explain')
    .summary('explain anything that the model or a scenario names')
    .description(
      'What a name of the model means: its words, unit, equation, value, range and source, what feeds it and what it feeds, and its value at the start on an area. Of a policy of a scenario: its keys and an example.',
    )
    .argument(
      '<name>',
      'a parameter, stock, flow, auxiliary, move, outcome, loop, dimension, element, law, policy …',
    )
    .option('--area <file>', 'the area whose start is shown (default: Barnet)')
    .option('--json', 'as one JSON document')
    .addHelpText(
      'after',
      examples(
        'explain waiting',
        'explain handoff_loss',
        'explain R2',
        'explain withdraw',
        'explain deaths --json',
      ),
    )
    .action(
      does(async (name, options) => (await import('./explain-command.ts')).explainCommand(name, options)),
    );

  addModelCommands(program);

  program
    .command('evidence')
    .summary('what every number rests on, the least certain first')
    .description(
      'The ledger of evidence: parameters counted by sector and status, then each with its value, range, source and the outcomes that it feeds; what nobody has measured comes first.',
    )
    .option('--sector <name>', 'parameters of this sector alone')
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
    .action(does(async options => (await import('./evidence-command.ts')).evidenceCommand(options)));

  program
    .command('schema')
    .summary('print the JSON Schema of a scenario or an area file')
    .description('Print the JSON Schema of a scenario or an area file, for completion in an editor.')
    .addArgument(wordFrom('[what]', 'which file', ['scenario', 'area']).default('scenario'))
    .addHelpText('after', examples('schema > scenario.schema.json', 'schema area'))
    .action(does(async what => (await import('./schema-command.ts')).schemaCommand(what)));

  program
    .command('init')
    .summary('write a starter scenario')
    .description(
      'Write a commented scenario to start from; it runs as it is. A file that exists is never overwritten.',
    )
    .argument('[file]', 'where to; - for stdout', 'scenario.yaml')
    .addHelpText('after', examples('init', 'init scenarios/my-question.yaml', 'init -'))
    .action(does(async file => (await import('./init-command.ts')).initCommand(file)));

  const area = program
    .command('area')
    .summary('import and check an area’s figures')
    .description('Import an area’s figures from the national statistics, and check a start against them.')
    .addHelpText(
      'after',
      examples('area import viewit-export.csv --area Barnet --period 2016/17', 'area check barnet'),
    );

  area
    .command('import')
    .summary('turn an export of the national statistics viewer into an area file')
    .description(
      'Turn the national statistics viewer’s full adult export (CSV) into an area file. An existing file is replaced in one go, its local figures kept, and every change listed.',
    )
    .argument('<file>', 'the export (CSV)')
    .requiredOption('--area <name>', 'the area, as the export calls it')
    .option('--period <year>', 'the financial year, such as 2016/17 (default: the latest)')
    .option('--to <file>', 'the area file (default: scenarios/areas/<area>.yaml)')
    .option('--json', 'what changed as one JSON document')
    .addHelpText(
      'after',
      examples(
        'area import viewit.csv --area Barnet --period 2016/17',
        'area import viewit.csv --area Leeds --to leeds.yaml',
      ),
    )
    .action(
      does(async (file, options) =>
        (await import('./area-import-command.ts')).areaImportCommand(file, options),
      ),
    );

  area
    .command('check')
    .summary('compare the first simulated year with the published one')
    .description(
      'Compare the first simulated year of an untouched run with the area’s published year. Exits 1 when a line is out.',
    )
    .argument('[area]', 'an area file, or the name of one under scenarios/areas', 'barnet')
    .option('--json', 'as one JSON document')
    .addHelpText(
      'after',
      examples('area check', 'area check leeds', 'area check scenarios/areas/barnet.yaml --json'),
    )
    .action(
      does(async (file, options) =>
        (await import('./area-check-command.ts')).areaCheckCommand(file, options),
      ),
    );
}

/** `model`, which prints its structure, and what else can be seen of it. */
function addModelCommands(program: Command): void {
  const model = program
    .command('model')
    .summary('see inside the model: its structure, equations, pictures, the order of one step')
    .description(
      'What the model is made of: counts by kind and by sector, its feedback, and what a reviewer looks for: numbers inside equations, names that nothing reads, numbers without a source.',
    )
    .option('--json', 'as one JSON document')
    .addHelpText('after', examples('model', 'model equations --out model.md', 'model diagram', 'model order'))
    // A word that is no command of the group is then told with the nearest that is.
    .allowExcessArguments()
    .action(
      does(async options => {
        const [word] = model.args;
        if (word !== undefined) throw unknownWord(word, model);
        return (await import('./model-command.ts')).structureCommand(options);
      }),
    );

  model
    .command('order')
    .summary('print the order of one step')
    .description('What one step computes, in its order.')
    .option('--json', 'as one JSON document')
    .addHelpText('after', examples('model order', 'model order --json'))
    .action(does(async options => (await import('./model-command.ts')).orderCommand(options)));

  model
    .command('equations')
    .summary('write the whole model out: every equation, parameter and source')
    .description(
      'Every sector with all that it declares: doc, unit, equation of every element, what feeds it and what it feeds; of parameters value, range, distribution, status and source. A file that this command did not write is never overwritten.',
    )
    .option('--sector <name>', 'this sector alone')
    .option('--markdown', 'as Markdown, with a table of contents and an index')
    .option('--out <file>', 'to a file: as Markdown, or as JSON with --json')
    .addOption(new Option('--json', 'as one JSON document').conflicts('markdown'))
    .addHelpText(
      'after',
      examples(
        'model equations --sector mortality',
        'model equations --out model.md',
        'model equations --sector work --markdown',
      ),
    )
    .action(does(async options => (await import('./equations-command.ts')).equationsCommand(options)));

  model
    .command('diagram')
    .summary('draw stocks and flows, and the feedback loops')
    .description(
      'Draw the model or a sector of it (SVG or Mermaid text): stocks with their flows and what drives them, and for each named feedback loop the ring of variables that closes it, found in the equations. An earlier picture is replaced, and nothing else is.',
    )
    .option('--sector <name>', 'this sector alone')
    .option('--loops', 'the feedback loops alone')
    .option(
      '--out <place>',
      'a folder, or a file that ends in .svg (.mmd with --mermaid), or - for stdout (default: the folder diagrams)',
    )
    .option('--mermaid', 'as Mermaid text; on stdout where no place is named')
    .option('--json', 'the graph as one JSON document; pictures only where a place is named')
    .addHelpText(
      'after',
      examples(
        'model diagram',
        'model diagram --sector workforce --out workforce.svg',
        'model diagram --loops --out loops.svg',
        'model diagram --sector work --mermaid',
      ),
    )
    .action(does(async options => (await import('./diagram-command.ts')).diagramCommand(options)));
}

/** A fault of usage that names the nearest command of a group. */
function unknownWord(word: string, group: Command): BadInput {
  const message = `"${word}" is not a command of tx-sim ${group.name()}`;
  const hint = suggest(
    word,
    group.commands.map(c => c.name()),
  );
  return new BadInput([{ code: 'cli/unknown-command', severity: 'error', message, ...(hint && { hint }) }]);
}

/** An argument that is one of a few words; a near miss is told. */
function wordFrom(name: string, about: string, words: readonly string[]): Argument {
  const argument = new Argument(name, `${about}: ${words.join(', ')}`);
  return argument.argParser(word => {
    if (words.includes(word)) return word;
    throw new InvalidArgumentError(suggest(word, words) ?? `Expected one of: ${words.join(', ')}.`);
  });
}

const list = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...value.split(',').filter(Boolean),
];

/** An action whose number becomes the exit code, and whose failure is told. */
function does(action: (...args: never[]) => Promise<number>) {
  return async (...args: unknown[]): Promise<void> => {
    const command = args.at(-1) as Command;
    const options = command.optsWithGlobals();
    try {
      process.exitCode = await action(...([...args.slice(0, -2), options] as never[]));
    } catch (e) {
      process.exitCode = (await import('./tell.ts')).tellFailure(e, options);
    }
  };
}

export function examples(...all: readonly string[]): string {
  return `\nExamples:\n${all.map(example => `  $ tx-sim ${example}`).join('\n')}`;
}
