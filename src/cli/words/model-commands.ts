import { type Command, Option } from 'commander';
import { BadInput, suggest } from '../../diagnostics/diagnostic.ts';
import { does, examples } from './command-parts.ts';

/** `model`, which prints its structure, and what else can be seen of it. */
export function addModelCommands(program: Command): void {
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
        return (await import('../commands/model-command.ts')).structureCommand(options);
      }),
    );

  model
    .command('order')
    .summary('print the order of one step')
    .description('What one step computes, in its order.')
    .option('--json', 'as one JSON document')
    .addHelpText('after', examples('model order', 'model order --json'))
    .action(does(async options => (await import('../commands/model-command.ts')).orderCommand(options)));

  model
    .command('equations')
    .summary('write the whole model out: every equation, parameter and source')
    .description(
      'Every sector with all that it declares: doc, unit, equation of every element, what feeds it and what it feeds; of parameters value, range, distribution, status and source. A file that this command did not write is never overwritten.',
    )
    .option('--sector <name>', 'this sector alone, by its name in `tx-sim model` (usually all)')
    .option('--markdown', 'as Markdown, with a table of contents and an index')
    .option('--out <file>', 'to a file: as Markdown, or as JSON with --json (usually to stdout)')
    .addOption(new Option('--json', 'as one JSON document').conflicts('markdown'))
    .addHelpText(
      'after',
      examples(
        'model equations --sector mortality',
        'model equations --out model.md',
        'model equations --sector work --markdown',
      ),
    )
    .action(
      does(async options => (await import('../commands/equations-command.ts')).equationsCommand(options)),
    );

  model
    .command('diagram')
    .summary('draw stocks and flows, and the feedback loops')
    .description(
      'Draw the model or a sector of it (SVG or Mermaid text): stocks with their flows and what drives them, and for each named feedback loop the ring of variables that closes it, found in the equations. An earlier picture is replaced, and nothing else is.',
    )
    .option('--sector <name>', 'this sector alone, by its name in `tx-sim model` (usually all)')
    .option('--loops', 'the feedback loops alone')
    .option(
      '--out <place>',
      'a folder, or a file that ends in .svg (.mmd with --mermaid), or - for stdout (usually the folder diagrams)',
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
    .action(does(async options => (await import('../commands/diagram-command.ts')).diagramCommand(options)));
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
