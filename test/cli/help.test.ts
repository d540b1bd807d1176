import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { makeProgram } from '../../src/cli/words/program.ts';
import { txSim } from './tx-sim.ts';

const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

/** A command with all below it, less commander's own `help`. */
const withBelow = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withBelow)];

const all = withBelow(makeProgram());
const byPath = new Map(all.map(command => [pathOf(command), command]));

/** What `--help` prints. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: words => (text += words) });
  command.outputHelp();
  return text;
}

/** The examples of a help text: each from its prompt on, over as many lines as it goes on. */
const examplesOf = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}\$ tx-sim ((?:.*\\\n)*.*)$/gm)].map(m => m[1]!.replaceAll(/\\\n\s*/g, ''));

/** The words of a line as a shell parts them, without what is sent to a file. */
const wordsOf = (line: string): string[] =>
  [...line.replace(/ > .*/, '').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(m => m[1] ?? m[2] ?? m[3]!);

interface Asked {
  readonly command: string;
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a line asks for, by the command's own rules; nothing is done. @throws CommanderError as the command does */
function parse(line: string): Asked {
  const program = makeProgram();
  let asked: Asked | undefined;
  for (const command of withBelow(program).filter(c => c !== program))
    command.configureOutput({ writeErr: () => {} }).action(() => {
      asked = { command: pathOf(command), words: command.args, options: command.opts() };
    });
  program.configureOutput({ writeErr: () => {} }).parse(wordsOf(line), { from: 'user' });
  return asked!;
}

const shown = all.flatMap(command =>
  examplesOf(helpOf(command)).map(line => [line, pathOf(command)] as const),
);

/** The names in a list that `tx-sim list` prints. */
const listed = (what: string): ReadonlySet<string> =>
  new Set(
    JSON.parse(txSim('.', ['list', what, '--json']).out).items.map((item: { name: string }) => item.name),
  );

describe('the help of', () => {
  it.each([...byPath.keys()])('%s says what it is, what it takes and how it is used', path => {
    const command = byPath.get(path)!;
    const help = helpOf(command);
    expect(help).toMatch(new RegExp(`\\nExamples:\\n {2}\\$ ${path}\\b`));
    expect(command.description()).toMatch(/\.$/);
    expect(command.description().length).toBeGreaterThan(20);
    for (const { name, description } of command.registeredArguments.map(a => ({
      name: a.name(),
      description: a.description,
    })))
      expect(description, name).not.toBe('');
    for (const { flags, description, mandatory } of command.options) {
      expect(description, flags).not.toBe('');
      if (mandatory) expect(description, flags).toContain('must be given');
      // A number or a way of doing has something that holds where nobody says.
      if (/<(number|how)>/.test(flags)) expect(description, flags).toMatch(/usual|absent|with --draw\b/);
    }
  });

  it('tx-sim says how it ends, and what it asks of the environment', () => {
    const help = helpOf(byPath.get('tx-sim')!);
    for (const code of ['0', '1', '2', '3', '130'])
      expect(help).toMatch(new RegExp(`^ {2}${code} +\\S`, 'm'));
    for (const name of ['NO_COLOR', 'FORCE_COLOR', 'TX_SIM_DEBUG'])
      expect(help).toMatch(new RegExp(`^ {2}${name}=1 +\\S`, 'm'));
  });
});

describe('the examples of the help', () => {
  it('are of the command that shows them, or of one below it', () => {
    expect(shown.length).toBeGreaterThan(60);
    for (const [line, path] of shown) expect(parse(line).command, line).toMatch(new RegExp(`^${path}\\b`));
  });

  it('are told from what is none', () => {
    expect(() => parse('run')).toThrow("missing required argument 'scenario'");
    expect(() => parse('run x.yaml --drws 3')).toThrow("unknown option '--drws'");
    expect(() => parse('list stock')).toThrow('did you mean stocks?');
  });

  it('name files that ship, but for those of the reader’s own', () => {
    const named = shown.flatMap(([line]) => {
      const { command, words, options } = parse(line);
      const read = command === 'tx-sim init' ? [] : [...words, options['area']];
      return read.filter(word => typeof word === 'string').filter(word => /^(scenarios|src)\//.test(word));
    });
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(file => !existsSync(file.replace('/*.yaml', '')))).toEqual([]);
  });

  it('name what the model has', () => {
    const lists = {
      only: listed('outcomes'),
      on: listed('outcomes'),
      cut: listed('loops'),
      appraisal: listed('appraisals'),
    };
    const wrong = shown.flatMap(([line]) => {
      const { options } = parse(line);
      return Object.entries(lists).flatMap(([option, names]) =>
        [options[option] ?? []].flat().filter(name => !names.has(name as string)),
      );
    });
    expect(wrong).toEqual([]);
  });

  const explained = [...new Set(shown.map(([line]) => line).filter(line => line.startsWith('explain ')))];
  it.each(explained)('%s is answered', line => {
    expect(txSim('.', wordsOf(line))).toMatchObject({ code: 0, err: '' });
  });
});
