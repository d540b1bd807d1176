import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addCommands } from '../../src/cli/words/commands.ts';
import { folderWith, SHORT, txSim } from '../cli/tx-sim.ts';
import { COMMANDS, expectAlone, OURS } from './expect-alone.ts';

/** The commands that do something, as the command line knows them. */
function namesOf(command: Command, before = ''): string[] {
  return command.commands.flatMap(c => {
    const name = `${before}${c.name()}`;
    const own = (c as unknown as { _actionHandler: unknown })._actionHandler ? [name] : [];
    return [...own, ...namesOf(c, `${name} `)];
  });
}

describe('every command', { timeout: 240_000 }, () => {
  it('is among those that are tried here', () => {
    const program = new Command();
    addCommands(program);
    const tried = COMMANDS.map(([args]) => args);
    for (const name of namesOf(program))
      expect(
        tried.some(t => `${t} `.startsWith(`${name} `)),
        name,
      ).toBe(true);
  });

  // The others are tried at length.
  expectAlone(COMMANDS.filter(([args]) => /^(run|lock|verify|validate|init|area new)\b/.test(args)));
});

describe('the environment', () => {
  it('changes nothing but colours and what a fault of ours tells, whatever else is in it', () => {
    const folder = folderWith({ 's.yaml': SHORT });
    const loud = {
      CI: '1',
      CLICOLOR_FORCE: '1',
      COLORTERM: 'truecolor',
      COLUMNS: '40',
      DEBUG: '*',
      LANG: 'de_DE.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      LOG_STREAM: '1',
      LOG_TOKENS: '1',
      TERM: 'xterm-256color',
      TF_BUILD: '1',
      TX_SIM_DEBUG: '1',
      TZ: 'Pacific/Kiritimati',
    };
    for (const args of [['run', 's.yaml', '--all'], ['--help'], ['validate', 's.yaml', 'none.yaml']])
      expect(txSim(folder, args, loud)).toEqual(txSim(folder, args));
  });

  it('is asked by our own code for what is told, and for nothing else', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('.ts'));
    const texts = [...sources.map(f => join('src', f)), ...readdirSync('bin').map(f => join('bin', f))].map(
      f => readFileSync(f, 'utf8'),
    );
    const uses = texts.flatMap(text => text.match(/process\.env.{0,20}/g) ?? []);
    const names = uses.map(use => /^process\.env\['(\w+)'\]/.exec(use)?.[1] ?? use);
    expect([...new Set(names)].sort()).toEqual(OURS);
    const { out } = txSim('.', ['--help']);
    for (const name of OURS) expect(out).toContain(`\n  ${name}=1 `);
  });
});

describe('what ships', () => {
  it('takes from Node nothing that could reach the network or start a program', () => {
    const MAY =
      /^(node:)?(buffer|crypto|events|fs|module|os|path|process|tty|url|util|v8|vm|worker_threads)$/;
    const taken = new Set<string>();
    for (const folder of ['dist', 'bin'])
      for (const file of readdirSync(folder).filter(f => /\.[cm]js$/.test(f))) {
        const text = readFileSync(join(folder, file), 'utf8');
        for (const [, name] of text.matchAll(
          /(?:\brequire|\bgetBuiltinModule)\(["']([^"']+)["']\)|^import\b[^"']*["']([^"']+)["']/gm,
        ))
          if (name !== undefined && !name.startsWith('.')) taken.add(name);
      }
    expect([...taken].filter(name => !MAY.test(name))).toEqual([]);
    expect([...taken]).toEqual(expect.arrayContaining(['node:fs', 'node:worker_threads']));
  });
});
