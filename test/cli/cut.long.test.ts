import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CUT, folderWith, txSim } from './tx-sim.ts';

describe('tx-sim run --cut', { timeout: 240_000 }, () => {
  it('carries it in JSON, CSV and a results folder', () => {
    const folder = folderWith({ 's.yaml': CUT });
    const run = (...more: string[]) => txSim(folder, ['run', 's.yaml', '--only', 'deaths', ...more]);
    const document = JSON.parse(run('--cut', 'B2', '--json').out);
    const plain = JSON.parse(run('--json').out);
    expect(document.cut).toMatchObject({
      loops: [
        {
          name: 'B2',
          label: 'overtime',
          parameters: [{ name: 'overtime', value: 0.1, neutral: 0 }],
          atWork: true,
        },
      ],
      sentences: [expect.stringMatching(/^Without B2 \(overtime\), /)],
      windows: [{ name: '2016/17' }, { name: '2017/18' }],
      outcomes: [{ name: 'deaths', arms: { as_now: {}, cut: { overall: expect.any(Number) } } }],
    });
    const { cut: _, ...rest } = document;
    expect(rest).toEqual(plain);

    const csv = run('--cut', 'B2', '--csv').out;
    const without = run('--csv').out;
    expect(csv.startsWith(without)).toBe(true);
    expect(csv.slice(without.length)).toMatch(
      /^as_now without B2,deaths,.*\r\n(.*\r\n)*cut without B2,deaths,/,
    );

    run('--cut', 'B2', '--out', 'results');
    const read = (file: string): string => readFileSync(join(folder, 'results', file), 'utf8');
    expect(JSON.parse(read('manifest.json'))).toMatchObject({ schemaVersion: 1, cut: ['B2'] });
    expect(read('outcomes.csv')).toMatch(/\r\ncut without B2,completions,/);
    expect(read('scenario.resolved.yaml')).not.toContain('B2');
  });
});
