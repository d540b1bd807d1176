import { Command, CommanderError } from 'commander';
import { examples } from './command-parts.ts';
import { addCommands } from './commands.ts';
import { EXIT } from './exit-codes.ts';
import { description, version } from './version.ts';

const program = new Command('tx-sim')
  .description(description)
  .version(version)
  .option('--color', 'colour the output whatever it goes to')
  .option('--no-color', 'never colour the output (so does NO_COLOR=1)')
  .exitOverride()
  .showHelpAfterError('(tx-sim --help, or tx-sim <command> --help, shows how)')
  .addHelpText(
    'after',
    `${examples(
      'run scenarios/big-bang-or-evolution.yaml',
      'explain waiting',
      'list outcomes',
      'init my-question.yaml',
    )}

Environment:
  NO_COLOR=1      never colour the output
  FORCE_COLOR=1   colour it whatever it goes to; 0 never
  TX_SIM_DEBUG=1  show where a fault of ours came from`,
  );
addCommands(program);

// A reader that has seen enough (`| head`) closes the pipe; that is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (e: NodeJS.ErrnoException) => {
    if (e.code === 'EPIPE') process.exit();
    // Nothing more can be said on a stream that cannot be written.
    if (stream === process.stdout) process.stderr.write(`error: cannot write the output: ${e.message}\n`);
    process.exit(EXIT.badInput);
  });

program.parseAsync().catch((e: unknown) => {
  if (!(e instanceof CommanderError)) throw e;
  // Help and version that were asked for are no error; every fault of usage is.
  const isAsked = ['commander.helpDisplayed', 'commander.version'].includes(e.code);
  process.exitCode = isAsked ? EXIT.fine : EXIT.badInput;
});
