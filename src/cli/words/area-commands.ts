import type { Command } from 'commander';
import { does, examples } from './command-parts.ts';

/** `area`, and what can be done with the figures of one. */
export function addAreaCommands(program: Command): void {
  const area = program
    .command('area')
    .summary('make, import and check an area’s figures')
    .description(
      'Make an area’s figures from what is published for all, import them from the national statistics, and check a start against them.',
    )
    .addHelpText(
      'after',
      examples(
        'area new Leeds',
        'area import viewit-export.csv --area Barnet --period 2016/17',
        'area check barnet',
      ),
    );

  area
    .command('new')
    .summary('make the area file of an authority without an export')
    .description(
      'Make the area file of any of England’s authorities that provide treatment, from what is published for all of them: alcohol need, alcohol treatment and deaths from drug poisoning. The rest is scaled from England’s average authority; each figure says whether it is local or scaled, and how. A file that is there is never overwritten.',
    )
    .argument('<name>', 'the authority, by name or code')
    .option('--to <file>', 'the area file (usually scenarios/areas/<name>.yaml)')
    .option('--json', 'what was written as one JSON document')
    .addHelpText(
      'after',
      examples(
        'area new Leeds',
        'area new "Bristol, City of" --to bristol.yaml',
        'area new E08000035 --json',
      ),
    )
    .action(
      does(async (name, options) =>
        (await import('../commands/area-new-command.ts')).areaNewCommand(name, options),
      ),
    );

  area
    .command('import')
    .summary('turn an export of the national statistics viewer into an area file')
    .description(
      'Turn the national statistics viewer’s full adult export (CSV) into an area file. An existing file is replaced in one go, its local figures kept, and every change listed.',
    )
    .argument('<file>', 'the export (CSV)')
    .requiredOption('--area <name>', 'the area, as the export calls it; must be given')
    .option('--period <year>', 'the financial year, such as 2016/17 (usually the latest)')
    .option('--to <file>', 'the area file (usually scenarios/areas/<area>.yaml)')
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
        (await import('../commands/area-import-command.ts')).areaImportCommand(file, options),
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
        (await import('../commands/area-check-command.ts')).areaCheckCommand(file, options),
      ),
    );
}
