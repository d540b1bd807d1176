import { CommanderError } from 'commander';
import { EXIT } from './tell/exit-codes.ts';
import { makeProgram } from './words/program.ts';

// A reader that has seen enough (`| head`) closes the pipe; that is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (e: NodeJS.ErrnoException) => {
    if (e.code === 'EPIPE') process.exit();
    // Nothing more can be said on a stream that cannot be written.
    if (stream === process.stdout) process.stderr.write(`error: cannot write the output: ${e.message}\n`);
    process.exit(EXIT.badInput);
  });

makeProgram()
  .parseAsync()
  .catch((e: unknown) => {
    if (!(e instanceof CommanderError)) throw e;
    // Help and version that were asked for are no error; every fault of usage is.
    const isAsked = ['commander.helpDisplayed', 'commander.version'].includes(e.code);
    process.exitCode = isAsked ? EXIT.fine : EXIT.badInput;
  });
