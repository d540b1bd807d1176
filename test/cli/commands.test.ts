import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scenarioSchema } from '../../src/scenario/schema.ts';
import { folderWith, txSim } from './tx-sim.ts';

const here = process.cwd();
/** Says of every file that a program reads at once which it is. */
const TELL_READS = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const read = fs.readFileSync;
  fs.readFileSync = (file, ...how) => {
    process.stderr.write('read ' + file + '\\n');
    return read(file, ...how);
  };
  syncBuiltinESMExports();`)}`;

describe('usage', () => {
  // What it takes in time is in the benchmark; what would take time is to load anything else.
  it('answers a call for help with nothing loaded but the command itself', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', TELL_READS, 'bin/tx-sim.mjs', '--help'],
      {
        encoding: 'utf8',
      },
    );
    expect(status).toBe(0);
    // The bundler may put its own few lines into a file of their own.
    const read = [...stderr.matchAll(/^read (.*)$/gm)]
      .map(m => basename(m[1]!))
      .filter(name => !name.startsWith('rolldown-runtime-'));
    expect(read.toSorted()).toEqual(['tx-sim.cjs', 'tx-sim.code']);
  });

  it('prints its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(txSim(here, ['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it.each([
    [['rnu'], 'Did you mean run?'],
    [['run'], "missing required argument 'scenario'"],
    [['run', 'x', '--jsn'], 'Did you mean --json?'],
    [['run', 'x', '--json', '--csv'], "option '--csv' cannot be used with option '--json'"],
    [['list', 'stock'], 'did you mean stocks?'],
    [['schema', 'ares'], 'did you mean area?'],
    [['area', 'import', 'x.csv'], "required option '--area <name>' not specified"],
    [[], 'Usage: tx-sim'],
  ])('exits 2 on %j, and helps', (args, help) => {
    const { code, out, err } = txSim(here, args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(help);
  });
});

describe('tx-sim list', () => {
  it.each([
    ['outcomes', /^in_treatment +outcome +people +group, age +People in treatment$/m],
    ['parameters', /^handoff_loss +0\.1 +fraction +0\.03–0\.15 +triangular +assumption$/m],
    ['stocks', /^waiting +people +group, age +People who have asked/m],
    ['faults', /^ {2}scenario\/unknown-lot +A policy names a service/m],
    ['policies', /^ {4}for example +\{cut: 15%, from: 2017-04, over: 3 years\}$/m],
  ])('prints %s, for people and for programs', (what, line) => {
    const { code, out } = txSim(here, ['list', what]);
    expect(code).toBe(0);
    expect(out).toMatch(line);
    const { schemaVersion, items } = JSON.parse(txSim(here, ['list', what, '--json']).out);
    expect(schemaVersion).toBe(1);
    expect(items.length).toBeGreaterThan(10);
    expect(items[0]).toHaveProperty('name');
  });
});

