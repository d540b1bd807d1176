import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

describe('tx-sim validate', () => {
  it('tells every fault of every file, and which are sound', () => {
    const folder = folderWith({
      'good.yaml': SHORT,
      'bad.yaml': SHORT.replace('cut: 20%', 'cut: 20'),
      'area.yaml': 'area: X\nperiod: 2016\n',
      'what.yaml': 'foo: 1\n',
    });
    const { code, out, err } = txSim(folder, [
      'validate',
      'good.yaml',
      'bad.yaml',
      'area.yaml',
      'what.yaml',
      'gone.yaml',
    ]);
    expect(code).toBe(2);
    expect(out).toBe('ok: good.yaml (scenario)\n');
    expect(err).toMatch(/^bad\.yaml:11:21: error: "20" has no unit/);
    expect(err).toMatch(/\narea\.yaml:2:9: error: expected a financial year/);
    expect(err).toMatch(/\nwhat\.yaml:1:1: error: this is neither a scenario/);
    expect(err).toMatch(/\nerror: cannot read gone\.yaml/);
    expect(err).toMatch(/\n4 errors\n$/);
  });

  it('checks a scenario down to names that only the model knows', () => {
    const folder = folderWith({
      's.yaml': `${SHORT}    commissioning: [{improve: acess, towards: integrated, each: 1 year, from: 2016-05}]\n    parameters: {handof_loss: {value: 0.1, reason: a test}}\n`,
    });
    const { code, err } = txSim(folder, ['validate', 's.yaml']);
    expect(code).toBe(2);
    expect(err).toMatch(/did you mean access\?/);
    expect(err).toMatch(/did you mean handoff_loss\?/);
  });

  it('checks an edited sector as part of the shipped model, and other files as a model of their own', () => {
    const pathway = readFileSync('src/model/treatment/2b-pathway.yaml', 'utf8');
    const folder = folderWith({
      'edited.yaml': pathway.replace('hazard: settling_rate', 'hazard: settling_rat'),
      'teacup.yaml': `sector: teacup
doc: A cup that cools.
base_units: [degree]
parameters:
  room: {doc: The room., unit: degree, value: 20, range: [15, 25], status: assumption, source: ours}
  cooling_time: {doc: How fast., unit: day, value: 1, range: [0.5, 2], status: assumption, source: ours}
stocks:
  tea: {doc: How hot., unit: degree, initial: 4 * room, outflows: cooling}
flows:
  cooling: {doc: Heat lost., unit: degree/year, equation: (tea - room) / cooling_time}
`,
    });
    expect(txSim(folder, ['validate', 'teacup.yaml'])).toEqual({
      code: 0,
      out: 'ok: teacup.yaml (model)\n',
      err: '',
    });
    const edited = txSim(folder, ['validate', 'edited.yaml']);
    expect(edited.code).toBe(2);
    expect(edited.err).toMatch(
      /^edited\.yaml:\d+:\d+: error: "?settling_rat"?[\s\S]*did you mean settling_rate\?/,
    );
  });

  it('tells faults as JSON', () => {
    const folder = folderWith({ 's.yaml': SHORT, 'what.yaml': 'foo: 1\n' });
    const { code, out, err } = txSim(folder, ['validate', 's.yaml', 'what.yaml', '--json']);
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      files: [
        { file: 's.yaml', kind: 'scenario', ok: true },
        { file: 'what.yaml', kind: null, ok: false },
      ],
      diagnostics: [{ code: 'cli/unknown-file' }],
    });
  });
});
