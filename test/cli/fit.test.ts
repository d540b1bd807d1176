import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdPlace } from '../../src/cli/disk/hold-place.ts';
import { FIT_FILES as FILES, FIT, SERIES } from './fit-files.ts';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

/** A second thread takes longer to start than it would save. */
const few = ['--evaluations', '600', '--workers', '1'];

/** A folder in which a fit has been made, what it printed, and the draws that it wrote. */
function fitted(files: Readonly<Record<string, string>> = FILES, ...more: string[]) {
  const folder = folderWith(files);
  const ended = txSim(folder, ['fit', 'fit.yaml', ...few, ...more]);
  expect(ended.code).toBe(0);
  return { ...ended, posterior: readFileSync(join(folder, 'fit-posterior.yaml'), 'utf8') };
}

describe('a fit', () => {
  it('prints estimates beside priors, and writes draws that a scenario takes its parameters from', () => {
    const { out, err, posterior } = fitted();
    expect(err).toContain('wrote fit-posterior.yaml');
    expect(out).toMatch(/asking elasticity .*fraction/);
    expect(out).toContain('Shown, and not fitted');
    const again = folderWith({
      's.yaml': SHORT.replace('arms:', 'parameters_from: fit-posterior.yaml\narms:'),
      'fit-posterior.yaml': posterior,
    });
    const run = txSim(again, ['run', 's.yaml', '--json']);
    expect(run.code).toBe(0);
    const { fit, warnings } = JSON.parse(run.out);
    expect(Object.keys(fit.medians)).toEqual(['asking_elasticity', 'time_exponent']);
    expect(warnings).not.toContain(
      'the parameters of fit-posterior.yaml were fitted with another model than this one',
    );
  });

  it('tells every fault of its files at once, and writes nothing', () => {
    const folder = folderWith({
      ...FILES,
      'fit.yaml': FIT.replace('asking_elasticity', 'asking_elastisity').replace('arm: cut', 'arm: cat'),
    });
    const area = join(folder, 'areas/barnet.yaml');
    writeFileSync(area, readFileSync(area, 'utf8').replace(/^period: .*$/m, 'period: never'));
    const { code, err } = txSim(folder, ['fit', 'fit.yaml']);
    expect(code).toBe(2);
    expect(err).toMatch(/asking_elastisity[\s\S]*asking_elasticity/);
    expect(err).toMatch(/cat[\s\S]*cut/);
    expect(err).toMatch(/areas\/barnet\.yaml[\s\S]*never/);
    expect(() => readFileSync(join(folder, 'fit-posterior.yaml'))).toThrow('ENOENT');
  });

  it('refuses too few evaluations, and what nothing can come near, in plain words', () => {
    const folder = folderWith({ ...FILES, 'series.yaml': SERIES.replace('value: 1000', 'value: 1e300') });
    expect(txSim(folder, ['fit', 'fit.yaml', '--evaluations', '100']).err).toMatch(
      /100 is too few.* needs 576 \[cli\/evaluations\]/,
    );
    const { code, err } = txSim(folder, ['fit', 'fit.yaml', ...few]);
    expect(code).toBe(2);
    expect(err).toMatch(/next to none comes anywhere near the series.* \[fit\/no-density\]/);
  });

  it('tells a prior that allows nothing possible, and draws that none may take', () => {
    const prior = '{name: asking_elasticity, prior: {uniform: {low: -5, high: -3}}}';
    const folder = folderWith({ ...FILES, 'fit.yaml': FIT.replace('asking_elasticity', prior) });
    const { code, err } = txSim(folder, ['fit', 'fit.yaml']);
    expect(code).toBe(2);
    expect(err).toMatch(
      /asking_elasticity lies above 0, and its prior allows nothing of that \[fit\/impossible-prior\]/,
    );
  });

  it('does not write over what no fit has written', () => {
    const folder = folderWith(FILES);
    symlinkSync('nowhere.yaml', join(folder, 'link.yaml'));
    expect(txSim(folder, ['fit', 'fit.yaml', '--to', 'link.yaml']).err).toContain(
      'link.yaml is there already',
    );
    const { code, err } = txSim(folder, ['fit', 'fit.yaml', '--to', 's.yaml']);
    expect(code).toBe(2);
    expect(err).toContain('s.yaml is there already, and no fit has written it [cli/exists]');
    expect(readFileSync(join(folder, 's.yaml'), 'utf8')).toBe(SHORT);
  });

  it('tells elements that are none, or named twice, at their places', () => {
    const of = (elements: string) =>
      FIT.replace('outcome: in_treatment,', `outcome: in_treatment, of: {group: ${elements}},`);
    for (const [elements, told] of [
      [
        '[]',
        /fit\.yaml:9:57: error: expected the name of an element.*found a list of none \[fit\/no-elements\]/,
      ],
      ['[opiate, alcohol, opiate]', /fit\.yaml:9:75: error: opiate is named twice.* \[fit\/element-twice\]/],
    ] as const) {
      const { code, err } = txSim(folderWith({ ...FILES, 'fit.yaml': of(elements) }), [
        'validate',
        'fit.yaml',
      ]);
      expect(err).toMatch(told);
      expect(code).toBe(2);
    }
  });

  it('refuses a target that is no file before any run', () => {
    const folder = folderWith(FILES);
    for (const to of ['', 'new/']) {
      const { code, err } = txSim(folder, ['fit', 'fit.yaml', '--to', to]);
      expect(code).toBe(2);
      expect(err).toContain(`--to needs the name of a file, found "${to}" [cli/target]`);
    }
    expect(readdirSync(folder)).not.toContain('new');
    const claimed = holdPlace(join(folder, 'later.yaml'));
    expect(txSim(folder, ['fit', 'fit.yaml', '--to', 'later.yaml', ...few]).err).toContain(
      'is at work on it [cli/in-use]',
    );
    claimed.release();
    expect(readdirSync(folder).sort()).toEqual(['areas', 'fit.yaml', 's.yaml', 'series.yaml']);
    expect(() => holdPlace(join(folder, 's.yaml/later.yaml'))).toThrow('cannot write');
    expect(readFileSync(join(folder, 's.yaml'), 'utf8')).toBe(SHORT);
  });

  it('tells a number that leaves the error no room, at its place', () => {
    const folder = folderWith({ ...FILES, 'series.yaml': SERIES.replace('value: 1000', 'value: 0') });
    const { code, err } = txSim(folder, ['fit', 'fit.yaml']);
    expect(code).toBe(2);
    expect(err).toMatch(/series\.yaml:2[\s\S]*adults is 0 in 2016\/17.* \[fit\/no-room\]/);
  });
});