describe('tx-sim explain', () => {
  it('says what a stock is, what feeds it, what it feeds, and what it holds at the start', () => {
    const { code, out } = txSim(here, ['explain', 'waiting']);
    expect(code).toBe(0);
    expect(out).toMatch(/^waiting: stock, sector people\n/);
    expect(out).toMatch(/\nsrc\/model\/treatment\/2\w-\w+\.yaml:\d+\n/);
    expect(out).toMatch(/\nfed by +auxiliary: trend_at_start\n +move: .*asking/);
    expect(out).toMatch(/outcome: people_waiting/);
    expect(out).toMatch(/\nAt the start, on Barnet 2016\/17 \(people\):\n +18–29 +30–49 +50\+\n/);
  });

  it('gives a parameter with its source, a figure with its method, an outcome with its first year', () => {
    expect(txSim(here, ['explain', 'handoff_loss']).out).toMatch(
      /\nrange +0\.03 to 0\.15\n[\s\S]*\nstatus +assumption\nsource +proposed/,
    );
    expect(txSim(here, ['explain', 'need']).out).toMatch(/\nmethod +opiate: England's/);
    expect(txSim(here, ['explain', 'in_treatment']).out).toMatch(
      /\nin 2016\/17 +1,025 people, on Barnet 2016\/17\n/,
    );
  });

  it('suggests the nearest name for one that nothing has', () => {
    expect(txSim(here, ['explain', 'wating'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('[cli/unknown-name]\n  did you mean waiting?'),
    });
  });

  it('says what a fault means by its code, as a message shows it or bare', () => {
    const { code, out, err } = txSim(here, ['explain', '[scenario/unknown-lot]']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^scenario\/unknown-lot\nA policy names a service that the model does not have;/);
    expect(JSON.parse(txSim(here, ['explain', 'scenario/unknown-lot', '--json']).out)).toEqual({
      schemaVersion: 1,
      name: 'scenario/unknown-lot',
      doc: expect.stringContaining('`tx-sim list policies`'),
    });
  });

  it.each([
    ['scenario/unknwn-lot', '\n  did you mean scenario/unknown-lot?'],
    ['policy/unknown-lot', '\n  did you mean scenario/unknown-lot?'],
    ['no/such-thing-at-all', '\n  `tx-sim list faults` prints them all'],
  ])('suggests the nearest fault for %s', (name, hint) => {
    const { code, out, err } = txSim(here, ['explain', name]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`no fault has the code "${name}" [cli/unknown-name]${hint}`);
  });

  it('gives the same as JSON', () => {
    const document = JSON.parse(txSim(here, ['explain', 'wait', '--json']).out);
    expect(document).toMatchObject({
      schemaVersion: 1,
      name: 'wait',
      kind: 'auxiliary',
      unit: 'week',
      says: { equation: expect.any(String) },
      worth: { area: 'Barnet', values: [{ elements: [] }] },
    });
    expect(document.worth.values[0].value).toBeGreaterThan(0);
  });
});

describe('tx-sim model', () => {
  it('counts what the model holds', () => {
    const { out } = txSim(here, ['model']);
    expect(out).toMatch(/\nhash +[0-9a-f]{12}\n/);
    expect(out).toMatch(/\nstock +\d+ {2}\d+ numbers carried/);
    expect(out).toMatch(/\nparameter +\d+ {2}\d+ read, /);
    expect(out).toMatch(/\nBy sector\n[\s\S]*\npeople +19 +/);
  });

  it('shows the feedback, and what a reviewer looks for', () => {
    const { out } = txSim(here, ['model']);
    expect(out).toMatch(/\n {2}R1 {2}burnout and vacancies\n/);
    expect(out).toMatch(/\nOf \d+ variables that equations compute, \d+ reach themselves again/);
    expect(out).toMatch(/\nParameters and published figures without a source\nnone\n$/);
    const document = JSON.parse(txSim(here, ['model', '--json']).out);
    expect(document).toMatchObject({ schemaVersion: 1, unsourced: [] });
    expect(document.bySector.map((s: { name: string }) => s.name)).toEqual(document.sectors);
  });

  it('knows what is in the group, and suggests the nearest', () => {
    expect(txSim(here, ['model', 'ordr'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('[cli/unknown-command]\n  did you mean order?'),
    });
  });

  it('prints the order of one step, each name after what it reads', () => {
    const { phases, order } = JSON.parse(txSim(here, ['model', 'order', '--json']).out);
    expect(phases).toHaveLength(4);
    expect(order.indexOf('lot_price')).toBeGreaterThan(order.indexOf('grant'));
    expect(txSim(here, ['model', 'order']).out).toMatch(/^One step\n1\. The clock[\s\S]*\n {3}1 {2}\w+\n/);
  });
});

describe('tx-sim schema', () => {
  it('prints the schema that ships, and one for areas', () => {
    expect(JSON.parse(txSim(here, ['schema']).out)).toEqual(JSON.parse(JSON.stringify(scenarioSchema())));
    expect(JSON.parse(txSim(here, ['schema', 'area']).out)).toMatchObject({
      title: 'tx-sim area',
      required: ['area', 'period'],
    });
  });
});

describe('tx-sim init', () => {
  it('writes a scenario that runs as it is, and never over a file', () => {
    const folder = folderWith({});
    expect(txSim(folder, ['init', 'mine/q.yaml'])).toEqual({
      code: 0,
      out: 'Wrote mine/q.yaml. Next: tx-sim run mine/q.yaml\n',
      err: '',
    });
    expect(txSim(folder, ['run', 'mine/q.yaml', '--csv', '--only', 'deaths'])).toMatchObject({
      code: 0,
      err: '',
    });
    const text = readFileSync(join(folder, 'mine/q.yaml'), 'utf8');
    expect(txSim(folder, ['init', 'mine/q.yaml'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('init never overwrites'),
    });
    expect(readFileSync(join(folder, 'mine/q.yaml'), 'utf8')).toBe(text);
  });

  it('prints it where asked', () => {
    const { code, out } = txSim(here, ['init', '-']);
    expect(code).toBe(0);
    expect(out).toMatch(/^# yaml-language-server: \$schema=src\/scenario\/scenario\.schema\.json\n/);
    expect(out).toContain('\narea: scenarios/areas/barnet.yaml\n');
  });
});
