import { Command } from 'commander';
import { description, version } from '../disk/version.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { examples } from './command-parts.ts';
import { addCommands } from './commands.ts';

/** The command itself with all below it; what it does when a word is wrong is for whoever parses with it. */
export function makeProgram(): Command {
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
        'compare scenarios/big-bang-or-evolution.yaml --draws 200',
        'explain waiting',
        'list outcomes',
        'init my-question.yaml',
      )}

Exit codes:
  ${EXIT.fine}    fine
  ${EXIT.failed}    an expectation, a comparison or a check failed, or more than 1% of the draws
  ${EXIT.badInput}    bad usage or input, or a file or folder that cannot be read or written
  ${EXIT.ourFault}    a fault of ours, or a run whose numbers went wrong
  130  interrupted by Ctrl-C (143 by SIGTERM)

Environment:
  NO_COLOR=1      never colour the output
  FORCE_COLOR=1   colour it whatever it goes to; 0 never
  TX_SIM_DEBUG=1  show where a fault of ours came from`,
    );
  addCommands(program);
  return program;
}
