import { Argument, type Command, InvalidArgumentError } from 'commander';
import { suggest } from '../../diagnostics/diagnostic.ts';
import { Interrupted } from '../tell/interrupt.ts';

/** An argument that is one of a few words; a near miss is told. */
export function wordFrom(name: string, about: string, words: readonly string[]): Argument {
  const argument = new Argument(name, `${about}: ${words.join(', ')}`);
  return argument.argParser(word => {
    if (words.includes(word)) return word;
    throw new InvalidArgumentError(suggest(word, words) ?? `Expected one of: ${words.join(', ')}.`);
  });
}

/** Words with commas between, from one option or several. */
export const list = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...value.split(',').filter(Boolean),
];

/** An action whose number becomes the exit code, and whose failure is told. */
export function does(action: (...args: never[]) => Promise<number>) {
  return async (...args: unknown[]): Promise<void> => {
    const command = args.at(-1) as Command;
    const options = command.optsWithGlobals();
    try {
      process.exitCode = await action(...([...args.slice(0, -2), options] as never[]));
    } catch (e) {
      if (e instanceof Interrupted) await e.endProcess();
      process.exitCode = (await import('../tell/tell.ts')).tellFailure(e, options);
    }
  };
}

/** The examples that end a help text. */
export function examples(...all: readonly string[]): string {
  return `\nExamples:\n${all.map(example => `  $ tx-sim ${example}`).join('\n')}`;
}
