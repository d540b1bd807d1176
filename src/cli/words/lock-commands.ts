import { Argument, type Command } from 'commander';
import { LOCKED_DRAWS } from '../load/usual-draws.ts';
import { does, examples } from './command-parts.ts';

/** Commands that hold published results. */
export function addLockCommands(program: Command): void {
  program
    .command('lock')
    .summary('write the published numbers of a scenario beside it')
    .description(
      'Run scenarios as their files say, at the usual values and in draws, and write every number beside them with what it rests on: x.lock.json of x.yaml. `check` holds later runs to it. A lock whose numbers moved is only written anew with a reason, which is kept in it.',
    )
    .argument('<scenarios...>', 'scenario files (YAML)')
    .option('--draws <number>', `how many draws, 0 for none (usually ${LOCKED_DRAWS})`)
    .option('--sampling <how>', 'random, latin (hypercube) or sobol (shifted); usually random')
    .option('--reason <text>', 'why numbers that were locked before may move')
    .option('--workers <number>', 'scenarios side by side (usually as many as the machine runs at once)')
    .option('--json', 'everything as one JSON document')
    .addHelpText(
      'after',
      examples(
        'lock my-scenarios/cut.yaml',
        'lock my-scenarios/cut.yaml my-scenarios/retender.yaml --draws 1000',
        "lock my-scenarios/cut.yaml --reason 'the grant for 2025/26 is known now'",
      ),
    )
    .action(
      does(async (files, options) =>
        (await import('../commands/lock-command.ts')).lockCommand(files, options),
      ),
    );

  program
    .command('check')
    .summary('run locked scenarios again and say which numbers moved')
    .description(
      'Run every locked scenario again, over the cores, and say of each: unchanged; moved, which numbers and why; stale, where the lock is of another model, scenario, area or fit; or missing. Exits 1 unless all are unchanged.',
    )
    .addArgument(
      new Argument('[paths...]', 'scenario files, locks, or folders of them').default(
        ['scenarios'],
        'the folder scenarios',
      ),
    )
    .option('--update', 'write locks anew that are not as they were, and those that are missing')
    .option('--reason <text>', 'with --update: why numbers may move')
    .option('--junit <file>', 'write the result as a JUnit report as well')
    .option('--all', 'every number that moved, and what is worth a second look')
    .option('--workers <number>', 'scenarios side by side (usually as many as the machine runs at once)')
    .option('--json', 'everything as one JSON document')
    .addHelpText(
      'after',
      examples(
        'check',
        'check scenarios/claims --junit check.xml',
        "check my-scenarios --update --reason 'caseloads of 2024 are in the area file'",
      ),
    )
    .action(
      does(async (paths, options) =>
        (await import('../commands/check-command.ts')).checkCommand(paths, options),
      ),
    );

  program
    .command('verify')
    .summary('repeat a results folder and say whether it comes out the same')
    .description(
      'Repeat what a folder of results holds, from nothing but the folder, and set every file of it beside what came out now. Exits 1 where a file was changed since it was written, or comes out otherwise.',
    )
    .argument('<folder>', 'a folder that --out has written')
    .option('--workers <number>', 'threads (usually as many as the machine runs at once)')
    .option('--json', 'everything as one JSON document')
    .addHelpText('after', examples('verify results/steady', 'verify results/rescue --json'))
    .action(
      does(async (folder, options) =>
        (await import('../commands/verify-command.ts')).verifyCommand(folder, options),
      ),
    );
}
